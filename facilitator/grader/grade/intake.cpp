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
constexpr off_t bytes_max = 256 * 1024;

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

File open_given(const fs::path& given, const Kit::Activity& activity) {
  constexpr int careful = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  File opened{open(given.c_str(), careful)};
  struct stat about {};
  if (opened.number() < 0 || fstat(opened.number(), &about) != 0)
    refuse(given.filename().string(), errno == ELOOP ? "is a link" : "cannot be opened");
  if (!S_ISDIR(about.st_mode)) return opened;
  for (const std::string& path :
       {"exercises/" + activity.tests.folder + "/" + activity.source(),
        activity.tests.folder + "/" + activity.source(), activity.source()}) {
    File file{open_below(opened.number(), path)};
    if (file.number() >= 0) return file;
    if (errno != ENOENT && errno != ENOTDIR)
      refuse(path, errno == ELOOP || errno == EXDEV ? "is behind a link" : "cannot be opened");
  }
  refuse(activity.source(), "is not there");
}

}  // namespace

std::string take_in(const fs::path& given, const Kit::Activity& activity) {
  const File file = open_given(given, activity);
  struct stat about {};
  checked(fstat(file.number(), &about), "fstat");
  if (!S_ISREG(about.st_mode)) refuse(activity.source(), "is no regular file");
  if (about.st_nlink != 1) refuse(activity.source(), "is known by another name, too: a hard link");
  if (about.st_size > bytes_max) refuse(activity.source(), "is larger than 256 KiB");
  std::string text(std::size_t(bytes_max) + 1, '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t got = read(file.number(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (checked(int(got), "read") == 0) break;
    done += std::size_t(got);
  }
  if (done > std::size_t(bytes_max)) refuse(activity.source(), "is larger than 256 KiB");
  text.resize(done);
  if (text.find('\0') != std::string::npos) refuse(activity.source(), "holds a NUL: it is no text");
  return text;
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
