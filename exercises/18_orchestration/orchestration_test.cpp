#include "orchestration.hpp"

#include "check/check.hpp"
#include "sagas_test.hpp"

using namespace sagas;

namespace {

/// A hint for all rules.
Hints all(const std::string& hint) {
  return {.copies = hint, .order = hint, .work = hint, .end = hint};
}

}  // namespace

TEST(order, happy) {
  const Hints hints = all("A command has one addressee: use its queue.");
  judge(run(clinic_with({"rx-7"})), "rx-7", "completed", hints);
}

TEST(failure, doctor_refuses) {
  const Hints hints = all("The doctor said no. What is there to undo, and what is there to say?");
  const std::string refused = "rx-7,consult:refuses";
  judge(run(clinic_with({refused})), refused, "compensated", hints);
}

TEST(duplicate, reply_once_more) {
  const Hints hints = all("This reply has been here before. What does the notebook say?");
  Scenario scenario = clinic_with({"rx-7"});
  const Outcome first = run(scenario);
  judge(first, "rx-7", "completed", hints);
  if (HasFatalFailure()) return;
  Event again = first.facts("com.clinic.doctor.replied").at(0);
  again.id = "again";
  scenario.events.emplace_back(again, 10min);
  judge(run(scenario), "rx-7", "completed", hints);
}

// The tests above run your handlers once, in one order. This one delivers the replies in each
// order, and shows the shortest schedule that goes wrong.
TEST(reorder, replies_any_order) {
  const Hints hints = all("Two replies are on their way. What do you do when only one is there?");
  for (const Outcome& outcome : every_outcome_of(one_at_a_time(clinic_with({"rx-7"}))))
    judge(outcome, "rx-7", "completed", hints);
}
