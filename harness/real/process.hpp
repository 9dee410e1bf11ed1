#pragma once

#include <sys/types.h>

#include <condition_variable>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <regex>
#include <string>
#include <thread>
#include <vector>

#include "real/engine.hpp"

namespace real {

/// A program that this process starts, and that ends when this process ends, however it ends
/// (PR_SET_PDEATHSIG). Only the main thread starts programs, since the end of the thread that has
/// started one counts as the end of its parent.
class Process {
 public:
  struct Start {
    std::string name;                  ///< in messages and of the log file
    std::vector<std::string> command;  ///< the program by its path, and its arguments
    std::filesystem::path log;         ///< gets all that it prints
    std::string user{};                ///< runs as that user; empty: as this process does
    int signal_at_end = SIGKILL;       ///< that it gets when this process dies
    int inherited = -1;                ///< file descriptor that it finds as number 3
  };
  explicit Process(Start start);
  /// Ends the program by `signal_at_end`, if it still runs.
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  /// Waits until it has printed a line with a match of `words`. Throws std::runtime_error, with its
  /// last lines, if it ends before or after that time.
  void wait_for(const std::string& words, Milliseconds time);
  /// The same for several programs: one of them prints it. Returns that one.
  static Process& wait_for_one(const std::vector<Process*>& programs, const std::string& words,
                               Milliseconds time);
  void send(int signal) const;
  /// Waits for its end. Returns its exit code; -1: a signal has ended it.
  int wait();
  /// Sends a signal and waits for its end.
  void end(int signal);
  bool is_running();
  /// Returns the next line with a match of `pattern` that this function has not looked at yet;
  /// empty: there is none so far.
  std::string next_line_with(const std::regex& pattern);
  /// Last lines that it has printed.
  std::string last_lines() const;

 private:
  void read(int output);
  bool prints(const std::regex& pattern) const;

  static inline std::mutex mutex_;  ///< for the output of all programs, so that one can wait for it
  static inline std::condition_variable changed_;

  std::string name_;
  int signal_at_end_;
  pid_t id_ = -1;
  int status_ = 0;
  bool is_reaped_ = false;
  std::ofstream log_;
  std::vector<std::string> lines_;
  std::size_t searched_ = 0;  ///< number of lines that next_line_with() has looked at
  bool has_closed_ = false;
  std::thread reader_;
};

/// User that servers run as where this process runs as root: postgres, else number 65534. Empty:
/// this process does not run as root.
std::string user_of_servers();
/// Gives a file or folder to that user. Does nothing for an empty user.
void give_to(const std::string& user, const std::filesystem::path& path);
/// Writes a file that only this process's user may read.
void write_private(const std::filesystem::path& file, const std::string& text);

}  // namespace real
