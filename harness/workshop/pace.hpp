#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace workshop {

/// "12 of 34 tests; crash.anywhere_once: 273,494 worlds": `words`, and which of the searches
/// that have written into `folder` since `since` has come to most worlds. At most 79 columns.
std::string pace_line(const std::string& words, const std::filesystem::path& folder,
                      std::filesystem::file_time_type since);

/// How many builds and tests ctest has behind it; `build`: its build directory.
int ended_in_ctest(const std::filesystem::path& build);

/// While it lives, tells somebody who waits how far the work has come, in one line of the terminal
/// that is taken back in the end.
class Pace {
 public:
  /// `words` says what is being done, asked again and again from a thread of its own.
  /// Does nothing unless `is_shown`.
  Pace(const std::filesystem::path& build, bool is_shown, std::function<std::string()> words);
  ~Pace();
  Pace(const Pace&) = delete;
  Pace& operator=(const Pace&) = delete;

 private:
  void show(const std::filesystem::path& folder, const std::function<std::string()>& words);

  std::mutex mutex_;
  std::condition_variable wake_;
  bool is_over_ = false;
  std::thread thread_{};
};

}  // namespace workshop
