#pragma once

#include <array>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "check/suite.hpp"

namespace check {

/// Judges a suite by candidates: it must accept each right service and reject each wrong one. Each
/// run is a fresh process that executes the tests in another order.
class Trial {
 public:
  static constexpr int runs_per_candidate = 3;
  static constexpr int tests_max = 40;  ///< of a suite

  /// Runs the suite once.
  using Runner = std::function<SuiteRun(const eda::Service&, int seed)>;
  Trial(std::vector<Candidate> candidates, Runner runner);

  /// Runs the suite against the right candidates and those of these names, unless that has been
  /// done: in an order drawn at random, so that no run can tell from the time which candidate it
  /// has. Stops when a run against a right one does not end, since that settles all.
  void judge(const std::set<std::string>& names);
  /// The same for all candidates.
  void judge_all();

  /// First run against a right candidate that did not end, or had too many tests, with the reason;
  /// empty: there is none.
  const std::string& trouble() const { return trouble_; }

  /// A test that has failed with a right candidate, and counts no more.
  struct StruckOut {
    std::string test;
    std::vector<const Candidate*> failed_on;
    std::string message;       ///< of its first failure
    bool is_unsteady = false;  ///< it has also passed with one of them
    bool fails_on_all = false;
  };
  /// Tests that failed in some run with a right candidate, by their names.
  std::vector<StruckOut> struck_out() const;
  /// Tests that convict a wrong candidate: they fail in all its runs, which have all ended, and are
  /// not struck out.
  std::set<std::string> convicting(const std::string& name) const;
  /// True if that candidate has been judged and nothing convicts it.
  bool is_accepted(const std::string& name) const { return convicting(name).empty(); }
  /// Tests that have failed with no wrong candidate and no caricature. All must have been judged.
  std::set<std::string> dead() const;
  /// True if one of these tests drives a CalmWorld.
  bool drives_calm_world(const std::set<std::string>& tests) const;

  const std::vector<Candidate>& candidates() const { return candidates_; }
  /// Returns the candidate of that name. Throws std::invalid_argument.
  const Candidate& candidate(const std::string& name) const;
  /// A line for each test and each candidate that it does not accept. Wrong ones have their numbers
  /// only, unless `with_names`.
  std::string table(bool with_names) const;

 private:
  using Runs = std::array<SuiteRun, runs_per_candidate>;
  const Runs* runs_of(const Candidate& candidate) const;
  std::set<std::string> tests() const;

  std::vector<Candidate> candidates_;
  Runner runner_;
  std::map<std::string, Runs> runs_;  ///< by name of the candidate; only of judged ones
  std::string trouble_;
};

/// Runs the suite of this program against all its candidates and prints the table. Returns 0 if no
/// test is struck out and each wrong candidate is convicted, else 1.
int try_suite_of_this_program();

/// "the right one that keeps a row for each fact"; "wrong 7", or "wrong 7 (loses_updates)".
std::string called(const Candidate& candidate, bool with_names);

}  // namespace check
