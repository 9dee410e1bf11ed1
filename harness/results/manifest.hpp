#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace results {

/// A test of an activity: `03.order.in_sequence` is {"order", "in_sequence"}.
struct Test {
  std::string family;
  std::string name;
  bool visible = false;
};

/// An activity as it was configured.
struct ManifestActivity {
  std::string folder;  ///< "03_correlator": also the name of its target
  std::vector<Test> tests;

  std::string number() const { return folder.substr(0, 2); }
  std::string name() const { return folder.substr(3); }
  std::string ctest_name(const Test& test) const {
    return number() + "." + test.family + "." + test.name;
  }
};

/// What a build directory judges: CMake writes it there, in manifest.json.
struct Manifest {
  std::filesystem::path root;  ///< of the sources
  std::filesystem::path build;
  std::string answers;            ///< exercises | solutions
  bool hidden_tests_here = true;  ///< false where facilitator/ has been left out
  std::vector<ManifestActivity> activities;
  std::filesystem::path here{};  ///< where the user types commands; empty: somewhere
};

/// Throws BadInput.
Manifest read_manifest(const std::filesystem::path& file);

}  // namespace results
