#pragma once

#include <functional>
#include <string>
#include <vector>

#include "store_alone.hpp"

/// Cases for the lines of the tables in harness/limits.md: calls to a single port. Ports of
/// harness/ports have their own tables and cases (tested_port.hpp).
namespace limit_cases {

using Call = std::function<void()>;

struct Case {
  std::string name;              ///< as in harness/limits.md
  double number = 0;             ///< of eda::limits; 0: none
  std::string sentence;          ///< part of each refusal
  std::vector<Call> refused{};   ///< throw eda::InvalidRequest
  std::vector<Call> taken = {};  ///< do not: just within the limit
};

std::vector<Case> all();
std::vector<Case> of_the_store();
std::vector<Case> of_transactions();
std::vector<Case> of_messages();
std::vector<Case> of_retries();

}  // namespace limit_cases
