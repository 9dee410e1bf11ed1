#include "grade/room/folder_watch.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/inotify.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>
#include <climits>
#include <cstring>

namespace grader {

namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

constexpr unsigned changes = IN_CREATE | IN_MODIFY | IN_CLOSE_WRITE | IN_ATTRIB | IN_MOVED_FROM |
                             IN_MOVED_TO | IN_DELETE | IN_DELETE_SELF | IN_MOVE_SELF;
constexpr auto look_over_a_network = 2000ms;

/// Returns true for file systems that other machines may write: NFS, SMB, 9P, Ceph, AFS, FUSE.
bool is_on_a_network(const fs::path& folder) {
  struct statfs about {};
  if (statfs(folder.c_str(), &about) != 0) return true;
  constexpr std::array<unsigned long, 8> types{0x6969,     0x517B,   0xFF534D42, 0xFE534D42,
                                               0x01021997, 0xC36400, 0x5346414F, 0x65735546};
  return std::ranges::count(types, static_cast<unsigned long>(about.f_type) & 0xFFFFFFFF) > 0;
}

std::string entry_of(const fs::path& path) { return path.begin()->string(); }

bool is_below(const fs::path& path, const fs::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

}  // namespace

FolderWatch::FolderWatch(const fs::path& folder)
    : FolderWatch{folder, {.look_every = is_on_a_network(folder) ? look_over_a_network : 0ms}} {}

FolderWatch::FolderWatch(const fs::path& folder, Pace pace)
    : folder_{fs::canonical(folder)},
      pace_{pace},
      events_{checked(inotify_init1(IN_NONBLOCK | IN_CLOEXEC), "inotify_init1")} {
  add(".");
  if (pace_.look_every > 0ms) looks_ = looks();
  latest_look_ = Clock::now();
}

void FolderWatch::add(const fs::path& below) {
  const fs::path path = folder_ / below;
  const int watch =
      inotify_add_watch(events_.number(), path.c_str(), changes | IN_ONLYDIR | IN_DONT_FOLLOW);
  // the kernel may allow no more (fs.inotify.max_user_watches)
  if (watch < 0 && errno == ENOSPC && pace_.look_every == 0ms) {
    pace_.look_every = look_over_a_network;
    looks_ = looks();
  }
  if (watch < 0) return;  // also: it has been removed meanwhile
  watched_[watch] = below;
  std::error_code gone;
  for (fs::directory_iterator entry{path, gone}, end; !gone && entry != end; entry.increment(gone))
    if (fs::is_directory(entry->symlink_status(gone)))
      add(below == "." ? entry->path().filename() : below / entry->path().filename());
}

void FolderWatch::forget(const fs::path& below) {
  for (auto& [watch, path] : watched_)
    if (is_below(path, below)) inotify_rm_watch(events_.number(), watch);
  std::erase_if(watched_, [&](const auto& each) { return is_below(each.second, below); });
  std::erase_if(changing_[entry_of(below)].written,
                [&](const fs::path& file) { return is_below(file, below); });
}

void FolderWatch::touch_all() {
  std::error_code gone;
  for (fs::directory_iterator entry{folder_, gone}, end; !gone && entry != end;
       entry.increment(gone))
    touch(entry->path().filename().string());
}

void FolderWatch::notice(int watch, unsigned mask, const char* name) {
  if ((mask & IN_Q_OVERFLOW) != 0) {  // changes were lost
    add(".");
    return touch_all();
  }
  const auto found = watched_.find(watch);
  if (found == watched_.end()) return;
  if ((mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT)) != 0) {
    is_gone_ = is_gone_ || found->second == ".";
    return;
  }
  if ((mask & IN_IGNORED) != 0) {
    watched_.erase(found);
    return;
  }
  if (*name == '\0') return;  // of a folder; the one above it reports the same
  const fs::path path = found->second == "." ? fs::path{name} : found->second / name;
  touch(entry_of(path));
  std::set<fs::path>& written = changing_[entry_of(path)].written;
  if ((mask & IN_ISDIR) != 0) {
    if ((mask & (IN_MOVED_FROM | IN_DELETE)) != 0) forget(path);
    if ((mask & (IN_CREATE | IN_MOVED_TO)) != 0) add(path);
  } else if ((mask & IN_MODIFY) != 0) {
    written.insert(path);
  } else if ((mask & (IN_CLOSE_WRITE | IN_MOVED_FROM | IN_DELETE)) != 0) {
    written.erase(path);
  }
}

void FolderWatch::notice() {
  alignas(inotify_event) std::array<char, 16 * (sizeof(inotify_event) + NAME_MAX + 1)> buffer;
  ssize_t got;
  while ((got = read(events_.number(), buffer.data(), buffer.size())) > 0) {
    for (ssize_t at = 0; at < got;) {
      inotify_event event;
      std::memcpy(&event, buffer.data() + at, sizeof event);
      notice(event.wd, event.mask, event.len == 0 ? "" : buffer.data() + at + sizeof event);
      at += ssize_t(sizeof event + event.len);
    }
  }
  if (pace_.look_every > 0ms && Clock::now() - latest_look_ >= pace_.look_every) look();
}

FolderWatch::Looks FolderWatch::looks() const {
  Looks all;
  std::error_code gone;
  for (fs::recursive_directory_iterator
           entry{folder_, fs::directory_options::skip_permission_denied, gone},
       end;
       !gone && entry != end; entry.increment(gone)) {
    std::error_code none;
    const fs::path path = entry->path().lexically_relative(folder_);
    const auto time = entry->last_write_time(none).time_since_epoch().count();
    all[entry_of(path)] += fmt::format("{}:{}:{} ", path.string(), time,
                                       entry->is_regular_file(none) ? entry->file_size(none) : 0);
  }
  return all;
}

void FolderWatch::look() {
  Looks now = looks();
  for (const auto& [entry, text] : now) {
    const auto before = looks_.find(entry);
    if (before == looks_.end() || before->second != text) touch(entry);
  }
  for (const auto& [entry, text] : looks_)
    if (!now.contains(entry)) touch(entry);
  looks_ = std::move(now);
  latest_look_ = Clock::now();
  std::error_code none;
  is_gone_ = is_gone_ || !fs::exists(folder_, none);
}

std::set<std::string> FolderWatch::settled() {
  notice();
  std::set<std::string> names;
  const auto now = Clock::now();
  for (const auto& [name, entry] : changing_)
    if (now >= settles(entry)) names.insert(name);
  for (const std::string& name : names) changing_.erase(name);
  return names;
}

std::set<std::string> FolderWatch::busy() const {
  std::set<std::string> names;
  for (const auto& [name, entry] : changing_) names.insert(name);
  return names;
}

int FolderWatch::milliseconds_left() const {
  auto next = Clock::time_point::max();
  for (const auto& [name, entry] : changing_) next = std::min(next, settles(entry));
  if (pace_.look_every > 0ms) next = std::min(next, latest_look_ + pace_.look_every);
  if (next == Clock::time_point::max()) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(next - Clock::now());
  return int(std::max<std::int64_t>(0, left.count()));
}

std::set<std::string> FolderWatch::next(int stop) {
  while (true) {
    std::set<std::string> names = settled();
    if (!names.empty() || is_gone_) return names;
    std::array<pollfd, 2> lines{{{events_.number(), POLLIN, 0}, {stop, POLLIN, 0}}};
    if (poll(lines.data(), lines.size(), milliseconds_left()) < 0 && errno != EINTR)
      checked(-1, "poll");
    if (lines[1].revents != 0) return {};
  }
}

}  // namespace grader
