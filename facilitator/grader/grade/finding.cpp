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

Form form_of(std::string_view file, std::size_t activity, const Search& search) {
  const Search::Activity& wanted = search.activities[activity];
  if (!is_source(file, wanted.ending)) return no_answer;
  if (file == wanted.source()) return exact;
  if (squeezed(file.substr(0, file.rfind('.'))) == squeezed(wanted.name()))
    return spelled_otherwise;
  return read_name(file, search).activity == activity ? named_with_more : no_answer;
}

/// Rank of a place; less is better.
using Rank = std::tuple<bool, std::size_t, Form, int, int>;

std::optional<Rank> rank_of(const Entry& entry, std::size_t activity, const Search& search,
                            bool is_only_source) {
  const std::vector<std::string_view> parts = parts_of(entry.path);
  for (const std::string_view part : parts)
    if (part.empty() || part == ".." || is_clutter(part)) return std::nullopt;
  const std::string_view file = parts.back();
  Form form = form_of(file, activity, search);
  if (form == no_answer && is_only_source) form = only_one;
  if (form == no_answer) return std::nullopt;
  const std::string folder = squeezed(search.activities[activity].folder);
  std::size_t above = parts.size() - 1;  // folders above the file, or above its tree of the kit
  int place = 2;
  if (above > 0 && squeezed(parts[above - 1]) == folder) {
    --above;
    place = 1;
    if (above > 0 && parts[above - 1] == "exercises") {
      --above;
      place = 0;
    }
  }
  return Rank{!entry.objection.empty(), above, form, place, -read_name(file, search).copy};
}

/// Returns the index of the only source file, if only one activity is requested; else `none`.
std::size_t only_source(const std::vector<Entry>& entries, std::size_t activity,
                        const Search& search) {
  std::size_t found = none;
  if (search.asked != 1) return none;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const std::vector<std::string_view> parts = parts_of(entries[i].path);
    const bool is_one = is_source(parts.back(), search.activities[activity].ending) &&
                        std::ranges::none_of(parts, is_clutter);
    if (is_one && found != none) return none;
    if (is_one) found = i;
  }
  // a file named after another activity does not count
  if (found == none) return none;
  const std::size_t named = read_name(parts_of(entries[found].path).back(), search).activity;
  return named == none || named == activity ? found : none;
}

}  // namespace

std::vector<std::size_t> answer_among(const std::vector<Entry>& entries, std::size_t activity,
                                      const Search& search) {
  const std::size_t only = only_source(entries, activity, search);
  std::optional<Rank> best;
  std::vector<std::size_t> found;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto rank = rank_of(entries[i], activity, search, i == only);
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
