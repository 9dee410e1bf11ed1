#include "lint/words.hpp"

#include <algorithm>
#include <cstddef>

#include "eda/detail/text.hpp"

namespace lint {
namespace {

using eda::detail::is_digit;
using eda::detail::is_lower;
using eda::detail::is_upper;

char lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_separator(char c) { return std::string_view{"_-./: #~"}.find(c) != std::string_view::npos; }

/// True if a word begins at `i`: in e2Key at K, in HTTPStatus at S.
bool begins_word(std::string_view name, std::size_t i) {
  if (i == 0 || not is_upper(name[i])) return false;
  if (is_lower(name[i - 1]) || is_digit(name[i - 1])) return true;
  return is_upper(name[i - 1]) && i + 1 < name.size() && is_lower(name[i + 1]) &&
         not(name[i + 1] == 's' && (i + 2 == name.size() || not is_lower(name[i + 2])));
}

std::string compact(const Words& words, std::size_t begin) {
  std::string text;
  for (std::size_t i = begin; i < words.size(); ++i) text += words[i];
  return text;
}

}  // namespace

Words words_of(std::string_view name) {
  Words words;
  std::string word;
  const auto end_word = [&] {
    if (not word.empty()) words.push_back(word);
    word.clear();
  };
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (is_separator(name[i]) || begins_word(name, i)) end_word();
    if (not is_separator(name[i])) word += lower(name[i]);
  }
  end_word();
  return words;
}

std::string singular(const std::string& word) {
  const auto cut = [&](std::size_t n) { return word.substr(0, word.size() - n); };
  if (word.size() < 4 || not word.ends_with('s')) return word;
  if (word.ends_with("ies")) return cut(3) + "y";
  for (const char* ending : {"sses", "xes", "ches", "shes"})
    if (word.ends_with(ending)) return cut(2);
  for (const char* ending : {"ss", "us", "is"})
    if (word.ends_with(ending)) return word;
  return cut(1);
}

bool ends_with(const Words& words, const Words& phrase) {
  const std::string wanted = singular(compact(phrase, 0));
  for (std::size_t begin = 0; begin < words.size(); ++begin)
    if (singular(compact(words, begin)) == wanted) return true;
  return false;
}

bool ends_with_one_of(const Words& words, const std::vector<Words>& phrases) {
  return std::ranges::any_of(phrases,
                             [&](const Words& phrase) { return ends_with(words, phrase); });
}

bool has(const Words& words, const Words& phrase) {
  for (std::size_t end = 1; end <= words.size(); ++end)
    if (ends_with(Words(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(end)), phrase))
      return true;
  return false;
}

std::string joined(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

}  // namespace lint
