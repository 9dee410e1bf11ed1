#include "sim/model/shared_tables.hpp"

#include "eda/detail/base64.hpp"
#include "eda/detail/text.hpp"

namespace sim {

using eda::Event, eda::Json;

namespace {

void take_bytes(Event& event, const std::string& base64) {
  event.data = eda::detail::from_base64(base64);
  event.data_is_bytes = true;
}

/// Reads the members that exist, without checks: an invalid event must reach its handler.
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
    else if (name == "data_base64")
      take_bytes(event, value.get_ref<const std::string&>());
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

Part event_part(const Json& event) {
  Part part;
  part.key = event.value("type", std::string{"?"});
  part.value = event.value(event.contains("data_base64") ? "data_base64" : "data", Json{});
  part.id = event.value("id", std::string{});
  return part;
}

int EventInterner::number(const Event& event) {
  eda::must_have_json_form(event, "event " + eda::detail::in_quotes(event.type));
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
