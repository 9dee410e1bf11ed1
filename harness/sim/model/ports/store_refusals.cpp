#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string_view>
#include <vector>

#include "eda/detail/text.hpp"
#include "eda/invalid_request.hpp"
#include "eda/limits.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/row_bytes.hpp"
#include "sim/model/ports/table.hpp"

namespace sim {

using eda::Json, eda::detail::in_quotes;
namespace limits = eda::limits;

namespace {

using Path = std::vector<std::string_view>;

const std::string& text_of(const Json& json) { return json.get_ref<const std::string&>(); }

/// Name of a request in its refusal: 'update "order/42"', 'transaction, put "order/42"'.
struct CheckedRequest {
  std::string_view where;
  std::string_view verb;
  const Json* of = nullptr;  ///< a key or a text; null: nothing more to name

  template <typename... Values>
  [[noreturn]] void refuse(fmt::format_string<Values...> why, Values&&... values) const {
    std::string name = fmt::format("{}{}", where, verb);
    if (of != nullptr) name += " " + in_quotes(of->is_string() ? text_of(*of) : key_words(*of));
    throw eda::InvalidRequest{name + ": " + fmt::format(why, std::forward<Values>(values)...)};
  }
};

/// The member "value" of a write, a test or a step; null where there is none.
const Json& value_in(const Json& object) {
  static const Json none;
  const auto found = object.find("value");
  return found == object.end() ? none : *found;
}

void check_partition(const std::string& partition, const CheckedRequest& request) {
  if (partition.empty())
    request.refuse("the partition key is empty. DynamoDB partition keys have 1 to {} bytes.",
                   limits::partition_bytes_max);
  if (partition.size() > limits::partition_bytes_max)
    request.refuse("the partition key has {} bytes. DynamoDB partition keys have 1 to {} bytes.",
                   partition.size(), limits::partition_bytes_max);
}

void check_key(const Json& key, const CheckedRequest& request) {
  check_partition(text_of(key.at(0)), request);
  const std::string& sort = text_of(key.at(1));
  if (sort.size() > limits::sort_bytes_max)
    request.refuse("the sort key has {} bytes. DynamoDB sort keys have 1 to {} bytes.", sort.size(),
                   limits::sort_bytes_max);
}

/// Levels of objects and arrays in `value`; it stops counting above the limit.
std::size_t nesting_of(const Json& value, std::size_t above = 0) {
  if (!value.is_structured()) return above;
  std::size_t deepest = above + 1;
  if (deepest > limits::nesting_max) return deepest;
  for (const Json& inner : value) deepest = std::max(deepest, nesting_of(inner, above + 1));
  return deepest;
}

void check_nesting(const Json& value, std::size_t above, const CheckedRequest& request) {
  if (nesting_of(value, above) > limits::nesting_max)
    request.refuse("objects and arrays are more than {0} levels deep. DynamoDB takes up to {0}.",
                   limits::nesting_max);
}

void check_numbers(const Json& value, const CheckedRequest& request) {
  if (value.is_structured()) {
    for (const Json& inner : value) check_numbers(inner, request);
  } else if (value.is_number_float()) {
    const double size = std::abs(value.get<double>());
    if (!(size < limits::number_below) || (size > 0 && size < limits::number_min))
      request.refuse(
          "the number {} is out of range. DynamoDB takes 0 and magnitudes from 1e-130 "
          "to below 1e126, but neither infinity nor NaN.",
          value.get<double>());
  }
}

void check_value(const Json& value, const CheckedRequest& request) {
  check_nesting(value, 0, request);
  check_numbers(value, request);
}

Path path_of(std::string_view path) {
  Path parts;
  for (std::size_t begin = 0; begin <= path.size();) {
    const std::size_t end = std::min(path.find('.', begin), path.size());
    parts.push_back(path.substr(begin, end - begin));
    begin = end + 1;
  }
  return parts;
}

Path checked_path(const Json& step, const CheckedRequest& request) {
  if (!step.contains("path") || text_of(step.at("path")).empty())
    request.refuse("a path is empty. Name a field: \"status\" or \"payment.method\".");
  const std::string& path = text_of(step.at("path"));
  if (path.find_first_of("[]") != std::string::npos)
    request.refuse(
        "the path {} has a bracket. The store's paths name fields of objects, not "
        "elements of arrays: set the whole array, or keep an object.",
        in_quotes(path));
  Path parts = path_of(path);
  if (std::any_of(parts.begin(), parts.end(), [](auto part) { return part.empty(); }))
    request.refuse(
        "the path {} has an empty field name. DynamoDB attribute names have at least "
        "one character.",
        in_quotes(path));
  if (parts.size() > limits::nesting_max)
    request.refuse("the path {} has {} parts. DynamoDB takes up to {} levels.", in_quotes(path),
                   parts.size(), limits::nesting_max);
  return parts;
}

bool has_order(const Json& value) { return value.is_number() || value.is_string(); }

void check_operators(std::size_t count, const char* expression, const CheckedRequest& request) {
  if (count > limits::operators_max)
    request.refuse("its {} has {} operators and functions. DynamoDB takes up to {}.", expression,
                   count, limits::operators_max);
}

void check_condition(const Json& tests, const CheckedRequest& request) {
  static const std::set<std::string, std::less<>> of_the_row{"absent", "present", "version_is"};
  for (const Json& one : tests) {
    const std::string& test = text_of(one.at("test"));
    if (of_the_row.contains(test)) continue;
    checked_path(one, request);
    const Json& operand = value_in(one);
    check_value(operand, request);
    if (test == "less" && !has_order(operand))
      request.refuse("nothing is less than {}. DynamoDB orders numbers and texts only.",
                     operand.type_name());
  }
  // each test is one, each && between them another
  check_operators(tests.empty() ? 0 : 2 * tests.size() - 1, "condition", request);
}

void check_inserted(const Json& element, const CheckedRequest& request) {
  if (!has_order(element))
    request.refuse("cannot insert {}. A DynamoDB set holds numbers or texts.", element.type_name());
}

std::string joined(const Path& parts) {
  return in_quotes(fmt::format("{}", fmt::join(parts, ".")));
}

/// Throws if one path is a prefix of another; it is then the prefix of its successor in order.
void check_overlaps(std::vector<Path> paths, const CheckedRequest& request) {
  std::sort(paths.begin(), paths.end());
  for (std::size_t i = 1; i < paths.size(); ++i) {
    const Path &outer = paths[i - 1], &inner = paths[i];
    if (!std::equal(outer.begin(), outer.end(), inner.begin(),
                    inner.begin() + std::ptrdiff_t(std::min(outer.size(), inner.size()))))
      continue;
    if (outer.size() == inner.size())
      request.refuse("the path {} is there twice. DynamoDB takes each path once in an update.",
                     joined(outer));
    request.refuse(
        "the paths {} and {} overlap. DynamoDB takes no path that leads into another "
        "one of the same update: set the outer object as a whole, or update twice.",
        joined(outer), joined(inner));
  }
}

void check_steps(const Json& steps, const CheckedRequest& request) {
  std::vector<Path> paths;
  std::size_t functions = 0;
  for (const Json& step : steps) {
    const std::string& verb = text_of(step.at("do"));
    paths.push_back(checked_path(step, request));
    const Json& value = value_in(step);
    check_value(value, request);
    if (verb == "insert") check_inserted(value, request);
    if (verb == "set_if_missing") ++functions;
  }
  check_overlaps(std::move(paths), request);
  check_operators(functions, "update", request);
}

void check_bytes(std::size_t bytes, const CheckedRequest& request) {
  if (bytes > limits::row_bytes_max)
    request.refuse(
        "the row would have {} bytes, names and key included. DynamoDB takes up to {}: "
        "spread it over several rows.",
        bytes, limits::row_bytes_max);
}

void check_row_for(const Json& key, const Json& value, const CheckedRequest& request) {
  check_nesting(value, value.is_object() ? 0 : 1, request);
  check_bytes(row_bytes(key, value), request);
}

/// Bytes of the row that a put writes, or of the values in an update.
std::size_t bytes_of(const Json& write) {
  const std::string& verb = text_of(write.at("verb"));
  if (verb == "put") return row_bytes(write.at("key"), value_in(write));
  std::size_t bytes = 0;
  if (verb == "update")
    for (const Json& step : value_in(write)) bytes += value_bytes(value_in(step));
  return bytes;
}

void check_put(const Json& write, const CheckedRequest& request) {
  const Json& value = value_in(write);
  if (value.is_null())
    request.refuse(
        "the value is null, and a DynamoDB item is never null. Put an object, or erase "
        "the row.");
  if (value.is_object() && value.contains(""))
    request.refuse(
        "a field has an empty name. DynamoDB attribute names have at least one "
        "character.");
  check_row_for(write.at("key"), value, request);
  check_numbers(value, request);
}

void check_write(const Json& write, const CheckedRequest& request) {
  const std::string& verb = text_of(write.at("verb"));
  check_key(write.at("key"), request);
  check_condition(write.at("condition"), request);
  if (verb == "put") check_put(write, request);
  if (verb != "update") return;
  check_steps(value_in(write), request);
  check_bytes(bytes_of(write), request);
}

void check_token(const Json& action, const CheckedRequest& whole) {
  if (!action.contains("token")) return;
  const std::string& token = text_of(action.at("token"));
  if (const std::size_t count = characters(token); count > limits::token_characters_max)
    whole.refuse("the client token {} has {} characters. DynamoDB takes 1 to {}.", in_quotes(token),
                 count, limits::token_characters_max);
}

void check_transaction(const Json& action) {
  const CheckedRequest whole{.where = "transaction", .verb = ""};
  const Json& writes = action.at("writes");
  if (writes.empty()) whole.refuse("it has no writes. DynamoDB TransactWriteItems needs one.");
  if (writes.size() > limits::transaction_writes_max)
    whole.refuse("it has {} writes. DynamoDB TransactWriteItems takes up to {}.", writes.size(),
                 limits::transaction_writes_max);
  check_token(action, whole);
  std::set<Json> keys;
  std::size_t bytes = 0;
  for (const Json& write : writes) {
    const std::string& verb = text_of(write.at("verb"));
    const CheckedRequest request{"transaction, ", verb, &write.at("key")};
    check_write(write, request);
    if (!keys.insert(write.at("key")).second)
      request.refuse(
          "a transaction must not touch a key twice. DynamoDB TransactWriteItems takes "
          "one action for each item: join them.");
    if (verb == "check" && write.at("condition").empty())
      request.refuse("it checks nothing. A DynamoDB ConditionCheck needs a condition.");
    if (verb == "update" && value_in(write).empty())
      request.refuse(
          "it has no steps. In TransactWriteItems, DynamoDB needs an update expression.");
    bytes += bytes_of(write);
  }
  if (bytes > limits::transaction_bytes_max)
    whole.refuse("its rows have {} bytes in all. DynamoDB TransactWriteItems takes up to {}.",
                 bytes, limits::transaction_bytes_max);
}

}  // namespace

void check_row(const Json& key, const Json& value) {
  check_row_for(key, value, CheckedRequest{"", "update", &key});
}

void check_store_request(const Json& action) {
  const std::string& verb = text_of(action.at("do"));
  if (verb == "get") {
    check_key(action.at("key"), CheckedRequest{"", verb, &action.at("key")});
  } else if (verb == "query" || verb == "query_page") {
    check_partition(text_of(action.at("prefix")), CheckedRequest{"", verb, &action.at("prefix")});
  } else if (verb == "write") {
    const Json& write = action.at("writes").at(0);
    check_write(write, CheckedRequest{"", text_of(write.at("verb")), &write.at("key")});
  } else if (verb == "transact") {
    check_transaction(action);
  }
}

}  // namespace sim
