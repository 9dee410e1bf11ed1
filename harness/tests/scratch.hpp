#pragma once
#include <filesystem>
#include <random>
#include <string>

/// Folder of one test, removed at the end of the test. Its name is unique, since the same test may
/// run twice at once, in two build trees.
class Scratch {
 public:
  Scratch() { std::filesystem::create_directories(folder); }
  ~Scratch() { std::filesystem::remove_all(folder); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// Path of a file in the folder.
  std::filesystem::path operator/(const std::filesystem::path& name) const { return folder / name; }

  const std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                       ("out_of_order_" + std::to_string(std::random_device{}()) +
                                        std::to_string(std::random_device{}()));
};
