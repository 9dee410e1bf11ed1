#include "grade/finding.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace grader {

namespace {

std::vector<std::string_view> parts_of(std::string_view path) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t slash = path.find('/');
    parts.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return parts;
    path.remove_prefix(slash + 1);
  }
}

/// Rank of a file's name as the name of an answer; less is better.
enum Form { exact, spelled_otherwise, named_with_more, only_one, no_answer };

/// Returns the number of files of the answer with the extension of `wanted`.
std::ptrdiff_t files_like(const Part& wanted, const Search& search) {
  return std::ranges::count_if(
      search.activities[wanted.activity].answer_files(),
      [&](const std::string& file) { return is_source(last_of(wanted.file), file); });
}

Form form_of(std::string_view file, const Part& wanted, const Search& search) {
  if (!is_source(file, wanted.file)) return no_answer;
  const std::string_view name = last_of(wanted.file);
  if (file == name) return exact;
  if (squeezed(stem_of(file)) == squeezed(stem_of(name))) return spelled_otherwise;
  const NameSays says = read_name(file, search);
  if (says.activity != wanted.activity) return no_answer;
  return says.words == squeezed(stem_of(name)) || files_like(wanted, search) == 1 ? named_with_more
                                                                                  : no_answer;
}

/// Returns true if another activity has a file of the same name.
bool is_shared(const Part& wanted, const Search& search) {
  return std::ranges::any_of(parts_of(search, search.activities.size()), [&](const Part& other) {
    return other.activity != wanted.activity && last_of(other.file) == last_of(wanted.file);
  });
}

/// Returns true if a folder above the file is that of another activity.
bool is_in_another(const std::vector<std::string_view>& parts, const Part& wanted,
                   const Search& search) {
  for (std::size_t i = 0; i < search.activities.size(); ++i)
    for (std::size_t at = 0; at + 1 < parts.size() && i != wanted.activity; ++at)
      if (squeezed(parts[at]) == squeezed(search.activities[i].folder)) return true;
  return false;
}

/// Rank of a place; less is better.
using Rank = std::tuple<bool, std::size_t, Form, int, int>;

std::optional<Rank> rank_of(const Entry& entry, const Part& wanted, const Search& search,
                            bool is_only_source) {
  const std::vector<std::string_view> parts = parts_of(entry.path);
  for (const std::string_view part : parts)
    if (part.empty() || part == ".." || is_clutter(part)) return std::nullopt;
  const std::string_view file = parts.back();
  Form form = form_of(file, wanted, search);
  if (form == no_answer && is_only_source) form = only_one;
  if (form == no_answer) return std::nullopt;
  const std::string folder = squeezed(search.activities[wanted.activity].folder);
  std::size_t above = parts.size() - 1;  // folders above the file, or above its tree of the kit
  const std::size_t slash = wanted.file.find('/');
  if (slash != std::string::npos && above > 0 &&
      squeezed(parts[above - 1]) == squeezed(wanted.file.substr(0, slash)))
    --above;
  int place = 2;
  if (above > 0 && squeezed(parts[above - 1]) == folder) {
    --above;
    place = 1;
    if (above > 0 && parts[above - 1] == "exercises") {
      --above;
      place = 0;
    }
  }
  // a name that several activities have needs a folder or a number
  const bool is_vague = place == 2 && form != named_with_more && is_shared(wanted, search);
  if (is_vague && (search.asked != 1 || is_in_another(parts, wanted, search))) return std::nullopt;
  return Rank{!entry.objection.empty(), above, form, place, -read_name(file, search).copy};
}

/// Returns the index of the only file with the extension of `wanted`, if only one activity is
/// requested, and its answer has only one such file; else `none`.
std::size_t only_source(const std::vector<Entry>& entries, const Part& wanted,
                        const Search& search) {
  std::size_t found = none;
  if (search.asked != 1 || files_like(wanted, search) != 1) return none;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::vector<std::string_view> parts = parts_of(entries[i].path);
    const bool is_one =
        is_source(parts.back(), wanted.file) && std::ranges::none_of(parts, is_clutter);
    if (is_one && found != none) return none;
    if (is_one) found = i;
  }
  // a file named after another activity does not count
  if (found == none) return none;
  const std::size_t named = read_name(parts_of(entries[found].path).back(), search).activity;
  return named == none || named == wanted.activity ? found : none;
}

}  // namespace

std::vector<std::size_t> found_among(const std::vector<Entry>& entries, const Part& wanted,
                                     const Search& search) {
  const std::size_t only = only_source(entries, wanted, search);
  std::optional<Rank> best;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto rank = rank_of(entries[i], wanted, search, i == only);
    if (!rank || (best && *best < *rank)) continue;
    if (!best || *rank < *best) found.clear();
    best = rank;
    found.push_back(i);
  }
  return found;
}

std::string several(const std::vector<std::string>& paths) {
  std::string list;
  const std::size_t shown = std::min<std::size_t>(paths.size(), 3);
  for (std::size_t i = 0; i < shown; ++i)
    list += (i == 0 ? "" : i + 1 == shown && shown == paths.size() ? " and " : ", ") + paths[i];
  if (shown < paths.size()) list += " and more";
  return list + " are different answers: keep the one that counts";
}

}  // namespace grader
