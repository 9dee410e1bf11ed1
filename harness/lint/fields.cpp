#include "lint/fields.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>

#include "eda/detail/text.hpp"

namespace lint {
namespace {

/// "v1", "V2", "3", "v1beta1"
bool is_version(std::string_view part) {
  if (part.starts_with('v') || part.starts_with('V')) part.remove_prefix(1);
  return not part.empty() && eda::detail::is_digit(part[0]) && part.size() <= 8;
}

}  // namespace

std::string text_of(const eda::Json& event, const char* attribute) {
  const auto found = event.find(attribute);
  return found != event.end() && found->is_string() ? found->get<std::string>() : "";
}

std::vector<std::string> parts_of(const std::string& type) {
  std::vector<std::string> parts{""};
  for (const char c : type) {
    if (c == '.')
      parts.emplace_back();
    else
      parts.back() += c;
  }
  while (parts.size() > 1 && is_version(parts.back())) parts.pop_back();
  return parts;
}

Words entity_of(const std::string& type) {
  const std::vector<std::string> parts = parts_of(type);
  Words words;
  for (std::size_t i = parts.size() > 2 ? 2 : 0; i + 1 < parts.size(); ++i)
    std::ranges::move(words_of(parts[i]), std::back_inserter(words));
  Words last = words_of(parts.back());
  if (not last.empty()) last.pop_back();
  std::ranges::move(last, std::back_inserter(words));
  return words;
}

bool is_id(const Words& words) {
  constexpr std::array<std::string_view, 6> endings{"id",  "uuid",      "guid",
                                                    "ref", "reference", "urn"};
  return not words.empty() &&
         std::ranges::find(endings, singular(words.back() == "ids" ? "id" : words.back())) !=
             endings.end();
}

}  // namespace lint
