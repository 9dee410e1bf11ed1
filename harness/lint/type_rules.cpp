#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "eda/detail/text.hpp"
#include "lint/fields.hpp"
#include "lint/rules.hpp"

namespace lint {
namespace {

using eda::Json;
using eda::detail::in_quotes;

const Json::json_pointer type_place{"/type"};

bool is_past(const std::string& word, const Vocabulary& vocabulary) {
  if (vocabulary.irregular_past.contains(word)) return true;
  return word.size() >= 4 && word.ends_with("ed") && not vocabulary.not_past.contains(word);
}

bool is_version_word(const std::string& word) {
  return word.size() >= 2 && word[0] == 'v' && eda::detail::is_digit(word[1]);
}

/// Words of the last part without a version and without "event": order, placed.
Words words_of_last(const std::vector<std::string>& parts) {
  Words words = words_of(parts.back());
  while (words.size() > 1 && (is_version_word(words.back()) || words.back() == "event"))
    words.pop_back();
  return words;
}

/// True if the words end with what has happened: placed, timed out, ready.
bool says_what_happened(Words words, const Vocabulary& vocabulary) {
  if (words.empty()) return false;
  if (is_past(words.back(), vocabulary) || vocabulary.states.contains(words.back())) return true;
  if (words.size() < 2 || not vocabulary.particles.contains(words.back())) return false;
  words.pop_back();
  return is_past(words.back(), vocabulary);
}

bool is_top_domain(std::string part, const Vocabulary& vocabulary) {
  std::ranges::transform(part, part.begin(), [](char c) {
    return eda::detail::is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return vocabulary.top_domains.contains(part) ||
         (part.size() == 2 && std::ranges::all_of(part, eda::detail::is_lower));
}

void check_form(const std::string& type, const std::vector<std::string>& parts,
                const Vocabulary& vocabulary, Findings& findings) {
  const bool has_gap = std::ranges::find(parts, "") != parts.end();
  const bool is_reversed = is_top_domain(parts[0], vocabulary);
  const bool is_forward =
      parts.size() > 1 && not is_reversed && vocabulary.top_domains.contains(parts[1]);
  if (not has_gap && is_reversed && parts.size() >= 3) return;
  const char* why = "is not of the form reversed DNS name, entity, what has happened";
  if (has_gap) why = "has an empty part between two dots or at an end";
  if (is_forward) why = "begins with a DNS name that is not reversed";
  findings.add(type_place, "type-name", fmt::format("The type {} {}.", in_quotes(type), why),
               "Write it like \"com.example.order.placed\".");
}

void check_happening(const std::string& type, const Words& words, const Vocabulary& vocabulary,
                     Findings& findings) {
  constexpr std::array<std::string_view, 8> calls{"request", "response", "reply", "query",
                                                  "command", "call",     "rpc",   "invocation"};
  const bool is_order = std::ranges::any_of(
      words, [&](const std::string& word) { return vocabulary.orders.contains(word); });
  if (not is_order && says_what_happened(words, vocabulary)) return;
  const bool is_call = not words.empty() && std::ranges::find(calls, words.back()) != calls.end();
  const auto is_command = [&](const std::string& word) {
    return vocabulary.commands.contains(word);
  };
  if (is_call)
    findings.add(type_place, "rpc",
                 fmt::format("The type {} names a call or its answer.", in_quotes(type)),
                 "Call the service directly, or publish the fact that its owner has decided.");
  else if (is_order ||
           (not words.empty() && (is_command(words.front()) || is_command(words.back()))))
    findings.add(type_place, "command", fmt::format("The type {} gives an order.", in_quotes(type)),
                 "Publish what has happened in your own service, in the past tense; send a command "
                 "to a queue of its receiver.");
  else
    findings.add(type_place, "type-name",
                 fmt::format("The type {} does not say what has happened.", in_quotes(type)),
                 "End it with a verb in the past tense, or with a state, such as \"placed\" or "
                 "\"ready\".");
}

}  // namespace

void check_type(const Json& event, const Vocabulary& vocabulary, Findings& findings) {
  const std::string type = text_of(event, "type");
  if (type.empty() || type.find('?') != std::string::npos) return;
  const std::vector<std::string> parts = parts_of(type);
  check_form(type, parts, vocabulary, findings);
  check_happening(type, words_of_last(parts), vocabulary, findings);
}

}  // namespace lint
