#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// Files that grading an answer must not change: files outside with write access for all users, and
/// the kit's files that grading uses.
class Machine {
 public:
  /// Makes `outside` and a folder in /dev/shm, with a canary in each. Watches `files`.
  Machine(std::filesystem::path outside, std::vector<std::filesystem::path> files);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Path of that folder in /dev/shm.
  static std::filesystem::path shared_memory_for(const std::filesystem::path& outside);
  /// Returns a sentence for each change.
  std::vector<std::string> complaints() const;

 private:
  std::map<std::string, std::string> seen() const;

  std::filesystem::path outside_, shared_memory_;
  std::vector<std::filesystem::path> watched_;
  std::map<std::string, std::string> before_;  ///< path -> description
};
