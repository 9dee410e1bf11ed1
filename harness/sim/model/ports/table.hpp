#pragma once

#include <string>
#include <vector>

#include "sim/model/port.hpp"
#include "sim/model/ports/lanes.hpp"

namespace sim {

/// A key as it stands in the table. A deleted row keeps its place, so that versions only grow.
struct RowState {
  static constexpr int absent = -1;

  int key = 0;           ///< number of [partition, sort]
  int version = 0;       ///< counts writes and deletions
  int value = absent;    ///< number of the JSON value
  int expires = absent;  ///< number of the moment when it expires; absent: never
  std::vector<int>
      older{};  ///< the values before, newest first; kept only while reads may be stale

  int told_version() const { return value == absent ? 0 : version; }
};

/// What the store holds at one moment.
struct TableState {
  struct Token {
    int name = 0, until_ms = 0;
    int writes = 0;  ///< number of what the transaction wrote
  };
  std::vector<RowState> rows{};  ///< by key
  std::vector<Token> tokens{};   ///< client tokens of transactions, remembered for ten minutes
  Lanes changes{};               ///< the item stream, a lane for each key

  RowState* find(int key);
  RowState& at(int key);

  std::vector<int> write() const;
  static TableState read(const std::vector<int>& ints);
};

/// A key, [partition, sort], for people: "order/42", "order/42#payment". A part that holds `#` or
/// `"` is quoted as in JSON, so that no two keys look alike.
std::string key_words(const eda::Json& key);

/// Whether all of `tests` (see eda::Condition) hold for a row; `value` is null for a missing one.
bool holds(const eda::Json& tests, const eda::Json* value, int version);

/// `value` after the `steps` of an eda::Update. Throws eda::InvalidRequest, saying which path.
eda::Json updated(eda::Json value, const eda::Json& steps);

}  // namespace sim
