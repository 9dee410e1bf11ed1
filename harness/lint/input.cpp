#include "lint/input.hpp"

#include <fmt/format.h>

#include <cstddef>
#include <optional>
#include <set>

#include "eda/detail/text.hpp"
#include "eda/limits.hpp"

namespace lint {
namespace {

using eda::Json;
using Pointer = Json::json_pointer;

/// JSON of a text, or a sentence that says why it is none.
struct Parsed {
  std::optional<Json> json;
  std::string flaw;
};

/// "[json.exception.parse_error.101] parse error at line 1, column 6: …" -> "at line 1, column 6:
/// …"
std::string without_name(std::string what) {
  what.erase(0, what.find("] ") + 2);
  if (what.starts_with("parse error ")) what.erase(0, std::string_view{"parse error "}.size());
  return what;
}

Parsed parse(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) return {{}, "The text begins with a byte order mark."};
  std::vector<std::set<std::string>> open;  // names of the objects around
  std::string twice;
  bool is_too_deep = false;
  const auto note = [&](int depth, Json::parse_event_t event, Json& value) {
    // levels of the payload, the event and the array around it
    if (depth > eda::limits::payload_levels_max + 2) is_too_deep = true;
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && not open.back().insert(value).second)
      twice = value.get<std::string>();
    return not is_too_deep;
  };
  try {
    Json json = Json::parse(text, note);
    if (is_too_deep)
      return {{},
              fmt::format("The JSON is nested in more than {} levels.",
                          eda::limits::payload_levels_max)};
    if (twice.empty()) return {std::move(json), ""};
    return {
        std::move(json),
        fmt::format("The name {} is given twice in one object, and readers keep one of the two.",
                    eda::detail::in_quotes(twice))};
  } catch (const Json::exception& error) {
    return {
        {},
        fmt::format("This is no JSON {}.", eda::detail::as_utf8(without_name(error.what()), 300))};
  }
}

/// True also for an event without its version, which is a finding.
bool is_meant_as_an_event(const Json& json) {
  if (not json.is_object()) return false;
  return json.contains("specversion") || (json.contains("type") && json.contains("source"));
}

/// Adds the events at whatever depth: the "detail" of an entry of EventBridge, or the events of an
/// answer. Returns true if there was any.
bool add_events_within(Input& input, const Json& json, const std::string& file, int line,
                       const Pointer& place) {
  if (is_meant_as_an_event(json)) {
    input.events.push_back({file, line, place, json});
    return true;
  }
  bool has_any = false;
  const auto look_into = [&](const Json& inner, const Pointer& at) {
    if (add_events_within(input, inner, file, line, at)) has_any = true;
  };
  if (json.is_object())
    for (const auto& [name, inner] : json.items()) look_into(inner, place / name);
  if (json.is_array())
    for (std::size_t i = 0; i < json.size(); ++i) look_into(json[i], place / i);
  return has_any;
}

void add(Input& input, Json json, const std::string& file, int line, const Pointer& place) {
  if (not add_events_within(input, json, file, line, place))
    input.events.push_back({file, line, place, std::move(json)});
}

void add_flaw(Input& input, const Parsed& parsed, const std::string& file, int line) {
  if (not parsed.flaw.empty())
    input.findings.push_back(
        {file, line, "", "json", parsed.flaw, "Correct the text of the file."});
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

bool is_empty(std::string_view line) {
  return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// True if the first line with text is a JSON object of its own, and there is another line.
bool is_json_lines(std::string_view text) {
  int filled = 0;
  bool is_first_an_object = false;
  for (const std::string_view line : lines_of(text)) {
    if (is_empty(line)) continue;
    if (++filled > 1) break;
    const Parsed first = parse(line);
    is_first_an_object = first.json && first.json->is_object();
  }
  return filled > 1 && is_first_an_object;
}

Input read_lines(std::string_view text, const std::string& file) {
  Input input;
  int number = 0;
  for (const std::string_view line : lines_of(text)) {
    ++number;
    if (is_empty(line)) continue;
    Parsed parsed = parse(line);
    add_flaw(input, parsed, file, number);
    if (parsed.json) add(input, std::move(*parsed.json), file, number, Pointer{});
  }
  return input;
}

}  // namespace

Input read_events(std::string_view text, const std::string& file) {
  if (is_json_lines(text)) return read_lines(text, file);
  Input input;
  Parsed parsed = parse(text);
  add_flaw(input, parsed, file, 0);
  if (not parsed.json) return input;
  if (not parsed.json->is_array()) {
    add(input, std::move(*parsed.json), file, 0, Pointer{});
    return input;
  }
  for (std::size_t i = 0; i < parsed.json->size(); ++i)
    add(input, (*parsed.json)[i], file, 0, Pointer{} / i);
  return input;
}

}  // namespace lint
