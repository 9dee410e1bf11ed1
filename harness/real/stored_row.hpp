#pragma once

#include <cstdint>
#include <optional>

#include "real/engine.hpp"

namespace real {

/// A row as a store keeps it. One that was erased keeps its version, so that versions only grow.
struct StoredRow {
  int version = 0;  ///< counts writes
  std::optional<Json> value{};
  std::optional<std::int64_t> expires{};  ///< milliseconds since 1970
};

/// Returns the row as a handler is told: {"version", "value", "expires"}.
Json told(const StoredRow& row);

/// True if the condition of `write` holds for the row.
bool allows(const StoredRow& row, const Json& write);

/// Returns the row after `write`; absent: the write changes nothing. Throws eda::InvalidRequest.
std::optional<StoredRow> changed(const StoredRow& row, const Json& write);

/// Returns the reply to a request for one `write` that has made the row `after`.
Json reply_to_write(const Json& write, const StoredRow& after);

}  // namespace real
