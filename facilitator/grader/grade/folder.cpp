#include "grade/folder.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "grade/intake.hpp"
#include "grade/verdict.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t entries_max = 100'000;

[[noreturn]] void refuse(const std::string& name, const std::string& why) {
  throw Stopped{Verdict::not_built, fmt::format("{} {}.", name, why)};
}

/// Throws the reason why `name` cannot be read. Missing permissions and errors of the machine are
/// no fault of the participant.
[[noreturn]] void refuse_to_read(const std::string& name, int error) {
  if (error == ELOOP || error == EXDEV) refuse(name, "is a symbolic link, or is behind one");
  const std::string why = std::generic_category().message(error);
  constexpr std::array ours{EACCES, EPERM, EIO, EMFILE, ENFILE, ENOMEM, ESTALE};
  if (std::ranges::count(ours, error) == 0) refuse(name, "cannot be read: " + why);
  throw Stopped{
      Verdict::infra_error,
      fmt::format("The grader cannot read {}: {}. Make it readable, and grade again.", name, why)};
}

/// Opens a file without following symbolic links, and without waiting for a writer of a pipe.
int open_below(int folder, const std::string& path) {
  open_how how{};
  how.flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
  return int(syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
}

std::string text_in(const File& file, const std::string& name) {
  struct stat about {};
  checked(fstat(file.number(), &about), "fstat");
  if (!S_ISREG(about.st_mode)) refuse(name, "is not a regular file");
  if (about.st_size > answer_bytes_max) refuse(name, "is larger than 256 KiB");
  std::string text(std::size_t(answer_bytes_max) + 1, '\0');
  std::size_t done = 0;
  while (done < text.size()) {
    const ssize_t got = read(file.number(), text.data() + done, text.size() - done);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) refuse_to_read(name, errno);
    if (got == 0) break;
    done += std::size_t(got);
  }
  text.resize(done);
  check_text(text, name);
  return text;
}

std::string objection_to(const fs::file_status& status) {
  if (fs::is_symlink(status)) return "is a symbolic link";
  return fs::is_regular_file(status) ? "" : "is not a regular file";
}

}  // namespace

Given::Given(const fs::path& path) : path_{path} {
  constexpr int careful = O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY;
  opened_ = File{open(path.c_str(), careful)};
  const std::string name = path.filename().string();
  if (opened_.number() < 0 && errno == ENXIO)
    refuse(name, "is not a folder and not a regular file");
  if (opened_.number() < 0) refuse_to_read(name, errno);
  struct stat about {};
  checked(fstat(opened_.number(), &about), "fstat");
  is_folder_ = S_ISDIR(about.st_mode);
  if (!is_folder_ && !S_ISREG(about.st_mode))
    refuse(name, "is not a folder and not a regular file");
}

std::vector<Entry> Given::entries() const {
  std::vector<Entry> all;
  const auto fail = [&](const std::error_code& error) {
    if (error) refuse_to_read(path_.filename().string(), error.value());
  };
  std::error_code error;
  fs::recursive_directory_iterator entry{path_, error}, end;
  fail(error);
  while (entry != end) {
    if (all.size() >= entries_max) refuse(path_.filename().string(), "has more than 100000 files");
    const bool is_passed_over = is_clutter(entry->path().filename().string());
    if (is_passed_over) {
      entry.disable_recursion_pending();
    } else {
      const fs::file_status status = entry->symlink_status(error);
      fail(error);
      all.push_back({entry->path().lexically_relative(path_).string(), objection_to(status)});
    }
    entry.increment(error);
    fail(error);
  }
  std::ranges::sort(all, {}, &Entry::path);
  return all;
}

std::string Given::text(const std::string& path) const {
  const File file{open_below(opened_.number(), path)};
  if (file.number() < 0) refuse_to_read(path, errno);
  return text_in(file, path);
}

std::string Given::text() const { return text_in(opened_, path_.filename().string()); }

}  // namespace grader
