#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "box/limits.hpp"
#include "eda/json.hpp"

namespace grader {

/// Input of a judge, as JSON in `orders.json`: the answer, its box and its limits.
struct Orders {
  std::string level;                                        ///< "L3"
  std::string fork_server, subject;                         ///< programs; no subject: no code
  bool is_suite = false;                                    ///< the subject is a suite of tests
  std::vector<std::string> data{};                          ///< files of the answer, in `data/`
  std::uint64_t cpu_s = answer_limits.cpu_s;                ///< for a question
  std::uint64_t memory_bytes = answer_limits.memory_bytes;  ///< for a process
  std::uint64_t reply_s = 300;                              ///< for all replies together
};

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Orders, level, fork_server, subject, is_suite, data, cpu_s,
                                   memory_bytes, reply_s)

}  // namespace grader
