#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eda/json.hpp"
#include "eda/safe_argument.hpp"

namespace eda {

/// What must hold for a write to be made, checked and written in one step (DynamoDB
/// ConditionExpression). Join several with `&&`. A path is "field" or "field.inner"; it cannot name
/// an element of an array, nor a field whose name holds one of `.[]`. Sent with such a path, a
/// request throws InvalidRequest.
class Condition {
 public:
  /// Always holds.
  static Condition none() { return Condition{}; }
  /// There is no such row.
  static Condition absent() { return Condition{"absent", "", nullptr}; }
  static Condition present() { return Condition{"present", "", nullptr}; }
  /// Nobody has written the row since it was read at `version`; 0: there was none.
  static Condition version_is(int version) { return Condition{"version_is", "", version}; }
  /// The field at `path` equals `value`; a missing field equals nothing.
  static Condition equals(std::string path, JsonArgument value) {
    return Condition{"equals", std::move(path), std::move(value.json)};
  }
  static Condition differs(std::string path, JsonArgument value) {
    return Condition{"differs", std::move(path), std::move(value.json)};
  }
  /// The field at `path` is a number below `value`, or a text that sorts before it. Any other kind
  /// of `value` has no order: InvalidRequest.
  static Condition less(std::string path, JsonArgument value) {
    return Condition{"less", std::move(path), std::move(value.json)};
  }
  static Condition has(std::string path) { return Condition{"has", std::move(path), nullptr}; }
  static Condition lacks(std::string path) { return Condition{"lacks", std::move(path), nullptr}; }
  /// The array at `path` has `element` among its elements, or the text there has it as a part. A
  /// missing field has none.
  static Condition contains(std::string path, JsonArgument element) {
    return Condition{"contains", std::move(path), std::move(element.json)};
  }
  static Condition contains_not(std::string path, JsonArgument element) {
    return Condition{"contains_not", std::move(path), std::move(element.json)};
  }

  Condition operator&&(const Condition& other) const;

  /// An array of {"test", "path", "value"}, all of which must hold.
  const Json& to_json() const { return tests_; }

 private:
  Condition() = default;
  Condition(const char* test, std::string path, Json value);

  Json tests_ = Json::array();
};

/// Changes to single fields, made in one step with the read they need (DynamoDB UpdateExpression).
/// A row that does not exist is created from {}. Paths are those of Condition. The store throws
/// InvalidRequest, as DynamoDB throws its ValidationException, for a path whose parent is missing
/// and for two paths that are the same or of which one leads into the other.
class Update {
 public:
  Update() = default;
  Update set(std::string path, JsonArgument value) const {
    return with("set", path, std::move(value.json));
  }
  /// Sets the field only where there is none yet.
  Update set_if_missing(std::string path, JsonArgument value) const {
    return with("set_if_missing", path, std::move(value.json));
  }
  /// Adds to the number at `path`; a missing one counts as 0. A sum that does not fit into 64 bits
  /// is an InvalidRequest (DynamoDB has 38 digits).
  Update add(std::string path, std::int64_t amount) const { return with("add", path, amount); }
  /// Puts `element`, a number or a text, into the array at `path`, kept as a sorted set of one
  /// kind; a missing array counts as empty.
  Update insert(std::string path, JsonArgument element) const {
    return with("insert", path, std::move(element.json));
  }
  Update remove(std::string path) const { return with("remove", path, nullptr); }

  /// An array of {"do", "path", "value"}. No step sees what another does.
  const Json& to_json() const { return steps_; }

 private:
  Update with(const char* verb, const std::string& path, Json value) const;

  Json steps_ = Json::array();
};

}  // namespace eda
