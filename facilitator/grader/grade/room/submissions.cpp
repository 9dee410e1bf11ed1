#include "grade/room/submissions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "grade/report.hpp"
#include "results/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

/// Returns text of a participant, escaped for one line.
std::string on_one_line(const std::string& untrusted) {
  std::string text;
  for (const char c : escaped(untrusted))
    text += c == '\n' ? "\\x0a" : c == '\t' ? "\\x09" : std::string{c};
  return text;
}

Piece piece_of(const fs::path& path, const Search& search, HandedIn handed_in) {
  Piece piece{path.filename().string(), {}, std::move(handed_in)};
  piece.name = read_name(piece.file, search);
  return piece;
}

/// Returns the sorted names of the entries of `folder`.
std::vector<fs::path> listed(const fs::path& folder) {
  std::error_code unreadable;
  std::vector<fs::path> all;
  for (fs::directory_iterator entry{folder, unreadable}, end; !unreadable && entry != end;
       entry.increment(unreadable))
    all.push_back(entry->path());
  if (unreadable)
    throw results::BadInput{
        fmt::format("{}: cannot be read: {}", folder.string(), unreadable.message())};
  std::ranges::sort(all);
  return all;
}

/// Returns true if Canvas or Moodle has named the entries of a folder: then the folder is a
/// download, not a person's submission.
bool is_download(const fs::path& folder) {
  std::error_code unreadable;
  for (fs::directory_iterator entry{folder, unreadable}, end; !unreadable && entry != end;
       entry.increment(unreadable))
    if (is_named_by_a_platform(entry->path().filename().string())) return true;
  return false;
}

class Reader {
 public:
  Reader(const Activities& activities, const Kit& kit, Level level)
      : activities_{activities}, kit_{kit}, level_{level}, search_{search_for(kit, activities)} {}

  void read(const fs::path& path) {
    const std::string name = path.filename().string();
    const bool is_folder = fs::is_directory(fs::symlink_status(path));
    if (is_clutter(name)) {
      passed_over.push_back(on_one_line(name));
    } else if (is_folder && is_download(path)) {
      for (const fs::path& inner : listed(path)) read(inner);
    } else {
      pieces.push_back(piece_of(path, search_, take_in(path, activities_, kit_, level_)));
    }
  }
  std::vector<Piece> pieces;
  std::vector<std::string> passed_over;

 private:
  const Activities& activities_;
  const Kit& kit_;
  Level level_;
  Search search_;
};

using Group = std::vector<const Piece*>;

/// Returns the piece with a file of an answer, of several pieces of one person: the copy with the
/// highest number counts. Empty if they differ and have no number.
const Piece* piece_with(const HandedIn::Key& key, const Group& group) {
  const Piece* best = nullptr;
  bool is_clear = true;
  for (const Piece* piece : group) {
    const auto text = piece->handed_in.texts.find(key);
    if (text == piece->handed_in.texts.end()) continue;
    const bool is_same = best != nullptr && best->handed_in.texts.at(key) == text->second;
    if (best == nullptr || piece->name.copy > best->name.copy) {
      best = piece;
      is_clear = true;
    } else if (piece->name.copy == best->name.copy && !is_same) {
      is_clear = false;
    }
  }
  return is_clear ? best : nullptr;
}

std::set<HandedIn::Key> answered(const Group& group) {
  std::set<HandedIn::Key> keys;
  for (const Piece* piece : group)
    for (const auto& [key, text] : piece->handed_in.texts) keys.insert(key);
  return keys;
}

bool is_clear(const Group& group) {
  return std::ranges::all_of(
      answered(group), [&](const HandedIn::Key& key) { return piece_with(key, group) != nullptr; });
}

HandedIn together(const Group& group) {
  HandedIn all;
  for (const Piece* piece : group) {
    all.refused.insert(piece->handed_in.refused.begin(), piece->handed_in.refused.end());
    const auto& whole = piece->handed_in.whole;
    if (whole && (!all.whole || all.whole->verdict == Verdict::not_handed_in)) all.whole = whole;
  }
  for (const HandedIn::Key& key : answered(group)) {
    all.refused.erase(key);
    if (const Piece* piece = piece_with(key, group)) {
      all.texts[key] = piece->handed_in.texts.at(key);
      continue;
    }
    std::vector<std::string> files;
    for (const Piece* piece : group)
      if (piece->handed_in.texts.contains(key)) files.push_back(piece->file);
    all.refused.insert_or_assign(key, HandedIn::Refusal{Verdict::not_built, several(files) + "."});
  }
  if (!all.texts.empty() || !all.refused.empty()) all.whole = std::nullopt;
  for (auto& [key, why] : all.refused) why.sentence = on_one_line(why.sentence);
  if (all.whole) all.whole->sentence = on_one_line(all.whole->sentence);
  return all;
}

}  // namespace

HandIns submissions_in(const fs::path& folder, const Activities& activities, const Kit& kit,
                       Level level) {
  return SubmissionsFolder{folder, activities, kit, level}.read();
}

HandIns SubmissionsFolder::read(const std::set<std::string>& changed,
                                const std::set<std::string>& busy) {
  std::map<std::string, Entry> entries;
  for (const fs::path& path : listed(folder_)) {
    const std::string name = path.filename().string();
    const auto known = entries_.find(name);
    const bool is_known = known != entries_.end();
    if (is_known && (busy.contains(name) || !changed.contains(name))) {
      entries[name] = std::move(known->second);
    } else if (!busy.contains(name)) {
      Reader reader{activities_, kit_, level_};
      reader.read(path);
      entries[name] = {std::move(reader.pieces), std::move(reader.passed_over)};
    }
  }
  entries_ = std::move(entries);
  // answers whose names have no person belong to the name of the folder
  const std::string nameless = fs::canonical(folder_).filename().string();
  std::map<std::string, Group> people;
  HandIns all;
  for (const auto& [entry, read] : entries_) {
    for (const Piece& piece : read.pieces)
      people[piece.name.person.empty() ? nameless : piece.name.person].push_back(&piece);
    all.passed_over.insert(all.passed_over.end(), read.passed_over.begin(), read.passed_over.end());
  }
  const auto add = [&](const std::string& name, const Group& group) {
    all.submissions.push_back({on_one_line(name), together(group)});
  };
  for (const auto& [name, group] : people) {
    std::map<std::string, Group> numbered;
    for (const Piece* piece : group) numbered[piece->name.longer].push_back(piece);
    if (is_clear(group) || numbered.size() == 1) {
      add(name, group);
      continue;
    }
    for (const auto& [longer, some] : numbered) add(longer.empty() ? nameless : longer, some);
  }
  std::ranges::sort(all.submissions, {}, &Submission::name);
  return all;
}

}  // namespace grader
