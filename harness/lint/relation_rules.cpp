#include "lint/relation_rules.hpp"

#include <fmt/format.h>

#include <map>
#include <set>
#include <utility>

#include "eda/detail/text.hpp"
#include "lint/fields.hpp"

namespace lint {
namespace {

using eda::Json;
using eda::detail::in_quotes;
using Pointer = Json::json_pointer;

constexpr const char* cycle_cure = "Break the circle: react to the first event only.";

std::string place_of(const Event& event) {
  std::string place = event.file;
  if (event.line > 0) place += fmt::format(":{}", event.line);
  return place + event.place.to_string();
}

void check_identity(const std::vector<Event>& events, std::vector<Finding>& all) {
  std::map<std::pair<std::string, std::string>, const Event*> first;
  for (const Event& event : events) {
    Findings findings{event, all};
    const std::string id = text_of(event.json, "id");
    const auto [known, is_new] =
        first.emplace(std::pair{text_of(event.json, "source"), id}, &event);
    if (not id.empty() && not is_new && known->second->json != event.json)
      findings.add(Pointer{"/id"}, "identity",
                   fmt::format("The id {} of this source belongs to another event, at {}.",
                               in_quotes(id), place_of(*known->second)),
                   "Give each occurrence an id of its own, and keep an event as it was published.");
    for_each_field_of_data(event.json, [&](const Field& field) {
      const bool is_same = id.size() >= 4 && *field.value == id && is_id(field.words) &&
                           field.words.size() > 1 && not has(field.words, {"event"}) &&
                           not has(field.words, {"message"});
      if (is_same)
        findings.add(Pointer{"/id"}, "identity",
                     fmt::format("The id of the event is {}, so the next event about it has the "
                                 "same.",
                                 in_quotes(field.name)),
                     "Give each occurrence an id of its own, such as a UUID.");
      return not is_same;
    });
  }
}

/// "payment" of "/payment-service" and "urn:shop:payment-service"; empty: no name of a service.
std::string service_name(const std::string& source) {
  Words words = words_of(source);
  static const std::set<std::string> kinds{"service", "svc", "api", "app", "lambda"};
  if (words.size() < 2 || not kinds.contains(words.back())) return {};
  words.pop_back();
  return words.back();
}

void check_publishers(const std::vector<Event>& events, std::vector<Finding>& all) {
  std::map<std::string, const Event*> first;
  for (const Event& event : events) {
    const std::string name = service_name(text_of(event.json, "source"));
    const std::string type = text_of(event.json, "type");
    if (name.empty() || type.empty()) continue;
    const Event* known = first.emplace(type, &event).first->second;
    if (service_name(text_of(known->json, "source")) != name)
      Findings{event, all}.add(
          Pointer{"/type"}, "publisher",
          fmt::format("Two services publish {}: here {}, and {} at {}.", in_quotes(type),
                      in_quotes(text_of(event.json, "source")),
                      in_quotes(text_of(known->json, "source")), place_of(*known)),
          "Leave it to the owner; each service has types of its own.");
  }
}

/// Names and values of the keys of an event: what it is about.
std::set<std::pair<std::string, Json>> keys_of(const Event& event) {
  static const std::set<std::string> endings{"key", "number", "no", "sku", "code", "name"};
  std::set<std::pair<std::string, Json>> keys{{"subject", text_of(event.json, "subject")}};
  for_each_field_of_data(event.json, [&](const Field& field) {
    if (is_id(field.words) || (not field.words.empty() && endings.contains(field.words.back())))
      keys.emplace(field.name, *field.value);
    return true;
  });
  return keys;
}

/// Adds a finding if the causes of `event` lead back to it, or to an event of its type about the
/// same thing.
void check_causes(const Event& event, const std::map<std::string, const Event*>& by_id,
                  std::vector<Finding>& all) {
  const std::string type = text_of(event.json, "type");
  std::string chain = type;
  std::set<const Event*> seen{&event};
  const Event* at = &event;
  while (true) {
    const auto cause = by_id.find(text_of(at->json, "causationid"));
    if (cause == by_id.end()) return;
    at = cause->second;
    chain = text_of(at->json, "type") + " -> " + chain;
    if (text_of(at->json, "type") == type && keys_of(*at) == keys_of(event)) break;
    if (not seen.insert(at).second) return;  // a circle that this event is not part of
  }
  Findings{event, all}.add(Pointer{"/causationid"}, "cycle",
                           fmt::format("The event is a consequence of its own kind: {}.", chain),
                           cycle_cure);
}

void check_cycles(const std::vector<Event>& events, std::vector<Finding>& all) {
  std::map<std::string, const Event*> by_id;
  for (const Event& event : events) {
    const std::string id = text_of(event.json, "id");
    if (not id.empty()) by_id.emplace(id, &event);
  }
  for (const Event& event : events) check_causes(event, by_id, all);
}

/// Returns a path of reactions from `type` back to it; empty: there is none.
std::string circle(const Owners& owners, const std::string& type, const std::string& at,
                   std::set<std::string>& seen) {
  for (const Service& service : owners.services()) {
    if (not service.listens.contains(at)) continue;
    for (const std::string& next : service.publishes) {
      if (next == type) return at + " -> " + next;
      if (not seen.insert(next).second) continue;
      const std::string rest = circle(owners, type, next, seen);
      if (not rest.empty()) return at + " -> " + rest;
    }
  }
  return {};
}

}  // namespace

std::vector<Finding> check_relations(const std::vector<Event>& events) {
  std::vector<Finding> all;
  check_identity(events, all);
  check_publishers(events, all);
  check_cycles(events, all);
  return all;
}

std::vector<Finding> check_owners(const Owners& owners, const std::string& file) {
  std::vector<Finding> all;
  std::map<std::string, std::string> publishers;
  std::size_t number = 0;
  for (const Service& service : owners.services()) {
    const Event here{file, 0, Pointer{"/services"} / number++ / "publishes", eda::Json{}};
    Findings findings{here, all};
    for (const std::string& type : service.publishes) {
      const std::string& known = publishers.emplace(type, service.name).first->second;
      if (known != service.name)
        findings.add(Pointer{}, "publisher",
                     fmt::format("{} is published by {} too.", in_quotes(type), known),
                     "Leave it to the owner; each service has types of its own.");
      std::set<std::string> seen;
      const std::string path = circle(owners, type, type, seen);
      if (not path.empty())
        findings.add(Pointer{}, "cycle", fmt::format("Reactions go round in a circle: {}.", path),
                     cycle_cure);
    }
  }
  return all;
}

}  // namespace lint
