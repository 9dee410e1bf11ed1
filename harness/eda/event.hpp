#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

#include "eda/json.hpp"
#include "eda/time.hpp"

namespace eda {

/// A fact that has happened, with the attributes of CloudEvents 1.0.2. Name the fields one by one:
///     eda::Event ready{"com.pizzaco.kitchen.ready"};
///     ready.source = "kitchen-service";
///     ready.id = "kitchen-42-ready";
struct Event {
  Event();
  explicit Event(std::string what_happened);
  // defaulted in event.cpp and not in each file, so that answers that copy events compile faster
  Event(const Event&);
  Event(Event&&) noexcept;
  Event& operator=(const Event&);
  Event& operator=(Event&&) noexcept;
  ~Event();

  std::string id;       ///< with `source`, the identity of the fact: equal in all its copies
  std::string source;   ///< publisher, a URI-reference: "payment-service"
  std::string type;     ///< kind of fact: "com.pizzaco.payment.completed"
  std::string subject;  ///< object of the fact, as the source names it; empty: not given
  std::optional<Instant> time;  ///< moment of the fact; absent: not given
  std::string datacontenttype;  ///< media type of `data`; empty: application/json
  std::string dataschema;       ///< an absolute URI; empty: not given
  Json data;  ///< payload; null: none; a string that is not UTF-8 is sent as base64
  bool data_is_bytes = false;  ///< a string in `data` is sent as base64, even if it is UTF-8
  /// "correlationid", "causationid", … -> a string, a 32-bit integer or a boolean; null: not given
  std::map<std::string, Json> extensions;

  friend bool operator==(const Event&, const Event&);
};

/// Thrown for an event that breaks a rule. The message names the attribute, the place and the rule.
struct InvalidEvent : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// Returns the event as structured-mode JSON (CloudEvents JSON format 1.0.2), without absent
/// attributes. Checks nothing. If `validate` accepts the event, event_from_json() returns an equal
/// one.
Json to_json(const Event& event);

/// Returns the event in a structured-mode JSON object. `data_base64` becomes a string of its bytes,
/// and `data_is_bytes` is set, so that `to_json` writes base64 again.
/// An optional attribute that is null counts as absent.
/// Throws InvalidEvent; its message begins with `where` ("payment.json").
Event event_from_json(const Json& json, std::string_view where = "event");

/// Returns the event in a text. The message on a syntax error has line and column:
/// "payment.json:3:14: …". The text must be one JSON object in UTF-8 and nothing else: no byte
/// order mark, no name twice in one object, no byte after the end.
Event event_from_text(std::string_view text, std::string_view where = "event");

/// Throws InvalidEvent unless `event` obeys the rules that `event_from_json` checks.
void validate(const Event& event, std::string_view where = "event");

/// Throws InvalidEvent if `to_json` cannot write `event` as JSON text: bytes that are not UTF-8, a
/// time outside the years 0000 to 9999, an extension with the name of an attribute.
void must_have_json_form(const Event& event, std::string_view where = "event");

}  // namespace eda
