#include "sim/library.hpp"

namespace sim {

using eda::Event, eda::Json;

namespace {

/// Takes what is there and judges nothing: a poisonous event is to reach its handler.
Event unchecked(const Json& json) {
  Event event;
  for (const auto& [name, value] : json.items()) {
    if (name == "id")
      event.id = value;
    else if (name == "source")
      event.source = value;
    else if (name == "type")
      event.type = value;
    else if (name == "subject")
      event.subject = value;
    else if (name == "time")
      event.time = eda::from_rfc3339(value.get<std::string>());
    else if (name == "datacontenttype")
      event.datacontenttype = value;
    else if (name == "dataschema")
      event.dataschema = value;
    else if (name == "data")
      event.data = value;
    else if (name != "specversion")
      event.extensions[name] = value;
  }
  return event;
}

}  // namespace

std::string short_type(const std::string& type) {
  const std::size_t last = type.rfind('.');
  if (last == std::string::npos || last == 0) return type;
  const std::size_t before = type.rfind('.', last - 1);
  return before == std::string::npos ? type : type.substr(before + 1);
}

int EventInterner::number(const Event& event) {
  const int number = json_.number(eda::to_json(event));
  if (number == int(events_.size())) events_.push_back(event);
  return number;
}

int EventInterner::number(const Json& json) {
  const int number = json_.number(json);
  if (number == int(events_.size())) events_.push_back(unchecked(json));
  return number;
}

}  // namespace sim
