#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace table {

/// A test of an activity: `03.order.in_sequence` is {"order", "in_sequence"}.
struct Test {
  std::string family;
  std::string name;
  bool visible = false;
};

/// An activity as it was configured.
struct JudgedActivity {
  std::string folder;  ///< "03_correlator": also the name of its target
  std::vector<Test> tests;

  std::string number() const { return folder.substr(0, 2); }
  std::string name() const { return folder.substr(3); }
  std::string ctest_name(const Test& test) const {
    return number() + "." + test.family + "." + test.name;
  }
};

/// What a build directory judges: CMake writes it there, in judged.json.
struct Judged {
  std::filesystem::path root;  ///< of the sources
  std::filesystem::path build;
  std::string answers;            ///< exercises | solutions
  bool hidden_tests_here = true;  ///< false where facilitator/ has been left out
  std::vector<JudgedActivity> activities;
  std::filesystem::path here{};  ///< where the user types commands; empty: somewhere
};

/// Throws BadInput.
Judged read_judged(const std::filesystem::path& file);

}  // namespace table
