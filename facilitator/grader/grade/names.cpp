#include "grade/names.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace grader {

namespace {

bool is_alnum(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
         (c & 0x80) != 0;
}
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

std::string lower(std::string_view text) {
  std::string all{text};
  std::ranges::transform(all, all.begin(), [](char c) { return lower(c); });
  return all;
}

template <std::size_t N>
bool ends_with_any(std::string_view text, const std::array<std::string_view, N>& endings) {
  return std::ranges::any_of(endings, [&](std::string_view one) {
    return text.size() > one.size() && text.ends_with(one);
  });
}

/// Returns `text` without separators at both ends.
std::string_view trim(std::string_view text) {
  constexpr std::string_view separators = "_- .([)]";
  const std::size_t begin = text.find_first_not_of(separators);
  if (begin == std::string_view::npos) return "";
  return text.substr(begin, text.find_last_not_of(separators) + 1 - begin);
}

struct Span {
  std::size_t activity = none, begin = 0, end = 0;
  std::string words{};
};

/// Returns the last place where `text` has the letters of `name` as whole words. A number may
/// follow.
std::optional<Span> last_place(std::string_view text, std::string_view name) {
  std::vector<std::size_t> at;  // of each letter in `text`
  std::string letters;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (is_alnum(text[i])) {
      letters += lower(text[i]);
      at.push_back(i);
    }
  const std::string wanted = squeezed(name);
  for (std::size_t i = letters.rfind(wanted); i != std::string::npos && !wanted.empty();
       i = i == 0 ? std::string::npos : letters.rfind(wanted, i - 1)) {
    const std::size_t begin = at[i], end = at[i + wanted.size() - 1] + 1;
    const bool begins = begin == 0 || !is_alnum(text[begin - 1]);
    const bool ends = end == text.size() || !is_alnum(text[end]) || is_digit(text[end]);
    if (begins && ends) return Span{none, begin, end, wanted};
  }
  return std::nullopt;
}

/// Returns the begin of the number of the activity before its name, or `begin` if there is none.
std::size_t with_number(std::string_view text, std::size_t begin, std::string_view number) {
  const std::string_view before = text.substr(0, begin);
  const std::size_t last = before.find_last_not_of("_- .");
  if (last == std::string_view::npos || !before.substr(0, last + 1).ends_with(number)) return begin;
  const std::size_t at = last + 1 - number.size();
  return at == 0 || !is_alnum(before[at - 1]) ? at : begin;
}

/// Returns the place where `text` has the longest name of that activity or of a file of its answer,
/// and the number of the activity before it.
std::optional<Span> named_in(std::string_view text, std::size_t index, const Search& search) {
  const Search::Activity& activity = search.activities[index];
  std::vector<std::string> names{activity.name()};
  for (const std::string& file : activity.answer_files())
    names.emplace_back(stem_of(last_of(file)));
  std::optional<Span> found;
  for (const std::string& name : names) {
    const auto place = last_place(text, name);
    if (!place || (found && place->words.size() <= found->words.size())) continue;
    found = place;
    found->activity = index;
    found->begin = with_number(text, place->begin, activity.folder.substr(0, 2));
  }
  return found;
}

/// Returns the activity that `text` names: the longest name counts, else a number at either end. Of
/// two with the same name, that with its number counts; without one, `activity` is `none`.
Span activity_in(std::string_view text, const Search& search) {
  Span found;
  bool is_clear = true;
  for (std::size_t i = 0; i < search.activities.size(); ++i) {
    const auto place = named_in(text, i, search);
    if (!place) continue;
    const bool is_same = place->words == found.words && place->end == found.end;
    if (is_same && place->begin == found.begin) {
      is_clear = false;  // two activities with this name, and no number
    } else if (is_same ? place->begin < found.begin : place->words.size() > found.words.size()) {
      found = *place;
      is_clear = true;
    }
  }
  if (!found.words.empty()) {
    if (!is_clear) found.activity = none;
    return found;
  }
  for (std::size_t i = 0; i < search.activities.size() && found.activity == none; ++i) {
    const std::string number = search.activities[i].folder.substr(0, 2);
    if (text.size() < 4) continue;
    if (text.starts_with(number) && !is_alnum(text[2]))
      found = {i, 0, 2, ""};
    else if (text.ends_with(number) && !is_alnum(text[text.size() - 3]))
      found = {i, text.size() - 2, text.size(), ""};
  }
  return found;
}

bool is_number(std::string_view word, std::size_t digits_min) {
  return word.size() >= digits_min && std::ranges::all_of(word, is_digit);
}

/// Returns the number of a copy: "-2", " (2)".
int copy_in(std::string_view rest) {
  const std::string_view number = trim(rest);
  return is_number(number, 1) && number.size() <= 3 ? std::stoi(std::string{number}) : 0;
}

/// Removes and returns the last word, "_123" of "anna_123"; empty if there is only one.
std::string_view take_last_word(std::string_view& text) {
  const std::size_t at = text.rfind('_');
  if (at == std::string_view::npos || at == 0) return "";
  const std::string_view word = text.substr(at + 1);
  text = text.substr(0, at);
  return word;
}

constexpr std::size_t platform_digits_min = 3;  // of a number by Canvas or Moodle
constexpr std::string_view moodle_mark = "_assignsubmission_";

/// Sets the person's name, without the suffixes of Canvas and Moodle. The number of the person in
/// Canvas stays, the number of the submission goes. Moodle uses another number each time.
void set_person(NameSays& says, std::string_view text) {
  const std::size_t mark = lower(text).find(moodle_mark);
  text = trim(text.substr(0, mark));
  says.longer = text;
  std::string_view rest = text;
  const bool has_number = is_number(take_last_word(rest), 1);
  if (mark != std::string_view::npos) {
    says.person = trim(has_number ? rest : text);
    return;
  }
  // NAME_LATE_PERSON_SUBMISSION: the first number is the person's
  std::string_view number;
  while (true) {
    rest = text;
    const std::string_view word = take_last_word(rest);
    if (!is_number(word, platform_digits_min)) break;
    number = word;
    text = rest;
  }
  rest = text;
  if (lower(take_last_word(rest)) == "late") text = rest;
  says.person = trim(text);
  if (!number.empty()) says.person += "_" + std::string{number};
  says.longer = says.person;
}

/// Removes the name of a file. Canvas puts it after its two numbers, also for folders and archives.
std::string_view without_file_name(std::string_view name) {
  int numbers = 0;
  for (std::size_t at = name.find('_'); at != std::string_view::npos; at = name.find('_', at + 1)) {
    const std::size_t before = name.rfind('_', at - 1);
    const bool has_word = at > 0 && before != std::string_view::npos;
    const bool is_one =
        has_word && is_number(name.substr(before + 1, at - before - 1), platform_digits_min);
    numbers = is_one ? numbers + 1 : 0;
    if (numbers == 2) return name.substr(0, at);
  }
  return name;
}

bool names_a_test(std::string_view rest) {
  std::string word;
  for (const char c : std::string{rest} + ".") {
    if (is_alnum(c)) {
      word += lower(c);
      continue;
    }
    if (word == "test" || word == "tests") return true;
    word.clear();
  }
  return false;
}

}  // namespace

std::string_view last_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

std::string_view stem_of(std::string_view file) { return file.substr(0, file.rfind('.')); }

std::vector<Part> parts_of(const Search& search, std::size_t count) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < count; ++i)
    for (const std::string& file : search.activities.at(i).answer_files())
      parts.push_back({i, file});
  return parts;
}

std::string squeezed(std::string_view text) {
  std::string letters;
  for (const char c : text)
    if (is_alnum(c)) letters += lower(c);
  return letters;
}

bool is_named_by_a_platform(std::string_view name) {
  return lower(name).find(moodle_mark) != std::string::npos || without_file_name(name) != name;
}

bool is_clutter(std::string_view name) {
  constexpr std::array<std::string_view, 12> names{
      "thumbs.db", "ehthumbs.db", "ehthumbs_vista.db", "desktop.ini",
      "__macosx",  "icon\r",      "$recycle.bin",      "lost+found",
      "@eadir",    "#recycle",    "recycler",          "system volume information"};
  constexpr std::array<std::string_view, 11> endings{"~",           ".bak",      ".orig", ".swp",
                                                     ".swo",        ".tmp",      ".lnk",  ".part",
                                                     ".crdownload", ".autosave", ".rej"};
  const std::string small = lower(name);
  return small.starts_with('.') || small.starts_with("~$") ||
         (small.size() > 1 && small.starts_with('#') && small.ends_with('#')) ||
         std::ranges::count(names, std::string_view{small}) > 0 || ends_with_any(small, endings);
}

bool is_archive(std::string_view name) {
  constexpr std::array<std::string_view, 11> endings{".zip",    ".tar",     ".tar.gz",  ".tgz",
                                                     ".tar.xz", ".txz",     ".tar.bz2", ".tbz2",
                                                     ".tbz",    ".tar.zst", ".7z"};
  return ends_with_any(std::string_view{lower(name)}, endings);
}

bool is_source(std::string_view name, std::string_view file) {
  constexpr std::array<std::string_view, 5> cpp{".cpp", ".cc", ".cxx", ".c++", ".cp"};
  constexpr std::array<std::string_view, 4> of_the_kit{"activity.json", "presets.json",
                                                       "cmakepresets.json", "readme.md"};
  const std::string small = lower(name);
  const std::string_view ending = file.substr(file.rfind('.'));
  if (std::ranges::count(of_the_kit, std::string_view{small}) > 0) return false;
  if (ending != ".cpp") return small.size() > ending.size() && small.ends_with(ending);
  return ends_with_any(std::string_view{small}, cpp) || (name.size() > 2 && name.ends_with(".C"));
}

NameSays read_name(std::string_view name, const Search& search) {
  const std::vector<Part> parts = parts_of(search, search.activities.size());
  const bool is_file =
      std::ranges::any_of(parts, [&](const Part& part) { return is_source(name, part.file); });
  if (is_archive(name)) {
    name = stem_of(name);
    if (lower(name).ends_with(".tar")) name = stem_of(name);
  } else if (is_file) {
    name = stem_of(name);
  }
  const Span found = activity_in(name, search);
  NameSays says;
  if (found.activity == none && found.words.empty()) {
    set_person(says, without_file_name(name));
    return says;
  }
  says.words = found.words;
  const std::string_view before = name.substr(0, found.begin), after = name.substr(found.end);
  if (!names_a_test(after)) says.activity = found.activity;
  says.copy = copy_in(after);
  set_person(says, before);
  if (says.person.empty() && says.copy == 0) set_person(says, after);
  return says;
}

}  // namespace grader
