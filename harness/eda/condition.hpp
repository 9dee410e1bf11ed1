#pragma once

#include <string>
#include <utility>
#include <vector>

#include "eda/json.hpp"
#include "eda/safe_argument.hpp"

namespace eda {

/// Condition of a write. The store checks it and writes in one atomic step (DynamoDB
/// ConditionExpression). Join several with `&&`. A path is "field" or "field.inner". It cannot name
/// an element of an array, or a field whose name contains one of `.[]`: a request with such a path
/// throws InvalidRequest.
class Condition {
 public:
  /// Always holds.
  static Condition none() { return Condition{}; }
  /// Holds if there is no such row.
  static Condition absent() { return Condition{"absent", "", nullptr}; }
  static Condition present() { return Condition{"present", "", nullptr}; }
  /// Holds if the row still has the `version` that was read; 0: there was no such row.
  static Condition version_is(int version) { return Condition{"version_is", "", version}; }
  /// Holds if the field at `path` equals `value`. A missing field equals nothing.
  static Condition equals(std::string path, JsonArgument value) {
    return Condition{"equals", std::move(path), std::move(value.json)};
  }
  static Condition differs(std::string path, JsonArgument value) {
    return Condition{"differs", std::move(path), std::move(value.json)};
  }
  /// Holds if the field at `path` is a number below `value`, or a text that sorts before it. With
  /// any other kind of `value` the request throws InvalidRequest.
  static Condition less(std::string path, JsonArgument value) {
    return Condition{"less", std::move(path), std::move(value.json)};
  }
  static Condition has(std::string path) { return Condition{"has", std::move(path), nullptr}; }
  static Condition lacks(std::string path) { return Condition{"lacks", std::move(path), nullptr}; }
  /// Holds if the array at `path` has this element, or if the text at `path` contains it. A missing
  /// field contains nothing.
  static Condition contains(std::string path, JsonArgument element) {
    return Condition{"contains", std::move(path), std::move(element.json)};
  }
  static Condition contains_not(std::string path, JsonArgument element) {
    return Condition{"contains_not", std::move(path), std::move(element.json)};
  }

  Condition operator&&(const Condition& other) const;

  /// Array of {"test", "path", "value"}, all of which must hold.
  const Json& to_json() const { return tests_; }

 private:
  Condition() = default;
  Condition(const char* test, std::string path, Json value);

  Json tests_ = Json::array();
};

/// Changes to single fields, which the store reads and writes in one atomic step (DynamoDB
/// UpdateExpression). A row that does not exist is created from {}. Paths are those of Condition.
/// Where DynamoDB gives a ValidationException, the store throws InvalidRequest: for a path whose
/// parent is missing, and for two paths that are equal or of which one is inside the other.
class Update {
 public:
  Update() = default;
  Update set(std::string path, JsonArgument value) const {
    return with("set", path, std::move(value.json));
  }
  /// Sets the field only if it is missing.
  Update set_if_missing(std::string path, JsonArgument value) const {
    return with("set_if_missing", path, std::move(value.json));
  }
  /// Adds to the number at `path`; a missing one counts as 0. The request throws InvalidRequest for
  /// a sum that does not fit into 64 bits (DynamoDB has 38 digits).
  Update add(std::string path, std::int64_t amount) const { return with("add", path, amount); }
  /// Inserts `element`, a number or a text, into the array at `path`. The array is a sorted set of
  /// one kind. A missing array counts as empty.
  Update insert(std::string path, JsonArgument element) const {
    return with("insert", path, std::move(element.json));
  }
  Update remove(std::string path) const { return with("remove", path, nullptr); }

  /// Array of {"do", "path", "value"}. Each step reads the row as it was before the update.
  const Json& to_json() const { return steps_; }

 private:
  Update with(const char* verb, const std::string& path, Json value) const;

  Json steps_ = Json::array();
};

}  // namespace eda
