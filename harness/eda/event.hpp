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
  // as a compiler would write them, but once: an answer that copies events compiles faster
  Event(const Event&);
  Event(Event&&) noexcept;
  Event& operator=(const Event&);
  Event& operator=(Event&&) noexcept;
  ~Event();

  std::string id;       ///< with `source`, the identity of the fact: every copy of it carries both
  std::string source;   ///< who says so, a URI-reference: "payment-service"
  std::string type;     ///< what happened: "com.pizzaco.payment.completed"
  std::string subject;  ///< whom it is about, in the eyes of the source; empty: not given
  std::optional<Instant> time;  ///< when it happened; absent: not given
  std::string datacontenttype;  ///< media type of `data`; empty: application/json
  std::string dataschema;       ///< an absolute URI; empty: not given
  Json data;  ///< the payload; null: none; a string that is not UTF-8 travels as base64
  bool data_is_bytes = false;  ///< a string in `data` travels as base64, UTF-8 or not
  /// "correlationid", "causationid", … -> a string, a 32-bit integer or a boolean; null: not given
  std::map<std::string, Json> extensions;

  friend bool operator==(const Event&, const Event&);
};

/// Says what is wrong with an event, in one sentence: which attribute, where, and what is allowed.
struct InvalidEvent : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

/// The event as structured-mode JSON (CloudEvents JSON format 1.0.2); absent attributes are left
/// out. Checks nothing; what comes of an event that `validate` accepts can be read back as it was.
Json to_json(const Event& event);

/// The event in a structured-mode JSON object. `data_base64` becomes a string of its bytes, and
/// `data_is_bytes` is set, so that `to_json` writes it as it was.
/// An optional attribute that is null counts as absent.
/// Throws InvalidEvent; `where` ("payment.json") opens the sentence.
Event event_from_json(const Json& json, std::string_view where = "event");

/// The same from text. A syntax error is told with its line and column: "payment.json:3:14: …".
/// The text is one JSON object in UTF-8 and nothing else: no byte order mark, no name twice in one
/// object, no byte after the end.
Event event_from_text(std::string_view text, std::string_view where = "event");

/// Throws InvalidEvent unless `event` obeys the rules that `event_from_json` checks.
void validate(const Event& event, std::string_view where = "event");

/// Throws InvalidEvent where `to_json` could not write `event` as JSON text: bytes that are not
/// UTF-8, a time outside the years 0000 to 9999, an extension with the name of an attribute.
void must_have_json_form(const Event& event, std::string_view where = "event");

}  // namespace eda
