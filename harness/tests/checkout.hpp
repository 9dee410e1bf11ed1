#pragma once
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "results/manifest.hpp"
#include "scratch.hpp"

/// A checkout with one activity of three tests, its skeleton and its build directory.
class Checkout {
 public:
  Checkout() {
    write("exercises/03_correlator/correlator.cpp", "skeleton\n");
    write("harness/skeletons/03_correlator/correlator.cpp.in", "skeleton\n");
    create_directories(manifest.build);
  }

  /// A file, by its path from the root.
  std::filesystem::path operator/(const std::string& name) const { return root / name; }

  void write(const std::string& name, const std::string& text) const {
    create_directories((root / name).parent_path());
    std::ofstream{root / name, std::ios::binary} << text;
  }

  std::string read(const std::string& name) const {
    std::ifstream stream{root / name, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, {}};
  }

 private:
  Scratch root;

 public:
  const results::Manifest manifest{
      .root = root.folder,
      .build = root.folder / "build" / "participant",
      .answers = "exercises",
      .activities = {{"03_correlator",
                      {{"order", "in_sequence", true}, {"order", "late"}, {"crash", "once"}}}},
      .here = root.folder};
};
