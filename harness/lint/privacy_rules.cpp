#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "eda/detail/text.hpp"
#include "lint/fields.hpp"
#include "lint/personal_values.hpp"
#include "lint/rules.hpp"

namespace lint {
namespace {

using eda::Json;
using eda::detail::in_quotes;
using Pointer = Json::json_pointer;

constexpr const char* personal_cure =
    "Send the id of the person instead, or encrypt the value with a key for each person.";
constexpr const char* secret_cure = "Remove it; keep secrets in a secret store.";

/// Words without those that do not change the meaning: old email -> email, address1 -> address.
Words without_neutral_end(Words words) {
  constexpr std::array<std::string_view, 12> neutral{"value",  "text",  "plain",   "raw",
                                                     "old",    "new",   "current", "previous",
                                                     "before", "after", "list",    "line"};
  if (not words.empty())
    while (words.back().size() > 1 && eda::detail::is_digit(words.back().back()))
      words.back().pop_back();
  while (words.size() > 1 && std::ranges::find(neutral, words.back()) != neutral.end())
    words.pop_back();
  return words;
}

bool has_one_of(const Words& words, const std::set<std::string>& known) {
  return std::ranges::any_of(
      words, [&](const std::string& word) { return known.contains(singular(word)); });
}

/// True if the field, or one around it, is named as encrypted, hashed or masked.
bool is_protected(const Field& field, const Vocabulary& vocabulary) {
  for (const Field* each = &field; each != nullptr; each = each->parent)
    if (has_one_of(each->words, vocabulary.protected_words)) return true;
  return false;
}

/// True for an object with a ciphertext, and for a text that is masked or names its key.
bool is_encrypted(const Json& value) {
  if (value.is_object()) {
    for (const char* name : {"ciphertext", "cipherText", "encrypted", "kid", "keyId", "enc"})
      if (value.contains(name)) return true;
    return false;
  }
  if (not value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  for (const char* begin : {"enc:", "ENC[", "ENC(", "vault:", "kms:", "{cipher}", "sha256:"})
    if (text.starts_with(begin)) return true;
  return text.find("**") != std::string::npos || text.find("••") != std::string::npos;
}

/// True if `value` is or has a text or a number, so that it can say anything.
bool has_value(const Json& value) {
  if (value.is_structured())
    return std::any_of(value.begin(), value.end(), [](const Json& inner) {
      return (inner.is_string() && inner != "") || (inner.is_structured() && has_value(inner));
    });
  return (value.is_string() && value != "") || value.is_number();
}

/// A postal address that is called only "address".
bool is_postal(const Json& value) {
  if (value.is_object()) {
    for (const auto& [name, inner] : value.items()) {
      const Words words = words_of(name);
      for (const char* part : {"street", "line", "postcode", "zip", "house number"})
        if (has(without_neutral_end(words), words_of(part)) || has(words, words_of(part)))
          return true;
    }
    return false;
  }
  if (not value.is_string()) return false;
  const auto& text = value.get_ref<const std::string&>();
  return text.find(' ') != std::string::npos && text.find("://") == std::string::npos &&
         std::ranges::any_of(text, eda::detail::is_digit) &&
         std::ranges::any_of(text, eda::detail::is_letter);
}

/// True if the field, or one around it, is named after an organisation or a machine; or if the
/// whole event is about one, and the field says how to reach it.
bool is_of_organisation(const Field& field, const Words& type, const Vocabulary& vocabulary) {
  constexpr std::array<std::string_view, 4> contacts{"address", "street", "phone", "ip"};
  if (has_one_of(type, vocabulary.organisations) &&
      not has_one_of(field.words, vocabulary.persons) &&
      std::ranges::find(contacts, singular(field.words.back())) != contacts.end())
    return true;
  for (const Field* each = &field; each != nullptr; each = each->parent)
    if (has_one_of(each->words, vocabulary.organisations)) return true;
  return false;
}

bool names_a_person(const Field& field, const Words& words, const Vocabulary& vocabulary) {
  if (words.back() != "name") return false;
  const bool is_full = words == Words{"full", "name"};
  if (is_full && (field.parent == nullptr || field.parent->words.empty())) return true;
  if (words.size() > 1 && not is_full)
    return vocabulary.persons.contains(singular(words[words.size() - 2]));
  return field.parent != nullptr && not field.parent->words.empty() &&
         vocabulary.persons.contains(singular(field.parent->words.back()));
}

bool is_personal_name(const Field& field, const Words& type, const Vocabulary& vocabulary) {
  if (field.words.empty()) return false;
  const Words words = without_neutral_end(field.words);
  if (is_of_organisation(field, type, vocabulary)) return false;
  if (ends_with_one_of(words, vocabulary.personal)) return true;
  if (words.back() == "address" && is_postal(*field.value)) return true;
  return names_a_person(field, words, vocabulary);
}

/// True if a finding was added.
bool check_value(const Json& value, const Pointer& place, const Words& words, Findings& findings) {
  if (not value.is_string() || is_encrypted(value)) return false;
  const auto& text = value.get_ref<const std::string&>();
  if (const auto kind = kind_of_secret(text)) {
    findings.add(place, "secret", fmt::format("The value is {}.", *kind), secret_cure);
    return true;
  }
  const auto kind = kind_of_personal_data(text, is_id(words));
  if (kind)
    findings.add(place, "personal-data", fmt::format("The value has {}.", *kind), personal_cure);
  return kind.has_value();
}

}  // namespace

void check_privacy(const Json& event, const Vocabulary& vocabulary, Findings& findings) {
  const Words type = entity_of(text_of(event, "type"));
  for (const auto& [name, value] : event.items())
    if (name != "source" && name != "dataschema" && name != "data" && name != "data_base64")
      check_value(value, Pointer{} / name, words_of(name), findings);
  if (event.contains("data")) check_value(event.at("data"), Pointer{"/data"}, {}, findings);
  for_each_field_of_data(event, [&](const Field& field) {
    if (is_protected(field, vocabulary) || is_encrypted(*field.value)) return false;
    if (check_value(*field.value, field.place, field.words, findings)) return false;
    if (not has_value(*field.value)) return true;
    const Words words = without_neutral_end(field.words);
    if (not field.value->is_structured() && ends_with_one_of(words, vocabulary.secrets)) {
      findings.add(field.place, "secret", fmt::format("{} is a secret.", in_quotes(field.name)),
                   secret_cure);
      return false;
    }
    if (not is_personal_name(field, type, vocabulary)) return true;
    findings.add(field.place, "personal-data",
                 fmt::format("{} is personal data in clear, and the event is read by many and kept "
                             "for long.",
                             in_quotes(field.name)),
                 personal_cure);
    return false;
  });
}

}  // namespace lint
