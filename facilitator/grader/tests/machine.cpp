#include "tests/machine.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <fstream>

namespace {

namespace fs = std::filesystem;

/// Returns a description of a file: bytes of small ones, size of large ones; owner, mode, links,
/// time.
std::string what_is_at(const fs::path& path) {
  struct stat about {};
  if (lstat(path.c_str(), &about) != 0) return "gone";
  std::string text = fmt::format("mode {:o}, user {}, {} links, {} bytes, changed at {}.{}",
                                 about.st_mode, about.st_uid, about.st_nlink, about.st_size,
                                 about.st_mtim.tv_sec, about.st_mtim.tv_nsec);
  constexpr off_t small = 1 << 20;
  if (!S_ISREG(about.st_mode) || about.st_size > small) return text;
  std::ifstream stream{path, std::ios::binary};
  return text + "\n" + std::string{std::istreambuf_iterator<char>{stream}, {}};
}

void everybody_may_write(const fs::path& folder) {
  fs::create_directories(folder);
  fs::permissions(folder, fs::perms{0777});
  std::ofstream{folder / "canary"} << "it sings\n";
  fs::permissions(folder / "canary", fs::perms{0666});
}

}  // namespace

Machine::Machine(fs::path outside, std::vector<fs::path> files)
    : outside_{std::move(outside)},
      shared_memory_{shared_memory_for(outside_)},
      watched_{std::move(files)} {
  everybody_may_write(outside_);
  if (fs::exists(shared_memory_.parent_path())) everybody_may_write(shared_memory_);
  before_ = seen();
}

fs::path Machine::shared_memory_for(const fs::path& outside) {
  return fs::path{"/dev/shm"} / outside.parent_path().filename();
}

Machine::~Machine() {
  std::error_code nobody_minds;
  fs::remove_all(shared_memory_, nobody_minds);
}

std::map<std::string, std::string> Machine::seen() const {
  std::map<std::string, std::string> all;
  std::vector<fs::path> roots{outside_, shared_memory_};
  roots.insert(roots.end(), watched_.begin(), watched_.end());
  for (const fs::path& root : roots) {
    all[root.string()] = what_is_at(root);
    if (!fs::is_directory(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator{root})
      all[entry.path().string()] = what_is_at(entry.path());
  }
  return all;
}

std::vector<std::string> Machine::complaints() const {
  std::vector<std::string> all;
  const auto now = seen();
  for (const auto& [path, what] : now) {
    const auto found = before_.find(path);
    if (found == before_.end())
      all.push_back("is new: " + path);
    else if (found->second != what)
      all.push_back("has changed: " + path);
  }
  for (const auto& [path, what] : before_)
    if (!now.contains(path)) all.push_back("is gone: " + path);
  return all;
}
