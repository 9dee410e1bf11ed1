#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "eda/detail/text.hpp"
#include "lint/fields.hpp"
#include "lint/rules.hpp"

namespace lint {
namespace {

using eda::Json;
using Pointer = Json::json_pointer;

bool is_present(const Json& event, const char* attribute) {
  const auto found = event.find(attribute);
  return found != event.end() && not found->is_null() && *found != "";
}

bool is_key(const Field& field, const Vocabulary& vocabulary) {
  return not field.value->is_structured() && not field.value->is_null() &&
         not field.words.empty() &&
         (is_id(field.words) || vocabulary.key_words.contains(singular(field.words.back())));
}

/// True if `source` names one thing among many: "/sensors/tn-1234567".
bool names_an_instance(const std::string& source) {
  const std::string last = source.substr(source.find_last_of("/:") + 1);
  return std::ranges::any_of(last, eda::detail::is_digit);
}

bool has_key(const Json& event, const Vocabulary& vocabulary) {
  for (const char* attribute : {"subject", "correlationid", "partitionkey"})
    if (is_present(event, attribute)) return true;
  if (is_present(event, "data_base64")) return true;  // its content is not known here
  if (event.contains("data") && event.at("data").is_string()) return true;
  bool found = names_an_instance(text_of(event, "source"));
  for_each_field_of_data(event, [&](const Field& field) {
    found = found || is_key(field, vocabulary);
    return not found;
  });
  return found;
}

/// True for a moment: checkedAt, time.
bool is_moment(const Words& words) {
  constexpr std::array<std::string_view, 5> endings{"at", "time", "timestamp", "date", "on"};
  return not words.empty() && std::ranges::find(endings, words.back()) != endings.end();
}

/// True if `data` has a field besides ids and moments.
bool has_content(const Json& event, const Vocabulary& vocabulary) {
  bool found =
      event.contains("data_base64") || (event.contains("data") && event.at("data").is_string());
  for_each_field_of_data(event, [&](const Field& field) {
    if (not field.value->is_structured() && not is_key(field, vocabulary) &&
        not is_moment(field.words))
      found = true;
    return not found;
  });
  return found;
}

}  // namespace

void check_keys(const Json& event, const Vocabulary& vocabulary, Findings& findings) {
  if (not has_key(event, vocabulary))
    findings.add(event.contains("data") ? Pointer{"/data"} : Pointer{}, "correlation",
                 "The event has no business key, so nothing can be correlated with it.",
                 "Add the id of the thing it is about to \"data\" or as \"subject\", such as "
                 "\"orderId\".");
  const Words last = words_of(parts_of(text_of(event, "type")).back());
  if (last.empty() || not vocabulary.outcome_missing.contains(last.back())) return;
  if (not has_content(event, vocabulary))
    findings.add(
        event.contains("data") ? Pointer{"/data"} : Pointer{}, "context",
        fmt::format("The event says that something was {}, and not with what result.", last.back()),
        "Add the result, which this service owns, or say it in the type.");
}

}  // namespace lint
