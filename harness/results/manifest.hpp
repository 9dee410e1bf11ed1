#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace results {

/// Test of an activity: `03.order.in_sequence` is {"order", "in_sequence"}.
struct Test {
  std::string family;
  std::string name;
  bool visible = false;
};

/// Activity as CMake has configured it.
struct ManifestActivity {
  std::string folder;  ///< "03_correlator": also the name of its target
  std::vector<Test> tests;
  std::vector<std::string> files{};  ///< see answer_files()

  /// Returns the files of an answer, as in results::Activity.
  std::vector<std::string> answer_files() const {
    return files.empty() ? std::vector{name() + ".cpp"} : files;
  }
  std::string number() const { return folder.substr(0, 2); }
  std::string name() const { return folder.substr(3); }
  std::string ctest_name(const Test& test) const {
    return number() + "." + test.family + "." + test.name;
  }
};

/// Activities and answers that a build directory judges. CMake writes them to its manifest.json.
struct Manifest {
  std::filesystem::path root;  ///< of the sources
  std::filesystem::path build;
  std::string answers;            ///< exercises | solutions
  bool hidden_tests_here = true;  ///< false where facilitator/ has been left out
  std::vector<ManifestActivity> activities;
  std::filesystem::path here{};  ///< folder in which the user types commands; empty: unknown
};

/// Throws BadInput.
Manifest read_manifest(const std::filesystem::path& file);

}  // namespace results
