#include "grade/room/submissions.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "grade/intake.hpp"
#include "grade/report.hpp"
#include "grade/room/unpacking.hpp"
#include "table/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;
using Activities = std::vector<const Kit::Activity*>;

/// What somebody else has written, fit for one line of ours.
std::string on_one_line(const std::string& untrusted) {
  std::string text;
  for (const char c : escaped(untrusted))
    text += c == '\n' ? "\\x0a" : c == '\t' ? "\\x09" : std::string{c};
  return text;
}

/// Takes in one answer, and writes down why if there is none.
template <class TakeIn>
void take(Submission& submission, const Kit::Activity& activity, TakeIn take_in_one) {
  const std::string& folder = activity.tests.folder;
  try {
    std::string text = take_in_one();
    check_text(text, activity.source());
    submission.texts[folder] = std::move(text);
  } catch (const NotHandedIn&) {
    return;
  } catch (const std::exception& refusal) {
    submission.refused[folder] = refusal.what();
  }
}

void take_folder(Submission& submission, const fs::path& path, const Activities& activities) {
  for (const Kit::Activity* activity : activities)
    take(submission, *activity, [&] { return take_in(path, *activity); });
}

void take_file(Submission& submission, const fs::path& path, const Activities& activities) {
  const std::string name = path.filename().string();
  for (const Kit::Activity* activity : activities) {
    const bool names_it =
        name == activity->source() || name.find(activity->tests.folder) != std::string::npos;
    if (!names_it && activities.size() > 1) continue;
    return take(submission, *activity, [&] { return take_in(path, *activity); });
  }
  submission.sentence = "Of which activity is it? Its name must say so, as in NN_name.cpp.";
}

void take_archive(Submission& submission, const fs::path& path, const Activities& activities,
                  const Kit& kit, Level level) {
  std::vector<std::string> places;
  for (const Kit::Activity* activity : activities)
    std::ranges::move(places_of(*activity), std::back_inserter(places));
  Unpacked unpacked = unpack(path, places, kit, level);
  if (!unpacked.sentence.empty()) {
    submission.sentence = on_one_line(fmt::format("Of the archive: {}.", unpacked.sentence));
    return;
  }
  for (const Kit::Activity* activity : activities)
    take(submission, *activity, [&]() -> std::string {
      for (const std::string& place : places_of(*activity)) {
        if (const auto text = unpacked.texts.find(place); text != unpacked.texts.end())
          return text->second;
        if (const auto why = unpacked.refused.find(place); why != unpacked.refused.end())
          throw Stopped{Verdict::not_built, fmt::format("{} {}.", place, why->second)};
      }
      throw NotHandedIn{activity->source() + " is not there."};
    });
}

/// What it is called without what says that it is an archive, or C++.
std::string name_of(const fs::path& path, bool is_folder) {
  fs::path name = path.filename();
  if (!is_folder && (is_archive(name) || name.extension() == ".cpp")) name.replace_extension();
  if (!is_folder && name.extension() == ".tar") name.replace_extension();
  return on_one_line(name.string());
}

Submission taken(const fs::path& path, const Activities& activities, const Kit& kit, Level level) {
  std::error_code unreadable;
  const fs::file_status status = fs::symlink_status(path, unreadable);
  Submission submission{.name = name_of(path, fs::is_directory(status))};
  if (fs::is_symlink(status))
    submission.sentence = "It is a link.";
  else if (fs::is_directory(status))
    take_folder(submission, path, activities);
  else if (!fs::is_regular_file(status))
    submission.sentence = "It is no folder and no regular file.";
  else if (is_archive(path))
    take_archive(submission, path, activities, kit, level);
  else if (path.extension() == ".cpp")
    take_file(submission, path, activities);
  else
    submission.sentence = "It is no folder, no archive that we read, and no .cpp file.";
  if (!submission.sentence.empty() || !submission.texts.empty()) return submission;
  std::vector<std::string> wanted;
  for (const Kit::Activity* activity : activities) wanted.push_back(activity->source());
  submission.sentence =
      submission.refused.empty()
          ? fmt::format("It holds nothing of what was asked for: {}.", fmt::join(wanted, ", "))
          : on_one_line(submission.refused.begin()->second);
  return submission;
}

}  // namespace

std::vector<Submission> submissions_in(const fs::path& folder, const Activities& activities,
                                       const Kit& kit, Level level) {
  std::error_code unreadable;
  std::vector<Submission> all;
  for (fs::directory_iterator entry{folder, unreadable}, end; !unreadable && entry != end;
       entry.increment(unreadable))
    if (!entry->path().filename().string().starts_with('.'))
      all.push_back(taken(entry->path(), activities, kit, level));
  if (unreadable)
    throw table::BadInput{
        fmt::format("{}: cannot be read: {}", folder.string(), unreadable.message())};
  std::ranges::sort(all, {}, &Submission::name);
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].name != all[i - 1].name) continue;
    all[i - 1] = Submission{.name = all[i].name};
    all[i - 1].sentence = "There are several of that name; which one is meant?";
    all.erase(all.begin() + std::ptrdiff_t(i--));
  }
  return all;
}

}  // namespace grader
