#include "sim/model/unchecked_event.hpp"

#include "eda/detail/base64.hpp"

namespace sim {

using eda::Event, eda::Json;

namespace {

void take_bytes(Event& event, const std::string& base64) {
  event.data = eda::detail::from_base64(base64);
  event.data_is_bytes = true;
}

}  // namespace

Event unchecked_event(const Json& json) {
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

}  // namespace sim
