#pragma once

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "check/breaches.hpp"
#include "check/check.hpp"
#include "check/given.hpp"
#include "lint/words.hpp"

/// Common parts of the tests of design.json: owners, and events with their placeholders filled in.
namespace design {

using namespace check;
using Lines = std::vector<std::string>;

inline const Json& given_city() { return given("city.json"); }
inline Json about(const std::string& service) { return given_city().at("services").at(service); }

/// Fails, and ends the test, if something was found.
inline void must_hold(const Rule& rule, const Lines& found) {
  std::string lines;
  for (const std::string& line : found) lines += "    " + line + "\n";
  if (!found.empty()) reject(rule, "  Found:\n" + lines);
}

/// Returns `value` with placeholders filled in, of what all and `service` know. Others go into
/// `unknown`.
inline Json filled(const Json& value, const Json& known, Lines& unknown) {
  Json result = value;
  if (value.is_structured()) {
    for (auto& member : result) member = filled(member, known, unknown);
    return result;
  }
  if (!value.is_string()) return value;
  std::string text = value;
  for (auto at = text.find("{{"); at != std::string::npos; at = text.find("{{", at)) {
    const auto end = text.find("}}", at);
    if (end == std::string::npos) break;
    const std::string name = text.substr(at + 2, end - at - 2);
    if (!known.contains(name)) {
      unknown.push_back("{{" + name + "}}");
      return value;
    }
    if (text.size() == name.size() + 4) return known.at(name);
    const Json& one = known.at(name);
    text.replace(at, end + 2 - at, one.is_string() ? one.get<std::string>() : one.dump());
  }
  return text;
}

/// Returns the event of a service. Fails, and ends the test, if it uses what the service does not
/// know.
inline Json event_of(const std::string& service) {
  Json known = given_city().at("everyone");
  known.update(about(service).at("knows"));
  Lines unknown;
  const Json event = filled(part("/events/" + service, Kind::object), known, unknown);
  for (std::string& name : unknown) name = service + " does not know " + name;
  must_hold({.says = "an event says what its service knows",
             .hint = "Whose fact is it, and which event already says it?"},
            unknown);
  return event;
}

inline std::string text_in(const Json& event, const char* name) {
  return event.contains(name) && event.at(name).is_string() ? event.at(name).get<std::string>()
                                                            : "";
}

/// Returns what is wrong with the event of a service.
inline Lines flaws_of(const std::string& service) {
  const Json event = event_of(service);
  Lines found = breaches_in({event}, {service},
                            {"json", "cloudevents", "time", "type-name", "command", "rpc",
                             "personal-data", "secret", "size", "blob"});
  const Json data = event.value("data", Json::object());
  const auto add = [&](bool is_wrong, const std::string& what) {
    if (is_wrong) found.push_back(service + ": " + what);
  };
  add(!text_in(event, "type").starts_with("com.rides."), "its type is of another domain");
  const auto words = lint::words_of(text_in(event, "source"));
  add(std::ranges::count(words, service) == 0, "its source does not name the service");
  const Json raw = part("/events/" + service, Kind::object);
  add(text_in(raw, "id").find("{{") == std::string::npos, "two occurrences have one id");
  add(!data.is_object() || data.value("rideId", Json{}) != given_city().at("everyone").at("rideId"),
      "data.rideId does not name the ride");
  return found;
}

/// Returns the facts of other services in the data of the event.
inline Lines foreign_in(const std::string& service) {
  const Json data = event_of(service).value("data", Json::object());
  Lines found;
  for (const Json& fact : given_city().at("facts")) {
    const std::string name = fact;
    if (data.is_object() && data.contains(name) && !about(service).at("knows").contains(name))
      found.push_back(service + " says " + name);
  }
  return found;
}

/// Returns the given facts among `names` that are given to a service that cannot know them.
inline Lines wrong_owners(const Lines& names) {
  Lines found;
  for (const std::string& name : names) {
    const std::string owner = part("/owners/" + name, Kind::text);
    const bool is_known =
        given_city().at("services").contains(owner) && about(owner).at("knows").contains(name);
    if (!is_known) found.push_back(name + ": " + owner);
  }
  return found;
}

inline Rule legal() {
  return {.says = "an event is a legal CloudEvent, and says what has happened",
          .hint = "Each line says what to write instead."};
}
inline Rule owned() {
  return {.says = "a fact has the owner that can know it",
          .hint = "If its database were the only one on earth, could it still say so?"};
}

}  // namespace design
