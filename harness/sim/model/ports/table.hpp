#pragma once

#include <string>
#include <vector>

#include "sim/model/port.hpp"
#include "sim/model/ports/lane_log.hpp"

namespace sim {

/// State of a key in the table. A deleted row keeps its entry, so that versions only grow.
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

/// Contents of the store at one moment.
struct TableState {
  struct Token {
    int name = 0, until_ms = 0;
    int writes = 0;  ///< number of the writes of the transaction
  };
  std::vector<RowState> rows{};  ///< by key
  std::vector<Token> tokens{};   ///< client tokens of transactions, remembered for ten minutes
  LaneLog changes{};             ///< the item stream, a lane for each key

  RowState* find(int key);
  RowState& at(int key);

  std::vector<int> write() const;
  static TableState read(const std::vector<int>& ints);
};

/// Returns a key, [partition, sort], as text: "order/42", "order/42#payment". A part that contains
/// `#` or `"` is quoted as in JSON, so that different keys have different texts.
std::string key_words(const eda::Json& key);

/// Returns the value at a path such as "payment.method"; null: there is none. `value` may be null.
const eda::Json* field_at(const eda::Json* value, const std::string& path);

/// True if all of `tests` (see eda::Condition) hold for a row; `value` is null for a missing one.
bool holds(const eda::Json& tests, const eda::Json* value, int version);

/// Returns `value` after the `steps` of an eda::Update. Throws eda::InvalidRequest, which names the
/// path.
eda::Json updated(eda::Json value, const eda::Json& steps);

}  // namespace sim
