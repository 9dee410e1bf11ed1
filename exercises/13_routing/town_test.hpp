#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "check/given.hpp"
#include "patterns/event_pattern.hpp"
#include "routing.hpp"

/// Common parts of the tests: the answer's files as a topology, and what `provision` has made.
namespace town {

using namespace check;
using eda::Resource, eda::Topology;
using Names = std::set<std::string>;

/// Text of a member. Empty: there is none.
inline std::string text_in(const Json& object, const char* name) {
  if (!object.is_object() || !object.contains(name) || !object.at(name).is_string()) return "";
  return object.at(name);
}
/// Whole number of a member. 0: there is none.
inline int number_in(const Json& object, const char* name) {
  if (!object.is_object() || !object.contains(name)) return 0;
  return object.at(name).is_number_integer() ? object.at(name).get<int>() : 0;
}

struct Queue {
  std::string name;
  bool is_fifo;
  std::string dlq;
  int deliveries_max;  ///< 0: there is none
};
inline std::vector<Queue> queues() {
  std::vector<Queue> queues;
  for (const Json& queue : part("/queues", Kind::list, "topology.json")) {
    const bool is_fifo = queue.is_object() && queue.value("fifo", Json{}) == true;
    queues.push_back({text_in(queue, "name"), is_fifo, text_in(queue, "dlq"),
                      number_in(queue, "maxReceiveCount")});
  }
  return queues;
}
/// Returns the queue of that name; null: there is none.
inline const Queue* find(const std::vector<Queue>& queues, const std::string& name) {
  for (const Queue& queue : queues)
    if (queue.name == name) return &queue;
  return nullptr;
}

/// Returns the differences between needs.json and the file in the bus and the queues.
inline Names unlike_needs() {
  Names found;
  const std::string bus = given("needs.json").at("bus");
  if (part("/bus", Kind::text, "topology.json") != bus) found.insert("the bus is " + bus);
  const std::vector<Queue> all = queues();
  for (const auto& [name, need] : given("needs.json").at("queues").items()) {
    const bool is_fifo = need.at("fifo");
    const std::string called = name + (is_fifo ? ".fifo" : "");
    const Queue* queue = find(all, called);
    if (queue == nullptr || queue->is_fifo != is_fifo) found.insert("there is no queue " + called);
  }
  for (const Queue& queue : all)
    if (queue.name.ends_with(".fifo") != queue.is_fifo)
      found.insert("queue " + queue.name + ": FIFO or not? Its name says something else");
  return found;
}
/// Returns what is wrong with the dead letters of a queue; empty: nothing.
inline std::string loss_in(const Queue& queue, const std::vector<Queue>& all) {
  const std::string down = "queue " + queue.name + ": its consumer is down, and ";
  if (find(all, queue.dlq) == nullptr) return down + "its letters are lost";
  return queue.deliveries_max < 1 ? down + "tries for ever" : "";
}

/// A target of a rule: a queue or a topic.
struct Target {
  std::string rule, queue, topic, group, dedup, dlq;
};
inline std::vector<Target> targets() {
  std::vector<Target> targets;
  for (const Json& rule : part("/rules", Kind::list, "topology.json")) {
    if (!rule.is_object() || !rule.contains("targets")) continue;
    for (const Json& target : rule.at("targets"))
      targets.push_back({text_in(rule, "name"), text_in(target, "queue"), text_in(target, "topic"),
                         text_in(target, "group"), text_in(target, "dedup"),
                         text_in(target, "dlq")});
  }
  return targets;
}

struct Subscription {
  std::string name, queue;
  Json filter;
};
inline std::vector<Subscription> subscriptions() {
  std::vector<Subscription> all;
  for (const Json& one : part("/subscriptions", Kind::list, "fanout.json"))
    all.push_back({text_in(one, "name"), text_in(one, "queue"),
                   one.is_object() ? one.value("filter", Json{}) : Json{}});
  return all;
}

/// Names in a list of texts or of objects with a name.
inline Names names_in(const char* pointer, const char* file = "topology.json") {
  Names names;
  for (const Json& one : part(pointer, Kind::list, file))
    names.insert(one.is_string() ? one.get<std::string>() : text_in(one, "name"));
  return names;
}

/// Fails the test, and ends it, if something was found.
inline void must_hold(const std::string& rule, const std::string& hint, const Names& found) {
  std::string lines;
  for (const std::string& line : found) lines += "    " + line + "\n";
  if (!found.empty()) reject({.says = rule, .hint = hint}, "  Found:\n" + lines);
}

/// Fails the test, and ends it, for a pattern that the bus would refuse.
inline void must_be_a_pattern(const Json& pattern, const std::string& where) {
  try {
    (void)eda::EventPattern{pattern, where};
  } catch (const eda::InvalidPattern& error) {
    reject({.says = "a pattern is one that the bus takes",
            .hint = "harness/patterns/event_pattern.hpp has the language."},
           std::string{"  "} + error.what() + "\n");
  }
}

inline Json pattern_of(const std::string& rule) {
  const Json pattern = part("/" + rule, Kind::object, "rules.json");
  must_be_a_pattern(pattern, "rules.json, " + rule);
  return pattern;
}

/// Resources of the answer: topology.json with the patterns of rules.json, and fanout.json.
inline Topology topology() {
  std::vector<Resource> all;
  const std::string bus = part("/bus", Kind::text, "topology.json");
  all.emplace_back("bus", bus);
  for (const Json& queue : part("/queues", Kind::list, "topology.json")) {
    const std::string dlq = text_in(queue, "dlq");
    all.emplace_back("queue", text_in(queue, "name"), queue,
                     dlq.empty() ? std::vector<std::string>{} : std::vector{"queue/" + dlq});
  }
  for (const std::string& name : names_in("/topics")) all.emplace_back("topic", name);
  for (const std::string& name : names_in("/tables")) all.emplace_back("table", name);
  for (const std::string& name : names_in("/streams")) all.emplace_back("stream", name);
  for (const Json& rule : part("/rules", Kind::list, "topology.json")) {
    const std::string name = text_in(rule, "name");
    Json settings = Json::object();
    settings["pattern"] = pattern_of(name);
    settings["targets"] = rule.value("targets", Json::array());
    std::vector<std::string> needs{"bus/" + bus};
    for (const Target& target : targets()) {
      if (target.rule != name) continue;
      needs.push_back(target.topic.empty() ? "queue/" + target.queue : "topic/" + target.topic);
    }
    all.emplace_back("rule", name, settings, needs);
  }
  const std::string topic = part("/topic", Kind::text, "fanout.json");
  for (const auto& [name, queue, filter] : subscriptions()) {
    Json settings = Json::object();
    settings["topic"] = topic;
    settings["queue"] = queue;
    if (!filter.is_null()) {
      must_be_a_pattern(filter, "fanout.json, " + name);
      settings["filter"] = filter;
    }
    all.emplace_back("subscription", name, settings,
                     std::vector<std::string>{"topic/" + topic, "queue/" + queue});
  }
  return Topology{all};
}

inline Event event(const std::string& type, const std::string& source, const Json& data,
                   const std::string& id = "1") {
  Event event{"com.pizzaco." + type};
  event.source = source;
  event.id = id;
  event.data = data;
  return event;
}

inline std::string list_of(const Names& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text.empty() ? "none" : text;
}

/// Fails the test unless `event` reaches these queues and no other. The hints: for too few, and for
/// too many.
inline void reaches(const Topology& topology, const Event& event, const Names& right,
                    const std::string& few, const std::string& many) {
  const Names found = eda::targets_of(topology, event);
  if (found == right) return;
  const bool is_few = !std::ranges::includes(found, right);
  reject({.says = is_few ? "an event reaches all queues that it is for"
                         : "an event reaches no queue that it is not for",
          .hint = is_few ? few : many},
         "  Event: " + eda::to_json(event).dump() + "\n  It is for: " + list_of(right) +
             "\n  It reaches: " + list_of(found) + "\n");
}

/// A request to provision these resources.
inline Event request(const std::vector<Resource>& file, const std::string& id = "deployment") {
  Event request{plumbing::provision_requested};
  request.source = "deployer";
  request.id = id;
  request.data = eda::to_json(Topology{file});
  return request;
}

/// A request for the notification of `fact`.
inline Event notify(const Event& fact) {
  Event request{plumbing::notify_requested};
  request.source = "test";
  request.id = "about " + fact.id + " of " + fact.source;
  request.data = eda::to_json(fact);
  return request;
}

/// A bus, a box for dead letters, and a box that needs it.
inline const Resource bus{"bus", "bus"}, dead{"queue", "dead-letter"},
    box{"queue", "box", Json::object(), {"queue/dead-letter"}};

inline Scenario provisions(std::vector<Arrival> requests, Faults faults = {}) {
  return {
      .services = {plumbing::service}, .events = std::move(requests), .faults = std::move(faults)};
}

/// Rules for what `provision` leaves: one for each way to be wrong.
struct Rules {
  Rule missing{.says = "after `provision` all that is in the file is there",
               .hint = "Which one is missing, and what were you told about it?"};
  Rule kept{.says = "after `provision` no subscription is there that is gone from the file",
            .hint = "They have cancelled, and the letters keep coming."};
  Rule lost{.says = "only a subscription is erased, and only if it is gone from the file",
            .hint = "That was not yours to take away. Where do its letters go now?"};
  Rule silent{.says = "`provision` ends, and is answered", .hint = "The deployer still waits."};
};

using Things = std::map<std::string, Json>;

inline Things held_by(const Outcome& outcome) {
  Things things;
  const Json held = outcome.held("cloud");
  for (const Json& one : held.at("resources")) things[eda::resource_from_json(one).id()] = one;
  return things;
}

/// Fails unless the control plane has `file` and nothing else. `gone`: ids of what was erased.
inline void has_become(const Outcome& outcome, const std::vector<Resource>& file,
                       const Rules& rules = {}, const Names& gone = {}) {
  Things right;
  for (const Resource& resource : file) right[resource.id()] = eda::to_json(resource);
  const Things is = held_by(outcome);
  const Names erased = outcome.held("cloud").at("erased").get<Names>();
  for (const std::string& id : erased)
    ASSERT_TRUE(gone.contains(id)) << "erased: " << id << outcome.story(rules.lost);
  for (const auto& [id, resource] : right) {
    const auto found = is.find(id);
    ASSERT_TRUE(found != is.end() && found->second == resource)
        << "missing: " << id << outcome.story(rules.missing);
  }
  for (const auto& [id, resource] : is)
    ASSERT_TRUE(right.contains(id)) << "still there: " << id << outcome.story(rules.kept);
  ASSERT_EQ(erased, gone) << "never erased" << outcome.story(rules.kept);
}

/// Fails unless that is so, and each request is answered.
inline void is_done(const Outcome& outcome, const Scenario& scenario,
                    const std::vector<Resource>& file, const Rules& rules = {},
                    const Names& gone = {}) {
  has_become(outcome, file, rules, gone);
  for (const Arrival& arrival : scenario.events)
    ASSERT_FALSE(outcome.answers(arrival.event.id).empty()) << outcome.story(rules.silent);
}

/// Fails unless that is so in each outcome.
inline void makes(const std::vector<Resource>& file, const Scenario& scenario,
                  const Rules& rules = {}, const Names& gone = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    is_done(outcome, scenario, file, rules, gone);
    if (testing::Test::HasFatalFailure()) return;
  }
}

}  // namespace town
