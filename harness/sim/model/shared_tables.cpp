#include "sim/model/shared_tables.hpp"

#include "eda/detail/text.hpp"
#include "sim/model/unchecked_event.hpp"

namespace sim {

using eda::Event, eda::Json;

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

int EventInterner::number(Json json) {
  const int number = json_.number(std::move(json));
  if (number == int(events_.size())) events_.push_back(unchecked_event(json_[number]));
  return number;
}

}  // namespace sim
