#include "sim/model/ports/row_bytes.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include "eda/detail/text.hpp"

namespace sim {

using eda::Json;

namespace {

// DynamoDB, "Item sizes and formats": about a byte for two significant digits, and one more.
std::size_t number_bytes(const Json& number) {
  std::string digits;
  for (const char c : number.dump()) {
    if (c == 'e') break;
    if (eda::detail::is_digit(c)) digits += c;
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  digits.erase(digits.find_last_not_of('0') + 1);
  return 1 + (digits.size() + 1) / 2 + (number < 0 ? 1 : 0);
}

}  // namespace

std::size_t value_bytes(const Json& value) {
  if (value.is_string()) return value.get_ref<const std::string&>().size();
  if (value.is_number()) return number_bytes(value);
  if (value.is_binary()) return value.get_binary().size();
  if (!value.is_structured()) return 1;
  std::size_t bytes = 3;
  for (auto inner = value.begin(); inner != value.end(); ++inner)
    bytes += 1 + value_bytes(*inner) + (value.is_object() ? inner.key().size() : 0);
  return bytes;
}

std::size_t row_bytes(const Json& key, const Json& value) {
  constexpr std::string_view partition = "partition", sort = "sort", only_field = "value";
  std::size_t bytes = partition.size() + key.at(0).get_ref<const std::string&>().size();
  const std::string& sort_key = key.at(1).get_ref<const std::string&>();
  if (!sort_key.empty()) bytes += sort.size() + sort_key.size();
  if (!value.is_object()) return bytes + only_field.size() + value_bytes(value);
  for (const auto& [name, inner] : value.items()) bytes += name.size() + value_bytes(inner);
  return bytes;
}

}  // namespace sim
