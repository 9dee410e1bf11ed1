#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "eda/event.hpp"
#include "sim/model/scenario.hpp"

/// Rules of the store that do not depend on how its rows are kept.
namespace sim {

/// DynamoDB removes a row "within a few days" after it has expired; by then at the latest.
inline constexpr int ttl_lag_ms = int(Duration{std::chrono::hours{48}}.count());
/// A row that would be removed later than this is never removed.
inline constexpr std::int64_t ttl_horizon_ms = Duration{std::chrono::hours{24 * 24}}.count();
/// DynamoDB keeps a ClientRequestToken for ten minutes.
inline constexpr int token_life_ms = int(Duration{std::chrono::minutes{10}}.count());

/// Reply to a write: "written", "refused", "throttled" or "unknown".
Json result_json(const char* result);

/// Reply to the read `verb` of `prefix` that has found `rows`, in order: all of them, or a page.
Json told_rows(const std::string& verb, const std::string& prefix, const StoreLimits& limits,
               Json rows);

/// Throws eda::InvalidRequest for a transaction of more writes than the store takes.
void check_transaction_size(const StoreLimits& limits, std::size_t writes);
/// Throws if the rows that a transaction has put or updated are too large together.
void check_transaction_bytes(std::size_t bytes);
/// Throws for a client token that came with other writes.
[[noreturn]] void refuse_token();

/// A change of the row at `key`, [partition, sort].
struct RowChange {
  const Json& key;
  Json before, after;  ///< null: there is no row
  bool is_removed = false;
  int version = 0;  ///< of the row afterwards
  bool by_ttl = false;
};
/// Event of the item stream: eda.store.inserted, .modified or .removed.
Event change_record(const RowChange& change);

}  // namespace sim
