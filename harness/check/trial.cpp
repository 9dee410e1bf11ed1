#include "check/trial.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <stdexcept>
#include <utility>

#include "check/session.hpp"

namespace check {
namespace {

bool fails(const SuiteRun& run, const std::string& test) {
  const auto found = run.tests.find(test);
  return found != run.tests.end() && found->second.failed;
}

}  // namespace

std::string called(const Candidate& candidate, bool with_names) {
  if (candidate.kind == Candidate::Kind::right)
    return fmt::format("the right one that {}", candidate.style);
  const std::string number = fmt::format(
      "{} {}", candidate.kind == Candidate::Kind::wrong ? "wrong" : "caricature", candidate.number);
  return with_names ? fmt::format("{} ({})", number, candidate.name) : number;
}

Trial::Trial(std::vector<Candidate> candidates, Runner runner)
    : candidates_{std::move(candidates)}, runner_{std::move(runner)} {}

void Trial::judge_all() {
  std::set<std::string> names;
  for (const Candidate& candidate : candidates_) names.insert(candidate.name);
  judge(names);
}

void Trial::judge(const std::set<std::string>& names) {
  std::vector<std::pair<const Candidate*, int>> to_run;
  for (const Candidate& one : candidates_) {
    if ((one.kind != Candidate::Kind::right && !names.contains(one.name)) ||
        runs_.contains(one.name))
      continue;
    for (int run = 0; run < runs_per_candidate; ++run) to_run.emplace_back(&one, run);
  }
  std::ranges::shuffle(to_run, std::mt19937{std::random_device{}()});
  for (const auto& [candidate, run] : to_run) {
    if (!trouble_.empty()) return;
    SuiteRun& result = runs_[candidate->name][std::size_t(run)];
    result = runner_(candidate->service, run + 1);
    if (candidate->kind == Candidate::Kind::right && !result.trouble.empty())
      trouble_ =
          fmt::format("A run with {} did not end: {}.", called(*candidate, true), result.trouble);
    else if (result.tests.size() > std::size_t(tests_max))
      trouble_ = fmt::format("The suite has {} tests; a suite has at most {}.", result.tests.size(),
                             tests_max);
  }
}

const Trial::Runs* Trial::runs_of(const Candidate& candidate) const {
  const auto found = runs_.find(candidate.name);
  return found == runs_.end() ? nullptr : &found->second;
}

const Candidate& Trial::candidate(const std::string& name) const {
  for (const Candidate& one : candidates_)
    if (one.name == name) return one;
  throw std::invalid_argument{fmt::format("there is no candidate {}", name)};
}

std::set<std::string> Trial::tests() const {
  std::set<std::string> names;
  for (const auto& [candidate, runs] : runs_)
    for (const SuiteRun& run : runs)
      for (const auto& [name, test] : run.tests) names.insert(name);
  return names;
}

std::vector<Trial::StruckOut> Trial::struck_out() const {
  std::vector<StruckOut> all;
  for (const std::string& test : tests()) {
    StruckOut one{.test = test, .fails_on_all = true};
    for (const Candidate& candidate : candidates_) {
      const Runs* runs = candidate.kind == Candidate::Kind::right ? runs_of(candidate) : nullptr;
      if (runs == nullptr) continue;
      const auto failed =
          std::ranges::count_if(*runs, [&](const SuiteRun& run) { return fails(run, test); });
      one.fails_on_all &= failed == runs_per_candidate;
      if (failed == 0) continue;
      one.is_unsteady |= failed < runs_per_candidate;
      if (one.failed_on.empty())
        one.message =
            std::ranges::find_if(*runs, [&](const SuiteRun& run) { return fails(run, test); })
                ->tests.at(test)
                .message;
      one.failed_on.push_back(&candidate);
    }
    if (!one.failed_on.empty()) all.push_back(std::move(one));
  }
  return all;
}

std::set<std::string> Trial::convicting(const std::string& name) const {
  const Runs* runs = runs_of(candidate(name));
  std::set<std::string> convicting;
  if (runs == nullptr || !trouble_.empty()) return convicting;
  if (std::ranges::any_of(*runs, [](const SuiteRun& run) { return !run.trouble.empty(); }))
    return convicting;
  const std::vector<StruckOut> struck = struck_out();
  for (const std::string& test : tests()) {
    const bool is_struck =
        std::ranges::any_of(struck, [&](const StruckOut& one) { return one.test == test; });
    const bool always_fails =
        std::ranges::all_of(*runs, [&](const SuiteRun& run) { return fails(run, test); });
    if (!is_struck && always_fails) convicting.insert(test);
  }
  return convicting;
}

std::set<std::string> Trial::dead() const {
  std::set<std::string> dead = tests();
  for (const Candidate& candidate : candidates_) {
    const Runs* runs = candidate.kind == Candidate::Kind::right ? nullptr : runs_of(candidate);
    if (runs == nullptr) continue;
    for (const SuiteRun& run : *runs)
      std::erase_if(dead, [&](const std::string& test) { return fails(run, test); });
  }
  return dead;
}

bool Trial::drives_calm_world(const std::set<std::string>& tests) const {
  for (const auto& [candidate, runs] : runs_)
    for (const SuiteRun& run : runs)
      for (const std::string& test : tests)
        if (run.tests.contains(test) && run.tests.at(test).drives_calm_world) return true;
  return false;
}

int try_suite_of_this_program() {
  Trial trial{check::candidates(), session().suite_runner};
  trial.judge_all();
  fmt::print("{}", trial.table(/*with_names=*/true));
  if (!trial.trouble().empty()) fmt::print("  {}\n", trial.trouble());
  for (const Trial::StruckOut& one : trial.struck_out())
    fmt::print("\n  {} fails with {}, and counts no more:\n{}\n", one.test,
               called(*one.failed_on.front(), true), one.message);
  for (const std::string& test : trial.dead())
    fmt::print("\n  {} is dead here: no kitchen of this trial fails it\n", test);
  const bool all_convicted = std::ranges::none_of(trial.candidates(), [&](const Candidate& one) {
    return one.kind == Candidate::Kind::wrong && trial.is_accepted(one.name);
  });
  return trial.trouble().empty() && trial.struck_out().empty() && all_convicted ? 0 : 1;
}

std::string Trial::table(bool with_names) const {
  std::string text;
  const std::vector<StruckOut> struck = struck_out();
  for (const std::string& test : tests()) {
    std::vector<std::string> convicted, refused;
    for (const Candidate& candidate : candidates_)
      if (candidate.kind == Candidate::Kind::wrong && convicting(candidate.name).contains(test))
        convicted.push_back(called(candidate, with_names));
    for (const StruckOut& one : struck)
      if (one.test == test)
        for (const Candidate* right : one.failed_on) refused.push_back(called(*right, with_names));
    text +=
        fmt::format("  {}: {}\n", test,
                    !refused.empty()    ? fmt::format("struck out by {}", fmt::join(refused, ", "))
                    : convicted.empty() ? "convicts none"
                                        : fmt::format("convicts {}", fmt::join(convicted, ", ")));
  }
  for (const Candidate& candidate : candidates_) {
    const Runs* runs = runs_of(candidate);
    if (runs == nullptr || candidate.kind == Candidate::Kind::caricature) continue;
    for (const SuiteRun& run : *runs) {
      if (run.trouble.empty()) continue;
      text += fmt::format("  {} did not end: {}\n", called(candidate, with_names), run.trouble);
      break;
    }
    if (candidate.kind == Candidate::Kind::wrong && trouble_.empty() && is_accepted(candidate.name))
      text += fmt::format("  {} is accepted\n", called(candidate, with_names));
  }
  return text;
}

}  // namespace check
