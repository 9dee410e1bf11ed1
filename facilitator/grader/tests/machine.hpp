#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

/// What must be as it was when an answer has been graded, beside the grader's own folder: things
/// outside that everybody may write to, and what of the kit is used while grading.
class Machine {
 public:
  /// `outside` and a folder in /dev/shm are made, with a canary in each; `files` are watched.
  Machine(std::filesystem::path outside, std::vector<std::filesystem::path> files);
  ~Machine();
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  /// Where that folder in /dev/shm is.
  static std::filesystem::path shared_memory_for(const std::filesystem::path& outside);
  /// A sentence for each thing that is not as it was.
  std::vector<std::string> complaints() const;

 private:
  std::map<std::string, std::string> seen() const;

  std::filesystem::path outside_, shared_memory_;
  std::vector<std::filesystem::path> watched_;
  std::map<std::string, std::string> before_;  ///< path -> what is there
};
