#include "real/plan.hpp"

#include <fmt/format.h>

#include <fstream>
#include <stdexcept>

namespace real {

namespace {

/// Replaces `{order}` in all texts.
void name_order(Json& json, const std::string& order) {
  if (json.is_structured()) {
    for (Json& each : json) name_order(each, order);
    return;
  }
  if (!json.is_string()) return;
  std::string text = json;
  const std::string mark = "{order}";
  for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark))
    text.replace(at, mark.size(), order);
  json = text;
}

std::vector<Plan::End> ends_from(const Json& json) {
  std::vector<Plan::End> ends;
  for (const Json& one : json)
    ends.push_back({one.at("types").get<std::vector<std::string>>(), one.value("count", 1)});
  return ends;
}

}  // namespace

Json Plan::made(const Template& one, int order) {
  Json event = one.event;
  if (one.every > 0 && order % one.every == 0) event.merge_patch(one.changes);
  event["specversion"] = "1.0";
  name_order(event, std::to_string(order));
  return event;
}

std::vector<Json> Plan::first_events(int order) const {
  std::vector<Json> events;
  for (const Template& one : this->events)
    if (one.after.empty()) events.push_back(made(one, order));
  if (!is_complete(order)) {
    const std::size_t lacking = std::size_t(order / lacks_one_every) % events.size();
    events.erase(events.begin() + std::ptrdiff_t(lacking));
  }
  return events;
}

std::vector<Json> Plan::events_after(int order, const std::string& type,
                                     const std::string& id) const {
  std::vector<Json> events;
  for (const Template& one : this->events) {
    Json after = one.after;
    name_order(after, std::to_string(order));
    if (!one.after.empty() && (after == type || after == id)) events.push_back(made(one, order));
  }
  return events;
}

std::vector<Json> Plan::all_events(int order) const {
  std::vector<Json> events;
  for (const Template& one : this->events) events.push_back(made(one, order));
  return events;
}

Plan plan_from(const Json& json) {
  Plan plan;
  plan.scale = json.at("scale");
  plan.order_in = json.value("order_in", std::string{});
  for (const Json& one : json.at("events")) {
    plan.events.push_back({.event = one.at("event"),
                           .after = one.value("after", std::string{}),
                           .every = one.value("every", 0),
                           .changes = one.value("changes", Json::object())});
  }
  plan.lacks_one_every = json.value("lacks_one_every", 0);
  plan.ends = ends_from(json.at("ends"));
  plan.ends_of_incomplete = ends_from(json.value("ends_of_incomplete", json.at("ends")));
  plan.ends_in_event_store = json.value("ends_in_event_store", false);
  if (json.contains("unseen"))
    plan.unseen = {json.at("unseen").at("answer"), json.at("unseen").at("family")};
  return plan;
}

Plan read_plan(const std::filesystem::path& file) {
  try {
    std::ifstream input{file};
    if (!input) throw std::runtime_error{"it is missing"};
    const Json json = Json::parse(input);
    return plan_from(json);
  } catch (const std::exception& error) {
    throw std::runtime_error{fmt::format("{}: {}", file.string(), error.what())};
  }
}

}  // namespace real
