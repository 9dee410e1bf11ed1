#include "sim/model/ports/text_bytes.hpp"

#include <algorithm>
#include <string>

namespace sim {

using eda::Json;

namespace {

std::size_t dumped_bytes(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace).size();
}

/// True for a text that stands in JSON as it is, in quotes.
bool is_plain(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return c >= ' ' && c <= '~' && c != '"' && c != '\\'; });
}

std::size_t bytes_in_quotes(const std::string& text) {
  return is_plain(text) ? text.size() + 2 : dumped_bytes(text);
}

}  // namespace

std::size_t text_bytes(const Json& value) {
  if (value.is_string()) return bytes_in_quotes(value.get_ref<const std::string&>());
  if (!value.is_structured()) return dumped_bytes(value);
  std::size_t bytes = 2 + (value.empty() ? 0 : value.size() - 1);  // brackets and commas
  if (value.is_object())
    for (const auto& [name, member] : value.get_ref<const Json::object_t&>())
      bytes += bytes_in_quotes(name) + 1 + text_bytes(member);
  if (value.is_array())
    for (const Json& element : value.get_ref<const Json::array_t&>()) bytes += text_bytes(element);
  return bytes;
}

}  // namespace sim
