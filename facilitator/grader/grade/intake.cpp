#include "grade/intake.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <vector>

#include "box/file.hpp"
#include "grade/verdict.hpp"
#include "table/json_file.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw Stopped{Verdict::not_built, fmt::format("{} {}.", name, why)};
}

/// Follows no link on the way, and does not wait for who may write into a pipe.
int open_below(int folder, const std::string& path) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return int(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
}

/// What `errno` means for who has handed it in.
std::string reason() {
  if (errno == ELOOP || errno == EXDEV) return "is behind a link";
  return "cannot be opened: " + std::generic_category().message(errno);
}

/// The first of `places` that is there.
File open_one(int folder, const std::vector<std::string>& places, const std::string& source) {
  for (const std::string& place : places) {
    File file{open_below(folder, place)};
    if (file.number() >= 0) return file;
    if (errno != ENOENT && errno != ENOTDIR) refuse(place, reason());
  }
  throw NotHandedIn{source + " is not there."};
}

std::string text_in(const File& file, const std::string& source) {
  struct stat about {};
  checked(fstat(file.number(), &about), "fstat");
  if (!S_ISREG(about.st_mode)) refuse(source, "is no regular file");
  if (about.st_nlink != 1) refuse(source, "is known by another name, too: a hard link");
  if (about.st_size > answer_bytes_max) refuse(source, "is larger than 256 KiB");
  std::string text(std::size_t(answer_bytes_max) + 1, '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t got = read(file.number(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (checked(int(got), "read") == 0) break;
    done += std::size_t(got);
  }
  text.resize(done);
  check_text(text, source);
  return text;
}

}  // namespace

void check_text(const std::string& text, const std::string& source) {
  if (text.size() > std::size_t(answer_bytes_max)) refuse(source, "is larger than 256 KiB");
  if (text.empty()) refuse(source, "is empty");
  if (text.find('\0') != std::string::npos) refuse(source, "holds a NUL: it is no text");
}

std::vector<std::string> places_of(const Kit::Activity& activity) {
  const std::string& folder = activity.tests.folder;
  return {"exercises/" + folder + "/" + activity.source(), folder + "/" + activity.source(),
          activity.source()};
}

std::string take_in(const fs::path& given, const Kit::Activity& activity) {
  constexpr int careful = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  const File opened{open(given.c_str(), careful)};
  struct stat about {};
  if (opened.number() < 0 || fstat(opened.number(), &about) != 0)
    refuse(given.filename().string(), errno == ELOOP ? "is a link" : reason());
  if (!S_ISDIR(about.st_mode)) return text_in(opened, activity.source());
  return text_in(open_one(opened.number(), places_of(activity), activity.source()),
                 activity.source());
}

std::string take_in_from_checkout(const fs::path& checkout, const Kit::Activity& activity) {
  const File folder{open(checkout.c_str(), O_RDONLY | O_CLOEXEC | O_DIRECTORY)};
  if (folder.number() < 0) throw table::BadInput{checkout.string() + ": is no folder"};
  return text_in(open_one(folder.number(), {places_of(activity).front()}, activity.source()),
                 activity.source());
}

const Kit::Activity& activity_of(const fs::path& given, const Kit& kit) {
  const Kit::Activity* found = nullptr;
  for (const Kit::Activity& activity : kit.activities) {
    const bool names_it =
        given.filename() == activity.source() || given.filename() == activity.tests.folder;
    if (names_it) found = &activity;
  }
  if (found != nullptr) return *found;
  throw table::BadInput{fmt::format("{}: of which activity is that? Say it, as in --activity=03",
                                    given.filename().string())};
}

}  // namespace grader
