#include "eda/json.hpp"

namespace eda::detail {

nlohmann::json parse_literal(const char* text, std::size_t length) {
  return nlohmann::json::parse(text, text + length);
}

nlohmann::json_pointer<std::string> parse_pointer_literal(const char* text, std::size_t length) {
  return nlohmann::json::json_pointer{std::string(text, length)};
}

}  // namespace eda::detail
