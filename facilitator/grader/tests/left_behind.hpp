#pragma once
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

/// Returns the contents of a file; empty if it does not exist, or if its process ends meanwhile.
inline std::string file_text(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// Returns the processes with `folder` in their command line.
inline std::vector<std::string> processes_of(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  for (const auto& entry : std::filesystem::directory_iterator{"/proc"}) {
    const std::string number = entry.path().filename();
    if (number.find_first_not_of("0123456789") != std::string::npos) continue;
    if (number == std::to_string(getpid())) continue;
    std::string words = file_text(entry.path() / "cmdline");
    std::ranges::replace(words, '\0', ' ');
    if (words.find(folder.string()) != std::string::npos) found.push_back(words);
  }
  return found;
}
