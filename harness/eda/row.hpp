#pragma once

#include <optional>
#include <string>
#include <utility>

#include "eda/invalid_request.hpp"
#include "eda/json.hpp"
#include "eda/safe_argument.hpp"
#include "eda/time.hpp"

namespace eda {

/// Key of a row. Rows of one `partition` can be queried together; `sort` distinguishes them.
/// A plain string is a partition of one row: "order/42". A partition has 1 to 2048 bytes, a sort
/// key 1 to 1024 (DynamoDB).
class Key {
 public:
  Key() = default;
  Key(const char* partition) : partition{partition} {}  // implicit: a key may be written as text
  Key(std::string partition) : partition{std::move(partition)} {}
  /// Throws InvalidRequest if `sort` is empty. The key of a row without it is Key{partition}.
  Key(std::string partition, std::string sort)
      : partition{std::move(partition)}, sort{std::move(sort)} {
    if (this->sort.empty())
      throw InvalidRequest{"the sort key of \"" + this->partition +
                           "\" is empty. DynamoDB sort keys have 1 to 1024 bytes."};
  }

  std::string partition;
  std::string sort;  ///< empty: the row of the partition that has no sort key

  friend auto operator<=>(const Key&, const Key&) = default;
};

/// Value as it was in the store when it was read, with its key and version for writing it back.
/// `T` is your own type that nlohmann::json can read and write, or eda::Json. A value is mostly an
/// object; any other value but null stands for a row with this one field.
template <typename T>
class Row {
 public:
  Row() = default;
  template <typename U = T>
  Row(Key key, U&& value) : key{std::move(key)}, value(std::forward<U>(value)) {
    detail::require_a_name<U&&>();
  }

  Key key;
  T value{};
  int version = 0;  ///< counts the writes of this key; 0: there is no such row
  std::optional<Instant>
      expires_at;  ///< the store may delete the row any time after this; absent: never

  bool exists() const { return version > 0; }
  T* operator->() { return &value; }
  const T* operator->() const { return &value; }
};

/// A row as plain JSON.
using Item = Row<Json>;

}  // namespace eda
