#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>

#include "eda/detail/text.hpp"
#include "eda/limits.hpp"
#include "lint/fields.hpp"
#include "lint/rules.hpp"

namespace lint {
namespace {

using eda::Json;
using eda::detail::in_quotes;
using Pointer = Json::json_pointer;

constexpr const char* blob_cure =
    "Put the content into storage, and send a reference that you own (\"dataref\").";

bool has_member(const Json* object, std::initializer_list<const char*> names) {
  return object != nullptr &&
         std::ranges::any_of(names, [&](const char* name) { return object->contains(name); });
}

/// Words without currencies and participles at their end: amount charged gbp -> amount.
Words money_words(Words words, const Vocabulary& vocabulary) {
  while (words.size() > 1 && (vocabulary.currencies.contains(words.back()) ||
                              vocabulary.money_endings.contains(words.back())))
    words.pop_back();
  return words;
}

bool is_money(const Field& field, const Vocabulary& vocabulary) {
  if (field.words.empty() || has_member(field.object, {"unit", "uom", "unitOfMeasure"}))
    return false;
  const Words words = money_words(field.words, vocabulary);
  const std::string last = singular(words.back());
  // a part of one: 0.2 is as likely a rate as a sum
  const bool may_be_rate = last == "tax" || last == "discount" || last == "commission";
  if (may_be_rate && std::abs(field.value->get<double>()) <= 1) return false;
  if (vocabulary.money.contains(last)) return true;
  const auto per = std::ranges::find(words, "per");
  if (per != words.begin() && per != words.end() && vocabulary.money.contains(*(per - 1)))
    return true;
  if (last != "value" && last != "sum" && last != "net" && last != "gross") return false;
  if (has_member(field.object, {"currency", "currencyCode", "currency_code"})) return true;
  return field.parent != nullptr && not field.parent->words.empty() &&
         vocabulary.money.contains(singular(money_words(field.parent->words, vocabulary).back()));
}

bool is_base64_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) {
    return eda::detail::is_letter(c) || eda::detail::is_digit(c) || c == '+' || c == '/' ||
           c == '=' || c == '-' || c == '_';
  });
}

/// True for text that begins like an image, a document or an archive in base64.
bool begins_like_a_file(std::string_view text) {
  constexpr std::array<std::string_view, 7> begins{"iVBORw0KGgo", "/9j/",  "R0lGOD", "JVBERi0",
                                                   "UEsDB",       "H4sIA", "UklGR"};
  return text.size() >= 16 && std::ranges::any_of(begins, [&](std::string_view begin) {
           return text.starts_with(begin);
         });
}

bool is_binary_text(const Field& field, std::string_view text, const Vocabulary& vocabulary) {
  constexpr std::size_t long_text = 1024;
  constexpr std::size_t any_text_max = std::size_t{32} << 10;
  if (text.size() > any_text_max) return true;
  if (text.starts_with("data:") && text.find(";base64,") != std::string_view::npos) return true;
  if (not is_base64_text(text)) return false;
  if (text.size() >= long_text || begins_like_a_file(text)) return true;
  return text.size() >= 24 && ends_with_one_of(field.words, vocabulary.binary_fields);
}

/// True for an array of bytes: 137, 80, 78, 71, …
bool is_byte_array(const Field& field, const Vocabulary& vocabulary) {
  constexpr std::size_t short_array = 16;
  return field.value->size() >= short_array &&
         ends_with_one_of(field.words, vocabulary.binary_fields) &&
         std::all_of(field.value->begin(), field.value->end(), [](const Json& each) {
           return each.is_number_integer() && each >= 0 && each <= 255;
         });
}

bool is_blank(std::string_view text, const Vocabulary& vocabulary) {
  const auto has = [&](const char* part) { return text.find(part) != std::string_view::npos; };
  if (has("???") || (has("{{") && has("}}"))) return true;
  const Words words = words_of(text);
  if (words.size() == 1 && vocabulary.blanks.contains(words[0])) return true;
  return text.size() > 2 && text.starts_with('<') && text.ends_with('>') &&
         std::ranges::all_of(text.substr(1, text.size() - 2), [](char c) {
           return eda::detail::is_letter(c) || c == '-' || c == '_' || c == ' ';
         });
}

void check_blank(const Json& value, const Pointer& place, const Vocabulary& vocabulary,
                 Findings& findings) {
  if (value.is_string() && is_blank(value.get_ref<const std::string&>(), vocabulary))
    findings.add(place, "placeholder",
                 fmt::format("The value {} is a blank of a template.",
                             in_quotes(value.get_ref<const std::string&>())),
                 "Write a value as it could occur.");
}

void check_call(const Field& field, const Vocabulary& vocabulary, Findings& findings) {
  if (field.words.empty() || field.value->is_null() || *field.value == false) return;
  if (field.object != nullptr && ends_with_one_of(field.words, vocabulary.rpc_fields))
    findings.add(field.place, "rpc",
                 fmt::format("{} asks for an answer to this event.", in_quotes(field.name)),
                 "Call the service directly, or let it publish its own fact for everybody.");
  if (not field.value->is_string()) return;
  const Words value = words_of(field.value->get_ref<const std::string&>());
  const bool is_instruction =
      std::ranges::any_of(vocabulary.instruction_fields,
                          [&](const Words& phrase) { return phrase == field.words; }) &&
      not value.empty() && vocabulary.commands.contains(value.front());
  if (is_instruction)
    findings.add(field.place, "command",
                 fmt::format("{} is {}, an order to another service.", in_quotes(field.name),
                             in_quotes(field.value->get_ref<const std::string&>())),
                 "Say what has happened, and let each consumer decide what to do.");
}

void check_size(const Json& event, Findings& findings) {
  constexpr std::size_t time_bytes = 14;
  std::size_t bytes = 0;
  try {
    bytes = event.dump().size() + text_of(event, "source").size() + text_of(event, "type").size() +
            time_bytes;
  } catch (const Json::type_error&) {
    return;  // no UTF-8, which check_attributes or the reader of the file reports
  }
  if (bytes > eda::limits::publication_bytes_max)
    findings.add(Pointer{}, "size",
                 fmt::format("The entry takes {} bytes, and at most {} are allowed, its type and "
                             "source included.",
                             bytes, eda::limits::publication_bytes_max),
                 blob_cure);
}

void check_bytes(const Json& event, Findings& findings) {
  const std::string bytes = text_of(event, "data_base64");
  const std::string type = text_of(event, "datacontenttype");
  constexpr std::array<std::string_view, 6> files{"image/",          "video/",
                                                  "audio/",          "application/pdf",
                                                  "application/zip", "application/octet-stream"};
  constexpr std::size_t long_text = 4096;
  const bool is_file =
      std::ranges::any_of(files, [&](std::string_view begin) { return type.starts_with(begin); });
  if (not bytes.empty() && (is_file || bytes.size() >= long_text || begins_like_a_file(bytes)))
    findings.add(Pointer{"/data_base64"}, "blob", "The event carries the content of a file.",
                 blob_cure);
}

}  // namespace

void check_content(const Json& event, const Vocabulary& vocabulary, Findings& findings) {
  for (const auto& [name, value] : event.items())
    if (name != "data" && name != "data_base64")
      check_blank(value, Pointer{} / name, vocabulary, findings);
  check_size(event, findings);
  check_bytes(event, findings);
  for_each_field_of_data(event, [&](const Field& field) {
    check_blank(*field.value, field.place, vocabulary, findings);
    check_call(field, vocabulary, findings);
    if (field.value->is_number_float() && is_money(field, vocabulary))
      findings.add(field.place, "money",
                   fmt::format("{} is a sum of money as a binary fraction, which cannot hold every "
                               "cent.",
                               in_quotes(field.name)),
                   "Write an integer of minor units (1599) or a decimal text (\"15.99\"), and the "
                   "currency.");
    const bool is_blob =
        (field.value->is_string() &&
         is_binary_text(field, field.value->get_ref<const std::string&>(), vocabulary)) ||
        (field.value->is_array() && is_byte_array(field, vocabulary));
    if (is_blob)
      findings.add(field.place, "blob",
                   fmt::format("{} carries content instead of a reference.", in_quotes(field.name)),
                   blob_cure);
    return not is_blob;
  });
}

}  // namespace lint
