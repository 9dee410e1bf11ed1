#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/json.hpp"

namespace grader {

/// Results of the judge for an answer. The judge writes them only at its end.
struct Record {
  struct Test {
    std::string name;  ///< "order.in_sequence"
    bool passed = false;
    bool remembers = false;  ///< a handler remembers something outside the store
    std::vector<std::string> failures;
    std::string rule, hint;                   ///< of the first failure; empty: none
    eda::Json schedule = eda::Json::array();  ///< leads to the failure, see sim::shape_of
    std::vector<std::string> limits, crashes, protocol;  ///< sentences, see Trouble
  };
  std::vector<Test> tests;
  std::vector<std::string> unreadable{};  ///< a sentence for each file of data that cannot be read
  std::string misfortune{};  ///< fault of the grader or machine: then nothing else counts
  int questions = 0;         ///< sent to the subject
  int processes = 0;         ///< started to repeat histories
  std::size_t bytes = 0;     ///< of all replies
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Record::Test, name, passed, remembers, failures, rule, hint,
                                   schedule, limits, crashes, protocol)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Record, tests, unreadable, misfortune, questions, processes,
                                   bytes)

}  // namespace grader
