#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>

#include "check/properties.hpp"
#include "check/session.hpp"
#include "check/trial.hpp"

/// The suite that was handed in, on trial: see suite.json for the kitchens.
namespace {

using check::Trial, sim::Rule;
using Names = std::set<std::string>;

Trial& trial() {
  static Trial trial{check::candidates(), check::session().suite_runner};
  return trial;
}

/// Hint for a test that a right kitchen fails, by the way in which it fails.
std::string hint_for(const Trial::StruckOut& one) {
  if (one.is_unsteady)
    return "It passes in one order of your tests and fails in another: does it pass only after its "
           "neighbour?";
  if (one.message.find("over-saturated") != std::string::npos)
    return "You tested how, not what: an honest kitchen said the same fact again, and was "
           "convicted.";
  if (one.fails_on_all)
    return "Every right kitchen fails it. Who has promised that? The bus, for one, never promised "
           "an order.";
  return "One right kitchen passes it and another fails. Rows and status are a kitchen's private "
         "diary: look at what it says.";
}

/// Rejects a suite whose run with a right kitchen did not end: then none of it counts.
void must_end() {
  if (trial().trouble().empty()) return;
  check::reject({.says = "a suite ends, whichever kitchen it has",
                 .hint = "It did not end in 5 seconds, or has too many tests. Nothing here takes "
                         "real time: does it wait for the clock on the wall? Advance the virtual "
                         "one."},
                trial().trouble());
}

std::string accepted_of(const Names& kitchens) {
  std::string accepted;
  for (const std::string& kitchen : kitchens)
    if (trial().is_accepted(kitchen))
      accepted += fmt::format("  Accepted: {}\n",
                              check::called(trial().candidate(kitchen), /*with_names=*/true));
  return accepted;
}

/// Rejects the suite unless it convicts each of these.
void must_convict(const Names& kitchens, const Rule& rule) {
  trial().judge(kitchens);
  must_end();
  const std::string accepted = accepted_of(kitchens);
  if (!accepted.empty()) check::reject(rule, accepted + "\n" + trial().table(/*with_names=*/true));
}

}  // namespace

TEST(order, right_kitchens_are_accepted) {
  trial().judge_all();
  must_end();
  std::vector<Trial::StruckOut> struck = trial().struck_out();
  std::stable_partition(struck.begin(), struck.end(),
                        [](const Trial::StruckOut& one) { return one.is_unsteady; });
  if (!struck.empty()) {
    const Trial::StruckOut& one = struck.front();
    check::reject({.says = "a test accepts every right kitchen", .hint = hint_for(one)},
                  fmt::format("  {} fails with {}, and counts no more:\n{}\n\n{}", one.test,
                              check::called(*one.failed_on.front(), true), one.message,
                              trial().table(/*with_names=*/true)));
  }
  for (const check::Candidate& kitchen : trial().candidates())
    if (kitchen.kind == check::Candidate::Kind::wrong && !trial().is_accepted(kitchen.name)) return;
  check::reject({.says = "a suite convicts some wrong kitchen",
                 .hint = "So far it accepts all. What must be true of any right kitchen, seen from "
                         "outside?"},
                trial().table(/*with_names=*/true));
}

TEST(reorder, arrival_order) {
  must_convict({"wants_the_chef_last", "finds_tickets_by_the_beginning"},
               {.says = "a kitchen that needs one order of its tickets, or mixes two orders, is "
                        "convicted",
                .hint = "In which orders do your tests let the tickets come? Does one of them "
                        "have two orders, whose ids look alike?"});
}

TEST(duplicate, copies) {
  const Names kitchens{"cooks_whenever_it_is_complete", "counts_facts_instead_of_kinds",
                       "asks_before_it_records", "deletes_the_record_at_the_end"};
  const std::string says = "a kitchen that takes a copy for news is convicted";
  trial().judge(kitchens);
  must_end();
  bool is_any_convicted = false;
  for (const std::string& kitchen : kitchens) is_any_convicted |= !trial().is_accepted(kitchen);
  if (!is_any_convicted)
    must_convict(kitchens, {.says = says,
                            .hint = "All green, also for the kitchen that bakes twice. A test that "
                                    "nobody can fail is decoration."});
  must_convict({"cooks_whenever_it_is_complete"},
               {.says = says,
                .hint = "What you assert is true of a kitchen with no idempotency at all. Count "
                        "pizzas."});
  must_convict(kitchens, {.says = says,
                          .hint = "A copy may come at the same time, after the end, or as another "
                                  "fact of the same kind. Which of them have you tried?"});
}

TEST(concurrency, overlap) {
  must_convict(
      {"loses_updates", "sets_ready_in_a_second_write", "resends_the_old_record"},
      {.says = "a kitchen whose handlers get into each other's way is convicted, every time",
       .hint = "Convicts on Mondays only, or never: the same test must fail each time. Which "
               "interleavings does it try?"});
}

TEST(timeout, deadline) {
  must_convict({"waits_for_the_row_to_expire", "sweeps_without_changing_the_record",
                "gives_up_what_it_saw", "a_copy_moves_the_deadline"},
               {.says = "a kitchen that gives up too late, twice, or against its own record is "
                        "convicted",
                .hint = "When is an order given up, how often, and what if the last ticket comes "
                        "at that very moment?"});
}

TEST(lint, mock_and_dead_tests) {
  trial().judge_all();
  must_end();
  for (const std::string& test : trial().dead())
    check::reject(
        {.says = "a test fails with some kitchen",
         .hint = "Dead test: no kitchen fails it, not even one that never says anything."},
        fmt::format("  {}\n", test));
  Names convicting;
  for (const check::Candidate& kitchen : trial().candidates())
    if (kitchen.kind == check::Candidate::Kind::wrong)
      convicting.merge(trial().convicting(kitchen.name));
  if (!trial().drives_calm_world(convicting))
    check::reject({.says = "a test with a mock convicts some wrong kitchen",
                   .hint = "Give a CalmWorld a bus of your own, and say what you expect of it."},
                  trial().table(/*with_names=*/true));
}

TEST(crash, anywhere) {
  must_convict({"leaves_when_it_has_heard_it_before"},
               {.says = "a kitchen that forgets what was left to do when it died is convicted",
                .hint = "Which of your scenarios lets a handler die? Its event is delivered "
                        "again."});
}
