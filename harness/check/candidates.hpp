#pragma once

#include <string>
#include <vector>

#include "eda/service.hpp"

/// Services that a suite of tests is run against: a suite is an answer that consists of tests.
namespace check {

/// A service whose behaviour is known, beside the others.
struct Candidate {
  enum class Kind {
    right,
    wrong,
    caricature,  ///< so wrong that a test which it passes can hardly fail
  };
  Kind kind = Kind::right;
  int number = 0;     ///< of its kind, from 1
  std::string name;   ///< "loses_updates"
  std::string style;  ///< of a right one: "keeps a row for each fact"
  eda::Service service;
};

/// All candidates in this program, by kind and number.
const std::vector<Candidate>& candidates();

/// Adds a candidate. CMake generates a source with one for each.
struct CandidateOfThisProgram {
  explicit CandidateOfThisProgram(Candidate candidate);
};

/// Marks the tests of a source file as a suite: they run only when they are asked for by name, or
/// against candidates.
struct SuiteFile {
  explicit SuiteFile(const char* file);
};
/// True if a test of that file belongs to a suite.
bool is_of_a_suite(const char* file);

/// The service that the running suite judges: in a trial, any. Otherwise the candidate of
/// --service=NAME, or else the first right one.
eda::Service service_under_test();
void set_service_under_test(eda::Service service);
/// Throws std::invalid_argument if there is no candidate of that name.
void set_service_under_test(const std::string& name);

}  // namespace check
