#pragma once
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "tests/grade_program.hpp"
#include "tests/scratch.hpp"

/// A room on the disk: submissions to The Tip Jar, and `grade` to judge them.
class RoomFolder {
 public:
  using Json = nlohmann::json;
  using Path = std::filesystem::path;

  RoomFolder() {
    namespace fs = std::filesystem;
    for (const char* folder : {"in", "tmp"}) fs::create_directory(scratch_ / folder);
    // processes in a box belong to another user
    fs::permissions(scratch_.folder, fs::perms{0755});
    fs::permissions(scratch_ / "tmp", fs::perms{0755});
  }

  Path in() const { return scratch_ / "in"; }
  Path out() const { return scratch_ / "out"; }
  Path temporary() const { return scratch_ / "tmp"; }
  Path operator/(const Path& name) const { return scratch_ / name; }

  static std::string right() {
    return file_text(OOO_ROOT "/solutions/00_lost_update/lost_update.cpp");
  }
  static std::string skeleton() {
    return file_text(OOO_ROOT "/exercises/00_lost_update/lost_update.cpp");
  }
  static std::string broken() { return "this is no C++\n"; }

  void hand_in(const std::string& name, const std::string& text) const {
    std::filesystem::create_directories(in() / name);
    std::ofstream{in() / name / "lost_update.cpp"} << text;
  }

  struct Ran {
    int exit_code = 0;
    std::string said{};
  };
  Ran grade(const std::vector<std::string>& words) const {
    GradeProgram program{words, temporary(), *this / "said"};
    const int exit_code = program.exit_code();
    return {exit_code, file_text(*this / "said")};
  }
  std::vector<std::string> words(const std::vector<std::string>& more = {}) const {
    std::vector<std::string> all{"room",         in().string(), "--out",
                                 out().string(), "--activity",  "00"};
    all.insert(all.end(), more.begin(), more.end());
    return all;
  }
  Ran grade_room(const std::vector<std::string>& more = {}) const { return grade(words(more)); }

  std::string report() const { return file_text(out() / "report.json"); }
  /// Returns the entry of `name` in the report.
  Json submission(const std::string& name) const {
    const Json all = Json::parse(report());
    for (const Json& one : all.at("submissions"))
      if (one.at("name") == name) return one;
    return {};
  }
  Json answer(const std::string& name) const { return submission(name).at("answers").at(0); }

 private:
  Scratch scratch_;
};
