#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/json.hpp"

namespace grader {

/// What the judge found out about an answer; it writes it when it has come to its end, never
/// before.
struct Record {
  struct Test {
    std::string name;  ///< "order.in_sequence"
    bool passed = false;
    bool remembers = false;  ///< a handler was caught remembering something outside the store
    std::vector<std::string> failures;
    std::string rule, hint;                   ///< of the first failure; empty: it names none
    eda::Json schedule = eda::Json::array();  ///< that leads to it, see sim::shape_of
    std::vector<std::string> limits, crashes, protocol;  ///< sentences, see Trouble
  };
  std::vector<Test> tests;
  std::string misfortune{};  ///< our fault, in a sentence: then nothing else here counts
  int questions = 0;         ///< put to the subject
  int processes = 0;         ///< started for histories that are asked once more
  std::size_t bytes = 0;     ///< of all replies
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Record::Test, name, passed, remembers, failures, rule, hint,
                                   schedule, limits, crashes, protocol)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Record, tests, misfortune, questions, processes, bytes)

}  // namespace grader
