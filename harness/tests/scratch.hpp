#pragma once
#include <filesystem>
#include <random>
#include <string>

/// A folder of one test's own, gone when the test is over. The same test may run twice at once, in
/// two build trees, so its name alone would not do.
class Scratch {
 public:
  Scratch() { std::filesystem::create_directories(folder); }
  ~Scratch() { std::filesystem::remove_all(folder); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  /// The path of something in the folder.
  std::filesystem::path operator/(const std::filesystem::path& name) const { return folder / name; }

  const std::filesystem::path folder = std::filesystem::temp_directory_path() /
                                       ("out_of_order_" + std::to_string(std::random_device{}()) +
                                        std::to_string(std::random_device{}()));
};
