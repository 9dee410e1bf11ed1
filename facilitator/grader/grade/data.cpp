#include "grade/data.hpp"

#include <fmt/format.h>

#include <functional>
#include <set>
#include <vector>

#include "grade/verdict.hpp"

namespace grader {

namespace {

using eda::Json;

constexpr int document_nesting_max = 64;

[[noreturn]] void refuse(const std::string& why) {
  throw Stopped{Verdict::not_built, fmt::format("The answer is not valid JSON: {}.", why)};
}

/// Rejects JSON that parsers accept but read differently.
class Strictness {
 public:
  bool operator()(int depth, Json::parse_event_t event, const Json& parsed) {
    using Event = Json::parse_event_t;
    const bool opens = event == Event::object_start || event == Event::array_start;
    if (opens && depth >= document_nesting_max)
      refuse(fmt::format("it is nested deeper than {}", document_nesting_max));
    if (event == Event::object_start) names_.emplace_back();
    if (event == Event::object_end) names_.pop_back();
    if (event == Event::key && !names_.back().insert(parsed.get<std::string>()).second)
      refuse(fmt::format("an object has the name \"{}\" twice", parsed.get<std::string>()));
    return true;
  }

 private:
  std::vector<std::set<std::string>> names_;  ///< of each object that is open
};

}  // namespace

Json document_in(const std::string& text) {
  Strictness strictness;
  try {
    return Json::parse(text, std::ref(strictness));
  } catch (const Json::exception& error) {
    refuse(error.what());
  }
}

}  // namespace grader
