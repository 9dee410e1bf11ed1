#pragma once

#include <cstddef>

#include "eda/json.hpp"

namespace sim {

/// Bytes of a value as DynamoDB counts them ("Item sizes and formats").
std::size_t value_bytes(const eda::Json& value);

/// Bytes of a row: its key, the names of its fields and their values. `key` is [partition, sort].
std::size_t row_bytes(const eda::Json& key, const eda::Json& value);

}  // namespace sim
