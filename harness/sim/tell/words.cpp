#include "sim/tell/words.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/shared_tables.hpp"
#include "sim/tell/columns.hpp"

namespace sim {

using eda::Json;

namespace {

/// Columns that a value gets at least.
constexpr std::size_t value_columns_min = 9;
/// Columns below which a value is cut after its beginning.
constexpr std::size_t kept_columns_min = 14;

std::string dumped(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string test_words(const Json& one) {
  const std::string test = one.at("test");
  const Json value = one.value("value", Json{});
  const std::string path = one.value("path", std::string{});
  if (test == "version_is") return value == 0 ? "absent" : "v" + dumped(value);
  if (path.empty()) return test;
  if (test == "has" || test == "lacks") return test + " " + path;
  const std::string_view sign = test == "equals"         ? "="
                                : test == "differs"      ? "!="
                                : test == "less"         ? "<"
                                : test == "contains"     ? "has"
                                : test == "contains_not" ? "lacks"
                                                         : std::string_view{test};
  return fmt::format("{} {} {}", path, sign, dumped(value));
}

/// " if v1 and open = true"; empty: no condition.
std::string condition_words(const Json& tests) {
  std::string words;
  for (const Json& one : tests) words += (words.empty() ? " if " : " and ") + test_words(one);
  return words;
}

/// `add cents 150, insert tips "anna-1"`
std::string update_words(const Json& steps) {
  std::string words;
  for (const Json& step : steps) {
    words += fmt::format("{}{} {}", words.empty() ? "" : ", ", step.at("do").get<std::string>(),
                         step.at("path").get<std::string>());
    if (step.contains("value")) words += " " + dumped(step.at("value"));
  }
  return words;
}

std::string written_words(const std::string& verb, const Json& value, std::size_t width,
                          const Members& changed) {
  if (verb == "update") return cut(update_words(value), width);
  return value_words(value, width, changed);
}

/// Returns verb, key, value and condition; the value gets the columns that the others leave.
std::string one_thing(const std::string& verb, const std::string& key, const Json& value,
                      const std::string& rest, std::size_t width, const Members& changed = {}) {
  std::string words = verb;
  if (!key.empty()) words += (words.empty() ? "" : " ") + key;
  if (value.is_null()) return words + rest;
  const std::size_t used = columns(words + rest) + 1;
  const std::size_t left = width > used ? width - used : 0;
  return words + " " + written_words(verb, value, std::max(left, value_columns_min), changed) +
         rest;
}

std::string part_words(const Part& part, std::size_t width, const RowChanges& changes) {
  if (!part.verb.empty())
    return one_thing(part.verb, part.key, part.value, condition_words(part.condition), width,
                     changes.of(part.key));
  const std::string type = short_type(part.key);
  const std::string whole = one_thing("", type, part.value, " id " + part.id, no_limit);
  // data tells more than an id
  return columns(whole) <= width ? whole : one_thing("", type, part.value, "", width);
}

std::string time_words(int at_ms) {
  return at_ms % 60'000 == 0 ? fmt::format("+{}m", at_ms / 60'000)
                             : fmt::format("+{}s", double(at_ms) / 1000);
}

}  // namespace

std::string value_words(const Json& value, std::size_t width, const Members& kept) {
  const std::string whole = dumped(value);
  if (columns(whole) <= width) return whole;
  if (value.is_object() && !kept.empty() && kept.size() < value.size() &&
      width > kept_columns_min) {
    Json part = Json::object();
    for (const std::string& name : kept)
      if (value.contains(name)) part[name] = value.at(name);
    if (!part.empty()) return "{…," + value_words(part, width - 2).substr(1);
  }
  if (!value.is_structured() || width < value_columns_min) return cut(whole, width);
  const char* end = value.is_array() ? "…]" : "…}";
  const std::string fits = whole.substr(0, bytes_of(whole, width - 2));
  const std::size_t comma = fits.rfind(',');
  // a cut within the first member, or one that would waste half of the room
  const bool is_early = comma == std::string::npos || 2 * columns(fits.substr(0, comma)) < width;
  return is_early ? cut(whole, width) : fits.substr(0, comma + 1) + end;
}

std::string counted(long double count, std::string_view what) {
  const double number = double(count);
  return fmt::format("{} {}{}",
                     number < 1e6 ? fmt::format("{:.0f}", number) : fmt::format("{:.1e}", number),
                     what, count == 1 ? "" : "s");
}

std::string request_words(const Request& request, std::size_t width, const RowChanges& changes) {
  std::string rest = request.eventual ? " (eventual)" : "";
  if (request.due_ms >= 0) rest += " at " + time_words(request.due_ms);
  rest += condition_words(request.condition);
  std::string words =
      one_thing(request.verb, request.key, request.value, rest, width, changes.of(request.key));
  if (request.parts.empty()) return cut(words, width);
  const bool are_writes = !request.parts.front().verb.empty();
  if (are_writes) words += ":";
  const std::size_t share = width == no_limit ? no_limit
                            : width > columns(words)
                                ? (width - columns(words)) / request.parts.size()
                                : 1;
  for (std::size_t i = 0; i < request.parts.size(); ++i)
    words += (are_writes && i > 0 ? "; " : " ") +
             part_words(request.parts[i], share == no_limit ? no_limit : std::max(share, 3ul) - 2,
                        changes);
  return cut(words, width);
}

std::string reply_words(const Request& request, const Reply& reply, std::size_t width,
                        const RowChanges& changes) {
  std::string words;
  if (reply.parts.size() > 1) {
    for (const Result part : reply.parts) words += (words.empty() ? "" : ", ") + to_string(part);
    return cut(words, width);
  }
  switch (reply.result) {
    case Result::none:
      return "";
    case Result::invalid:
      return cut(reply.reason, width);
    case Result::done:
      return cut(reply.value.is_string() ? reply.value.get<std::string>() : "ok", width);
    case Result::found:
      break;
    case Result::missing:
      if (reply.rows.is_null()) return cut("nothing there", width);
      break;
    default:
      words = to_string(reply.result);
  }
  if (reply.rows.is_array()) {
    words = counted(reply.rows.size(), "row");
    for (const Json& row : reply.rows)
      words += " " + row.at("key").get<std::string>() + "=" + dumped(row.at("value"));
    return cut(words, width);
  }
  if (reply.result == Result::unknown && !request.parts.empty()) return cut(words, width);
  if (reply.version > 0)
    words += (words.empty()                     ? ""
              : reply.result == Result::unknown ? ", but written "
                                                : " ") +
             fmt::format("v{}", reply.version);
  if (reply.value.is_null()) return cut(words, width);
  const std::size_t used = columns(words) + 1;
  const std::size_t left = width > used ? width - used : 0;
  return cut(words + " " + value_words(reply.value, left, changes.of(request.key)), width);
}

}  // namespace sim
