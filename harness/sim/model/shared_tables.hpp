#pragma once

#include <deque>
#include <string>

#include "eda/event.hpp"
#include "sim/model/interner.hpp"
#include "sim/model/request.hpp"

namespace sim {

/// The last two parts of an event's type, its short name: "payment.completed".
std::string short_type(const std::string& type);
/// Short text that tells an event from others of its type, for a reader.
inline const std::string& short_name(const eda::Event& event) {
  return event.subject.empty() ? event.id : event.subject;
}

/// An event that is published or sent, as a part of that request.
Part event_part(const eda::Json& event);

/// Numbers for events, valid CloudEvents or not.
class EventInterner {
 public:
  /// Throws InvalidEvent when `event` has no form in JSON text.
  int number(const eda::Event& event);
  /// From what eda::to_json has written.
  int number(eda::Json json);

  const eda::Json& operator[](int number) const { return json_[number]; }
  const eda::Event& event(int number) const { return events_[std::size_t(number)]; }

 private:
  JsonInterner json_;
  std::deque<eda::Event> events_;
};

/// Values that all ports of one world share.
struct SharedTables {
  EventInterner events;
  JsonInterner names;
};

}  // namespace sim
