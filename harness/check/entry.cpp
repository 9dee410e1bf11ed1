#include "check/entry.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace check {

namespace {

using namespace std::chrono_literals;

constexpr const char* grammar_hint =
    "An entry is \"run WHO\", \"step WHO\", \"step WHO VERB\", \"crash WHO\", \"crash WHO after "
    "VERB\" or \"advance 31m\": small letters, and one blank between two words.";

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words{""};
  for (char c : text) {
    if (c == ' ')
      words.emplace_back();
    else
      words.back() += c;
  }
  return words;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Returns a number of up to four digits without leading zeros; 0: it is none.
int number_from(std::string_view text) {
  if (text.empty() || text.size() > 4 || text.front() == '0' ||
      !std::all_of(text.begin(), text.end(), is_digit))
    return 0;
  return std::stoi(std::string{text});
}

Who who_from(const std::string& word) {
  const std::size_t mark = word.find('#');
  Who who{.base = word.substr(0, mark)};
  const bool is_letter = who.base.size() == 1 && who.base[0] >= 'A' && who.base[0] <= 'Z';
  if (!is_letter && !who.is_sweep())
    throw RefusedEntry{fmt::format("\"{}\" is not the name of a delivery", word),
                       "WHO is the letter of an event, such as P, I or C, or it is sweep; with #2 "
                       "it is the event delivered again, or the second sweep."};
  if (mark == std::string::npos) return who;
  who.number = number_from(word.substr(mark + 1));
  const int max = who.is_sweep() ? Who::sweeps_max : Who::copies_max;
  if (who.number >= 1 && who.number <= max) return who;
  throw RefusedEntry{
      fmt::format("there is no {}", word),
      who.is_sweep()
          ? fmt::format("There are sweeps up to sweep#{}.", max)
          : fmt::format("Each event is delivered at most twice: {0} and {0}#2.", who.base)};
}

eda::Duration duration_from(const std::string& word) {
  const int number = number_from(std::string_view{word}.substr(0, word.size() - !word.empty()));
  const char unit = word.empty() ? ' ' : word.back();
  if (number > 0 && unit == 's') return number * 1s;
  if (number > 0 && unit == 'm') return number * 1min;
  if (number > 0 && unit == 'h') return number * 1h;
  throw RefusedEntry{fmt::format("\"{}\" is no time", word),
                     "A time is a number and a unit: 90s, 31m or 2h."};
}

}  // namespace

std::string to_string(const Who& who) {
  return who.number == 1 ? who.base : fmt::format("{}#{}", who.base, who.number);
}

Entry entry_from(std::string_view text) {
  const std::vector<std::string> words = words_of(text);
  const auto has = [&](std::size_t count) {
    return words.size() == count && std::find(words.begin(), words.end(), "") == words.end();
  };
  using What = Entry::What;
  if (words[0] == "advance" && has(2))
    return {.what = What::advance, .by = duration_from(words[1])};
  if (words[0] == "run" && has(2)) return {.what = What::run, .who = who_from(words[1])};
  if (words[0] == "step" && has(2)) return {.what = What::step, .who = who_from(words[1])};
  if (words[0] == "step" && has(3))
    return {.what = What::step, .who = who_from(words[1]), .verb = words[2]};
  if (words[0] == "crash" && has(2)) return {.what = What::crash, .who = who_from(words[1])};
  if (words[0] == "crash" && has(4) && words[2] == "after")
    return {.what = What::crash_after, .who = who_from(words[1]), .verb = words[3]};
  throw RefusedEntry{"this is no entry", grammar_hint};
}

}  // namespace check
