#include "grade/intake.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "eda/detail/text.hpp"
#include "grade/folder.hpp"
#include "grade/report.hpp"
#include "grade/room/unpacking.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t archives_max = 8;

HandedIn::Refusal refusal_of(const Stopped& stopped) { return {stopped.verdict, stopped.what()}; }

HandedIn::Key key_of(const Part& part, const Search& search) {
  return {search.activities.at(part.activity).folder, part.file};
}

/// Adds a file of an answer, or the reason why there is none. `read` throws Stopped, and returns an
/// empty optional if it was not handed in.
template <class Read>
void add(HandedIn& all, const HandedIn::Key& key, Read read) {
  try {
    if (std::optional<std::string> text = read()) all.texts[key] = std::move(*text);
  } catch (const Stopped& stopped) {
    all.refused.insert_or_assign(key, refusal_of(stopped));
  }
}

/// Returns the one text of several files. Throws if they differ, since no rule chooses one.
std::string only_text(const std::vector<std::string>& paths,
                      const std::vector<std::string>& texts) {
  if (std::ranges::any_of(texts, [&](const std::string& one) { return one != texts.front(); }))
    throw Stopped{Verdict::not_built, several(paths) + "."};
  return texts.front();
}

std::optional<std::string> found_in(const Given& folder, const std::vector<Entry>& entries,
                                    const Part& part, const Search& search) {
  std::vector<std::string> paths, texts;
  for (const std::size_t i : found_among(entries, part, search)) {
    if (!entries[i].objection.empty())
      throw Stopped{Verdict::not_built,
                    fmt::format("{} {}.", entries[i].path, entries[i].objection)};
    paths.push_back(entries[i].path);
    texts.push_back(folder.text(entries[i].path));
  }
  if (texts.empty()) return std::nullopt;
  return only_text(paths, texts);
}

HandedIn from_archive(const fs::path& archive, const Search& search, const Kit& kit, Level level) {
  Unpacked unpacked = unpack(archive, search, kit, level);
  HandedIn all;
  if (!unpacked.sentence.empty())
    all.whole = {Verdict::not_built,
                 fmt::format("{}: {}.", archive.filename().string(), unpacked.sentence)};
  for (const auto& [key, why] : unpacked.refused)
    all.refused.insert_or_assign(key, HandedIn::Refusal{Verdict::not_built, why + "."});
  for (const auto& [key, text] : unpacked.texts)
    add(all, key, [&, &name = key.second, &text = text] {
      check_text(text, name);
      return std::optional{text};
    });
  return all;
}

/// Looks in the archives in a folder for the answers that it has no file of.
void add_archives(HandedIn& all, const fs::path& folder, const std::vector<Entry>& entries,
                  const Search& search, const Kit& kit, Level level) {
  std::vector<fs::path> archives;
  for (const Entry& entry : entries)
    if (entry.objection.empty() && is_archive(entry.path)) archives.push_back(folder / entry.path);
  if (archives.size() > archives_max) return;
  std::map<HandedIn::Key, std::vector<std::string>> paths, texts;
  for (const fs::path& archive : archives) {
    const HandedIn inside = from_archive(archive, search, kit, level);
    for (const auto& [key, text] : inside.texts) {
      paths[key].push_back(archive.filename().string());
      texts[key].push_back(text);
    }
    for (const auto& [key, why] : inside.refused) all.refused.insert({key, why});
    if (inside.whole) all.whole = inside.whole;
  }
  for (const auto& [key, found] : texts) {
    if (all.texts.contains(key)) continue;
    all.refused.erase(key);
    add(all, key,
        [&, &name = key, &found = found] { return std::optional{only_text(paths[name], found)}; });
  }
}

HandedIn from_folder(const fs::path& path, const Given& folder, const Search& search,
                     const std::function<void(HandedIn&, const std::vector<Entry>&)>& more) {
  HandedIn all;
  const std::vector<Entry> entries = folder.entries();
  const std::vector<Part> parts = parts_of(search, search.asked);
  for (const Part& part : parts)
    add(all, key_of(part, search), [&] { return found_in(folder, entries, part, search); });
  if (all.texts.size() + all.refused.size() < parts.size()) more(all, entries);
  if (!all.texts.empty() || !all.refused.empty() || all.whole) return all;
  const auto link = std::ranges::find(entries, "is a symbolic link", &Entry::objection);
  if (link != entries.end())
    all.whole = {Verdict::not_handed_in,
                 fmt::format("{} has no answer, and links in it ({}) are not followed.",
                             path.filename().string(), link->path)};
  return all;
}

HandedIn from_file(const fs::path& path, const Given& file, const Search& search) {
  const std::string name = path.filename().string();
  HandedIn all;
  for (const Part& part : parts_of(search, search.asked))
    if (!found_among({{name}}, part, search).empty())
      add(all, key_of(part, search), [&] { return std::optional{file.text()}; });
  if (!all.texts.empty() || !all.refused.empty()) return all;
  const std::vector<Part> parts = parts_of(search, search.activities.size());
  const auto like =
      std::ranges::find_if(parts, [&](const Part& part) { return is_source(name, part.file); });
  all.whole = {Verdict::not_handed_in,
               like == parts.end()
                   ? name + " is not a folder, a readable archive or a file of an answer."
                   : fmt::format("{} names no requested activity. Rename it, for example to "
                                 "NAME_{}_{}.",
                                 name, search.activities[like->activity].folder.substr(0, 2),
                                 last_of(like->file))};
  return all;
}

HandedIn taken(const fs::path& given, const Search& search, const Kit& kit, Level level) {
  const Given opened{given};
  if (!opened.is_folder() && is_archive(given.filename().string()))
    return from_archive(given, search, kit, level);
  if (!opened.is_folder()) return from_file(given, opened, search);
  return from_folder(given, opened, search, [&](HandedIn& all, const std::vector<Entry>& entries) {
    add_archives(all, given, entries, search, kit, level);
  });
}

}  // namespace

bool HandedIn::has_some(const Kit::Activity& activity) const {
  return std::ranges::any_of(activity.files(), [&](const std::string& file) {
    const Key key{activity.tests.folder, file};
    return texts.contains(key) || refused.contains(key);
  });
}

Files HandedIn::files(const Kit::Activity& activity) const {
  Files found;
  for (const std::string& file : activity.files()) {
    const Key key{activity.tests.folder, file};
    if (const auto why = refused.find(key); why != refused.end())
      throw Stopped{why->second.verdict, why->second.sentence};
    if (const auto text = texts.find(key); text != texts.end()) found[file] = text->second;
  }
  if (!found.empty()) return found;
  if (whole) throw Stopped{whole->verdict, whole->sentence};
  throw Stopped{Verdict::not_handed_in,
                fmt::format("{} {} not handed in.", fmt::join(activity.files(), ", "),
                            activity.files().size() == 1 ? "was" : "were")};
}

Search search_for(const Kit& kit, const Activities& asked) {
  Search search;
  search.asked = asked.size();
  const auto add_one = [&](const Kit::Activity& activity) {
    search.activities.push_back({activity.tests.folder, activity.files()});
  };
  for (const Kit::Activity* activity : asked) add_one(*activity);
  for (const Kit::Activity& activity : kit.activities)
    if (std::ranges::find(search.activities, activity.tests.folder, &Search::Activity::folder) ==
        search.activities.end())
      add_one(activity);
  return search;
}

HandedIn take_in(const fs::path& given, const Activities& asked, const Kit& kit, Level level) {
  const Search search = search_for(kit, asked);
  HandedIn all;
  try {
    all = taken(given, search, kit, level);
  } catch (const Stopped& stopped) {
    all.whole = refusal_of(stopped);
  } catch (const std::exception& error) {
    all.whole = {Verdict::infra_error, error.what()};
  }
  if (!all.texts.empty()) all.whole = std::nullopt;
  if (!all.texts.empty() || !all.refused.empty() || all.whole) return all;
  std::vector<std::string> wanted;
  for (const Kit::Activity* activity : asked)
    wanted.push_back(fmt::format("{}", fmt::join(activity->files(), ", ")));
  all.whole = {Verdict::not_handed_in,
               fmt::format("{} has no answer to a requested activity. Expected: {}.",
                           given.filename().string(), fmt::join(wanted, ", "))};
  return all;
}

Files take_in(const fs::path& given, const Kit::Activity& activity) {
  const Given opened{given};
  const Search search = search_for({}, {&activity});
  if (opened.is_folder())
    return from_folder(given, opened, search, [](HandedIn&, const std::vector<Entry>&) {})
        .files(activity);
  const std::vector<std::string> files = activity.files();
  if (files.size() == 1) return {{files.front(), opened.text()}};
  const std::string name = given.filename().string();
  for (const Part& part : parts_of(search, 1))
    if (!found_among({{name}}, part, search).empty()) return {{part.file, opened.text()}};
  throw Stopped{Verdict::not_handed_in,
                fmt::format("{} could be any of {}: name it after one of them.", name,
                            fmt::join(files, ", "))};
}

void check_text(const std::string& text, const std::string& source) {
  if (const auto flaw = eda::detail::flaw_in_text_file(text, answer_bytes_max))
    throw Stopped{Verdict::not_built, fmt::format("{} {}.", source, *flaw)};
}

}  // namespace grader
