#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <set>
#include <string>

#include "box/file.hpp"

namespace grader {

/// Notices which entries of a folder change, at any depth, and when they have settled: no file in
/// them is being written, and nothing in them has changed for a moment. So a submission is not
/// taken while it is being copied.
class FolderWatch {
 public:
  using Clock = std::chrono::steady_clock;
  struct Pace {
    std::chrono::milliseconds quiet{1000};  ///< length of that moment
    /// The same for a file that its process neither writes nor closes.
    std::chrono::milliseconds patience{60'000};
    /// Time between two looks at all files. 0: none, since the kernel reports all changes.
    std::chrono::milliseconds look_every{0};
  };

  /// Looks every two seconds if `folder` is on a network file system: the kernel does not report
  /// what other machines change there. Throws std::system_error, and std::filesystem_error if
  /// there is no such folder.
  explicit FolderWatch(const std::filesystem::path& folder);
  FolderWatch(const std::filesystem::path& folder, Pace pace);

  /// Waits until entries have settled, and returns their names; also those that are gone. Returns
  /// nothing if the descriptor `stop` can be read, or if the folder itself is gone.
  std::set<std::string> next(int stop = -1);
  /// The same without waiting.
  std::set<std::string> settled();
  /// Names of the entries that have changed and not settled.
  std::set<std::string> busy() const;
  bool is_gone() const { return is_gone_; }

 private:
  struct Entry {
    std::set<std::filesystem::path> written;  ///< files that were written and not closed
    Clock::time_point last;                   ///< change
  };
  using Looks = std::map<std::string, std::string>;  ///< names, sizes and times, by entry

  /// Time at which an entry has settled, if nothing else happens.
  Clock::time_point settles(const Entry& entry) const {
    return entry.last + (entry.written.empty() ? pace_.quiet : pace_.patience);
  }
  void add(const std::filesystem::path& below);
  void forget(const std::filesystem::path& below);
  void touch(const std::string& entry) { changing_[entry].last = Clock::now(); }
  void touch_all();
  void notice();
  void notice(int watch, unsigned mask, const char* name);
  void look();
  Looks looks() const;
  int milliseconds_left() const;

  std::filesystem::path folder_;
  Pace pace_;
  File events_;
  std::map<int, std::filesystem::path> watched_;  ///< paths from the folder; "." is itself
  std::map<std::string, Entry> changing_;
  Looks looks_;
  Clock::time_point latest_look_{};
  bool is_gone_ = false;
};

}  // namespace grader
