#include "sim/tell/outcome_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "eda/time.hpp"
#include "sim/tell/words.hpp"

namespace sim {

namespace {

using Lines = std::vector<std::string>;

Json to_json(const Published& one) {
  Json json = Json::object();
  json["event"] = eda::to_json(one.event);
  json["by"] = one.by;
  json["at_ms"] = one.at.count();
  return json;
}

Json to_json(const Failure& failure) {
  Json json = Json::object();
  json["service"] = failure.service;
  json["event"] = eda::to_json(failure.event);
  json["what"] = failure.what;
  return json;
}

/// True if there is no value in `json` at any depth.
bool is_nothing(const Json& json) {
  if (!json.is_structured()) return json.is_null();
  return std::all_of(json.begin(), json.end(), is_nothing);
}

/// "30m", "1m30s", "0s"
std::string moment(Duration at) {
  const auto seconds = at.count() / 1000;
  if (at.count() % 1000 != 0) return fmt::format("{}ms", at.count());
  if (seconds % 60 != 0)
    return seconds < 60 ? fmt::format("{}s", seconds)
                        : fmt::format("{}m{}s", seconds / 60, seconds % 60);
  return seconds == 0 ? "0s" : fmt::format("{}m", seconds / 60);
}

/// `width`: of a value; no limit: with all that there is.
Lines lines_of(const Outcome& outcome, Observed observed, std::size_t width) {
  Lines lines;
  for (const Published& one : outcome.published()) {
    const std::string text = width == no_limit
                                 ? fmt::format("{} by {}", eda::to_json(one.event).dump(), one.by)
                                 : fmt::format("{} {} id {}", short_type(one.event.type),
                                               value_words(one.event.data, width), one.event.id);
    lines.push_back(text + (observed.time ? " at " + moment(one.at) : ""));
  }
  for (const Failure& failure : outcome.failures())
    lines.push_back(fmt::format("{} fails, given {} (id {}): {}", failure.service,
                                short_type(failure.event.type), failure.event.id, failure.what));
  for (const auto& [port, book] : outcome.all_held().items())
    if (!is_nothing(book))
      lines.push_back(fmt::format("{} holds {}", port, value_words(book, width)));
  if (!observed.order) std::sort(lines.begin(), lines.end());
  return lines;
}

/// Removes what all have in common from each, and returns it.
Lines take_common(std::vector<Lines>& all) {
  Lines common = all.front();
  for (const Lines& lines : all) {
    Lines both;
    std::set_intersection(common.begin(), common.end(), lines.begin(), lines.end(),
                          std::back_inserter(both));
    common = both;
  }
  for (Lines& lines : all) {
    Lines own;
    std::set_difference(lines.begin(), lines.end(), common.begin(), common.end(),
                        std::back_inserter(own));
    lines = own;
  }
  return common;
}

}  // namespace

Json to_json(const Outcome& outcome, Observed observed) {
  std::vector<Json> published, failures;
  for (const Published& one : outcome.published()) published.push_back(to_json(one));
  for (const Failure& failure : outcome.failures()) failures.push_back(to_json(failure));
  if (!observed.order) std::sort(published.begin(), published.end());
  std::sort(failures.begin(), failures.end());
  Json json = Json::object();
  json["published"] = published;
  json["failures"] = failures;
  json["held"] = outcome.all_held();
  return json;
}

OutcomeLines lines_of(const std::vector<Outcome>& outcomes, Observed observed) {
  OutcomeLines lines;
  if (outcomes.empty()) return lines;
  constexpr std::size_t value_columns = 60;
  for (const std::size_t width : {value_columns, no_limit}) {
    lines.own.clear();
    for (const Outcome& outcome : outcomes) lines.own.push_back(lines_of(outcome, observed, width));
    if (std::set(lines.own.begin(), lines.own.end()).size() == outcomes.size()) break;
  }
  if (!observed.order && outcomes.size() > 1) lines.common = take_common(lines.own);
  return lines;
}

}  // namespace sim
