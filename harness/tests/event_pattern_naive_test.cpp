#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <regex>
#include <string>
#include <vector>

#include "patterns/event_pattern.hpp"

/// A second evaluator of event patterns: slow, and simple enough to be obviously correct. It does
/// not know {"exists": false} inside of arrays, and paths given twice.
namespace {

using eda::Json;

/// An event in which one object or array has been chosen in every array: path -> values.
using Reading = std::map<std::string, std::vector<Json>>;

/// Returns every choice from `a`, joined with every choice from `b`.
std::vector<Reading> each_with_each(const std::vector<Reading>& a, const std::vector<Reading>& b) {
  std::vector<Reading> all;
  for (const Reading& left : a)
    for (const Reading& right : b) {
      all.push_back(left);
      for (const auto& [path, values] : right)
        all.back()[path].insert(all.back()[path].end(), values.begin(), values.end());
    }
  return all;
}

std::vector<Reading> readings_of(const Json& value, const std::string& path) {
  if (value.is_object()) {
    std::vector<Reading> all(1);
    for (const auto& [name, member] : value.items())
      all = each_with_each(all, readings_of(member, path.empty() ? name : path + "." + name));
    return all;
  }
  if (not value.is_array()) return {{{path, {value}}}};
  Reading values;
  std::vector<Reading> choices;
  for (const Json& element : value) {
    if (not element.is_structured()) {
      values[path].push_back(element);
    } else {
      const std::vector<Reading> inner = readings_of(element, path);
      choices.insert(choices.end(), inner.begin(), inner.end());
    }
  }
  if (choices.empty()) choices.emplace_back();
  return each_with_each({values}, choices);
}

/// "a*b" -> "a.*b"; the generator makes no escapes.
std::regex regex_of(const std::string& wildcard) {
  return std::regex{std::regex_replace(wildcard, std::regex{"\\*"}, ".*")};
}

bool holds(const Json& test, const Json& value);

bool holds_operator(const std::string& name, const Json& wanted, const Json& value) {
  if (name == "exists") return wanted;
  if (name == "anything-but") {
    const Json list = wanted.is_array() ? wanted : Json::array({wanted});
    return std::none_of(list.begin(), list.end(),
                        [&](const Json& refused) { return holds(refused, value); });
  }
  if (name == "numeric") {
    if (not value.is_number()) return false;
    bool all = true;
    for (std::size_t i = 0; i < wanted.size(); i += 2) {
      const double bound = wanted[i + 1];
      const double number = value;
      all = all && (wanted[i] == "<" ? number < bound : number >= bound);
    }
    return all;
  }
  if (not value.is_string()) return false;
  const std::string text = value;
  const std::string what = wanted;
  if (name == "prefix") return text.find(what) == 0;
  if (name == "suffix")
    return text.size() >= what.size() && text.substr(text.size() - what.size()) == what;
  return std::regex_match(text, regex_of(what));
}

bool holds(const Json& test, const Json& value) {
  if (not test.is_object()) return test == value;
  return holds_operator(test.begin().key(), test.front(), value);
}

bool matches(const Json& pattern, const std::string& path, const Reading& reading) {
  for (const auto& [name, wanted] : pattern.items()) {
    bool does = false;
    if (name == "$or") {
      for (const Json& choice : wanted) does = does || matches(choice, path, reading);
    } else {
      const std::string inner = path.empty() ? name : path + "." + name;
      const auto found = reading.find(inner);
      if (wanted.is_object()) {
        does = matches(wanted, inner, reading);
      } else if (found == reading.end()) {
        for (const Json& test : wanted) does = does || test == Json{{"exists", false}};
      } else {
        for (const Json& test : wanted)
          for (const Json& value : found->second) does = does || holds(test, value);
      }
    }
    if (not does) return false;
  }
  return true;
}

bool matches_naively(const Json& pattern, const Json& event) {
  const std::vector<Reading> readings = readings_of(event, "");
  return std::any_of(readings.begin(), readings.end(),
                     [&](const Reading& reading) { return matches(pattern, "", reading); });
}

/// Makes events and patterns with few names and few values, so that many patterns match.
class Generator {
 public:
  explicit Generator(unsigned seed) : random_{seed} {}

  Json event(int levels) {
    Json object = Json::object();
    for (const char* name : {"a", "b", "c"})
      if (below(4) > 0) object[name] = value(levels - 1);
    if (below(2) == 0) object["alone"] = scalar();
    return object;
  }

  Json pattern(int levels, bool is_top) {
    Json object = Json::object();
    for (const char* name : {"a", "b", "c"})
      if (below(3) == 0)
        object[name] = levels > 1 && below(2) == 0 ? pattern(levels - 1, false) : tests(false);
    if (is_top && below(4) == 0) object["alone"] = tests(true);
    if (object.empty()) object["a"] = tests(false);
    if (is_top && below(3) == 0) object["$or"] = choices(object);
    return object;
  }

 private:
  std::size_t below(std::size_t n) { return random_() % n; }

  Json scalar() {
    static const Json all{"x", "xy", "yx", "", 1, 2, 2.0, true, nullptr};
    return all[below(all.size())];
  }

  Json value(int levels) {
    if (levels == 0 || below(4) == 0) return scalar();
    if (below(3) == 0) return event(levels);
    Json array = Json::array();
    for (std::size_t n = below(4); n > 0; --n)
      array.push_back(below(3) == 0 ? value(levels - 1) : event(levels));
    return array;
  }

  Json tests(bool may_be_absent) {
    Json list = Json::array();
    for (std::size_t n = 1 + below(2); n > 0; --n) list.push_back(test(may_be_absent));
    return list;
  }

  Json test(bool may_be_absent) {
    static const Json operators = Json::parse(R"([
      {"prefix": "x"}, {"suffix": "x"}, {"wildcard": "*y*"}, {"wildcard": "x*"}, {"exists": true},
      {"anything-but": ["x", "xy"]}, {"anything-but": 2}, {"anything-but": {"prefix": "x"}},
      {"anything-but": {"wildcard": "*x"}}, {"numeric": ["<", 2]},
      {"numeric": [">=", 1, "<", 2]}])");
    if (may_be_absent && below(2) == 0) return {{"exists", false}};
    return below(2) == 0 ? scalar() : operators[below(operators.size())];
  }

  /// Objects for $or, of fields that `used` does not have.
  Json choices(const Json& used) {
    Json list = Json::array();
    for (const char* name : {"a", "b", "c", "alone"})
      if (not used.contains(name)) list.push_back({{name, tests(false)}});
    while (list.size() < 2) list.push_back({{"d", tests(false)}});
    return list;
  }

  std::mt19937 random_;
};

TEST(EventPattern, AgreesWithANaiveEvaluator) {
  Generator generate{13};
  int matching = 0;
  int others = 0;
  for (int i = 0; i < 3000; ++i) {
    const Json event = generate.event(3);
    const Json pattern = generate.pattern(3, true);
    const bool expected = matches_naively(pattern, event);
    ASSERT_EQ(eda::matches(pattern, event), expected) << pattern << "\n" << event;
    ++(expected ? matching : others);
  }
  EXPECT_GT(matching, 150);
  EXPECT_GT(others, 300);
}

}  // namespace
