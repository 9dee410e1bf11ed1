#include "grade/scratch_dir.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <vector>

#include "grade/verdict.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

constexpr auto prefix = "ooo-grade-";

/// Returns the locked folder. It is empty if another process has the lock, the folder is gone, or
/// it belongs to another user.
File locked(const fs::path& folder) {
  File file{open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)};
  struct stat about {};
  const bool is_ours = file.number() >= 0 && flock(file.number(), LOCK_EX | LOCK_NB) == 0 &&
                       fstat(file.number(), &about) == 0 && about.st_uid == geteuid() &&
                       about.st_nlink > 0;
  return is_ours ? std::move(file) : File{};
}

void clear_away(const fs::path& folder) {
  std::error_code nobody_minds;
  fs::remove_all(folder, nobody_minds);
}

}  // namespace

ScratchDir::ScratchDir() {
  // before a new folder is locked, another grader may take it for an abandoned one and remove it
  for (int attempt = 0; attempt < 100 && lock_.number() < 0; ++attempt) {
    std::string name = (fs::temp_directory_path() / prefix).string() + "XXXXXX";
    if (mkdtemp(name.data()) == nullptr)
      throw Stopped{
          Verdict::infra_error,
          fmt::format(
              "No temporary folder can be created in {}: {}. Free some space or set TMPDIR.",
              fs::temp_directory_path().string(), std::generic_category().message(errno))};
    folder_ = name;
    lock_ = locked(folder_);
  }
  fs::permissions(folder_, fs::perms{0711});
}

ScratchDir::~ScratchDir() { clear_away(folder_); }

void remove_abandoned_scratch_dirs() {
  std::error_code unreadable;
  std::vector<fs::path> found;
  for (fs::directory_iterator file{fs::temp_directory_path(unreadable), unreadable}, end;
       !unreadable && file != end; file.increment(unreadable))
    if (file->path().filename().string().starts_with(prefix)) found.push_back(file->path());
  for (const fs::path& folder : found)
    if (const File lock = locked(folder); lock.number() >= 0) clear_away(folder);
}

}  // namespace grader
