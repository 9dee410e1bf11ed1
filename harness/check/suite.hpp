#pragma once

#include <map>
#include <string>

#include "check/candidates.hpp"
#include "check/remote_service.hpp"

/// A suite of tests in a process of its own. The process gets {"seed", "service"} and then asks
/// for the handlers of that service, as in remote_service.hpp. At its end it sends {"do": "done",
/// "tests": [{"name", "failed", "message", "calm_world"}]}. It need not be trusted: it knows
/// nothing of the service but what the handlers do, and a wrong report harms the suite itself.
namespace check {

/// Results of a suite against one service.
struct SuiteRun {
  struct Test {
    bool failed = false;
    std::string message{};           ///< of the first failure
    bool drives_calm_world = false;  ///< it has had a CalmWorld
  };
  std::map<std::string, Test> tests{};  ///< "KitchenContract.three_tickets"
  std::string trouble{};  ///< reason why the process did not end in time; empty: it did
};

/// Runs the tests of this program's suite as the process behind `link`.
void run_suite(Link& link);

/// Judge's side: gives the process behind `link` its orders and carries out what it asks for, until
/// it is done. Throws a std::exception if it breaks the protocol, or what `link` throws.
SuiteRun judge_suite(Link& link, const eda::Service& service, int seed);

/// Limits of a suite's process.
struct SuiteLimits {
  int cpu_s = 5;     ///< processor time
  int asleep_s = 2;  ///< in a row, neither computing nor asking for anything
};

/// Starts this program as the process of its suite, and judges it.
SuiteRun run_suite_of_this_program(const eda::Service& service, int seed,
                                   const SuiteLimits& limits = {});

/// Runs the process's side on the channel that run_suite_of_this_program() has opened.
int suite_process();

}  // namespace check
