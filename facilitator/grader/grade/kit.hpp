#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "box/limits.hpp"
#include "results/activity.hpp"
#include "results/manifest.hpp"

namespace grader {

/// Files of an answer: name -> text.
using Files = std::map<std::string, std::string>;

/// Files and settings that a build of the kit prepares for grading. CMake writes grader.json.
struct Kit {
  struct Activity {
    results::ManifestActivity tests;
    results::Activity about;
    std::filesystem::path judge;     ///< program
    std::filesystem::path services;  ///< library; empty: no file of the answer is a service
    std::filesystem::path given;     ///< folder with its headers

    std::vector<std::string> files() const { return tests.answer_files(); }
    /// True if an answer has code, which runs in a box. The judge reads data itself.
    bool has_code() const { return std::ranges::any_of(files(), results::is_code); }
    /// True if that code is a suite of tests.
    bool is_suite() const { return !about.suite.empty(); }
    /// True if its judge has been built: each activity has a build target of its own.
    bool is_built() const { return std::filesystem::exists(judge); }
  };
  std::filesystem::path build;                       ///< folder of the build
  std::filesystem::path root;                        ///< of the activities
  std::filesystem::path harness;                     ///< with the public headers
  std::filesystem::path fork_server, probe, unpack;  ///< programs
  std::filesystem::path subject;                     ///< library
  std::filesystem::path suite;                       ///< library, in place of it, for a suite
  std::filesystem::path port_list;                   ///< header of the harness, written by CMake
  std::filesystem::path compiler;
  std::vector<std::string> answer_flags;  ///< compiler options
  std::filesystem::path answer_headers;   ///< precompiled beside it, as .gch; empty: none
  std::filesystem::path linker;           ///< empty: the compiler's default
  std::vector<Activity> activities;

  Limits limits = answer_limits;  ///< of an answer's process
  int search_s_max = 600;         ///< for all tests together, the judge's own part included
  int wall_per_search_s = 4;      ///< seconds of the wall clock for each; beyond: INFRA_ERROR

  /// Returns the activity of that number or folder. Throws results::BadInput.
  const Activity& activity(const std::string& name) const;
  /// Returns the activities of these numbers or folders, each once, by folder; without names, all.
  std::vector<const Activity*> chosen(const std::vector<std::string>& names) const;
  /// Throws results::BadInput, with the command to build it, if one of these has no judge.
  void check_built(const std::vector<const Activity*>& needed) const;
};

/// Throws results::BadInput.
Kit read_kit(const std::filesystem::path& file);

}  // namespace grader
