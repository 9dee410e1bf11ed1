#pragma once

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>

namespace workshop {

/// Returns "12 of 34 tests; crash.anywhere_once: 273,494 worlds": `words`, and the search with the
/// most worlds of those that have written into `folder` since `since`. At most 79 columns.
std::string pace_line(const std::string& words, const std::filesystem::path& folder,
                      std::filesystem::file_time_type since);

/// Number of builds and tests that ctest has ended; `build`: its build directory.
int ended_in_ctest(const std::filesystem::path& build);

/// Shows the progress of the work in one line of the terminal during its lifetime. Removes the line
/// at the end.
class Pace {
 public:
  /// `words` returns the current progress; another thread calls it repeatedly. Does nothing unless
  /// `is_shown`.
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
