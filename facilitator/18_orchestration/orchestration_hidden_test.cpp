#include "sagas_test.hpp"

using namespace sagas;

namespace {

const std::string well = "rx-7", refused = "rx-7,cover:refuses";

/// Three sweeps from each of these times on, ten minutes apart.
std::vector<eda::Duration> three_sweeps(const std::vector<eda::Duration>& times = {10min}) {
  std::vector<eda::Duration> sweeps;
  for (const eda::Duration first : times)
    for (const eda::Duration later : {0min, 10min, 20min}) sweeps.push_back(first + later);
  return sweeps;
}

/// Hints of rules that hold everywhere. A test whose point is the rule has a hint of its own.
Hints everywhere() {
  return {.copies = "The same work was ordered twice. What is the id of a command made of?",
          .order = "Undo the last first.",
          .work = "Who did something that nobody undid, or undid what should have stayed?",
          .end = "What was the last thing that the notebook heard, and what followed from it?"};
}

Hints late() {
  Hints hints = everywhere();
  hints.order = "";
  return hints;
}

void judge_all(Scenario scenario, const std::string& expected, const Hints& hints) {
  scenario.observed.order = !hints.order.empty();
  for (const Outcome& outcome : every_outcome_of(scenario))
    for (const auto& [request, at] : scenario.events)
      judge(outcome, request.data.at("sagaId"), expected, hints);
}

/// One copy of one event of that type.
Faults twice(const std::string& type) {
  return {.duplicates_per_event_max = 1, .duplicates_max = 1, .duplicates_of = {type}};
}

}  // namespace

TEST(order, two_sagas) {
  Scenario scenario = one_at_a_time(clinic_with({well, "rx-8,cover:refuses"}));
  scenario.observed.order = false;
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    judge(outcome, well, "completed", late());
    judge(outcome, "rx-8,cover:refuses", "compensated", late());
  }
}

TEST(reorder, reply_before_it_is_written) {
  Hints hints = everywhere();
  hints.copies = "The orchestra played a bar the notebook does not know.";
  hints.end = hints.work =
      "The answer came before you wrote down the question, or while another was written down.";
  judge_all(clinic_with({well}), "completed", hints);
}

TEST(timeout, doctor_48h) {
  Hints hints = late();
  hints.end = "The doctor never answered. Who wakes up after two days?";
  hints.work = "The doctor answered after two days. Who listens?";
  const Faults faults{.late_timers_max = 1};
  judge_all(clinic_with({"rx-7,consult:never"}, faults, three_sweeps({48h + 10min})), "compensated",
            hints);
  const std::vector<eda::Duration> sweeps = three_sweeps({48h + 10min, 50h + 10min});
  judge_all(clinic_with({"rx-7,consult:after_50h"}, faults, sweeps), "compensated", hints);
  // what is under way when the saga fails may never end
  judge_all(clinic_with({"rx-7,cover:refuses,reserve:never"}, faults, three_sweeps({70min})),
            "compensated", late());
}

TEST(timeout, request_comes_again) {
  const Rule keeps_it{
      .says = "the doctor has two days, however often the request comes",
      .hint = "Each letter wound up the alarm clock again. When did the days begin?"};
  const std::string id = "rx-7,consult:never";
  Scenario scenario = clinic_with({id}, {}, three_sweeps({48h + 10min}));
  scenario.events.emplace_back(clinic::requested(id), 25h);
  scenario.events.back().event.id = "again";
  scenario.observed.time = true;
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    judge(outcome, id, "compensated", late());
    const eda::Duration said =
        first_at(outcome, testing::Field(&Event::type, conductor::compensated));
    ASSERT_LE(said, 48h + 30min) << outcome.story(keeps_it);
  }
}

TEST(timeout, asked_again) {
  Hints hints = everywhere();
  hints.copies = "The understudy ordered everything again.";
  hints.work = hints.end = "An answer was lost. Who asks again?";
  judge_all(clinic_with({"rx-7,reserve:silent_once"}, {}, three_sweeps()), "completed", hints);
}

TEST(timeout, reply_meets_deadline) {
  judge_all(clinic_with({"rx-7,cover:after_60min"}, {}, three_sweeps({70min})), "", late());
}

TEST(failure, insurance_refuses) {
  judge_all(clinic_with({refused}), "compensated", everywhere());
  judge_all(clinic_with({"rx-7,reserve:refuses"}), "compensated", everywhere());
  judge_all(clinic_with({"rx-7,cover:refuses,reserve:refuses"}), "compensated", everywhere());
  judge_all(clinic_with({"rx-7,dispense:refuses"}), "compensated", everywhere());
}

TEST(failure, undo_refused_twice) {
  Hints hints = everywhere();
  hints.work = hints.end = "The refund was asked for once, and refused.";
  judge_all(clinic_with({"rx-7,cover:refuses,consult:undo_refused_twice"}, {}, three_sweeps()),
            "compensated", hints);
}

TEST(failure, after_pivot) {
  Hints hints = everywhere();
  hints.work = hints.end = hints.order = "The pills are already in the patient.";
  judge_all(clinic_with({"rx-7,bill:refuses_twice"}, {}, three_sweeps()), "completed", hints);
}

TEST(crash, anywhere) {
  Hints hints = everywhere();
  hints.work = hints.end = "If you faint right here, what does the notebook say?";
  judge_all(clinic_with({well}, {.crashes_max = 1}, three_sweeps()), "completed", hints);
  judge_all(clinic_with({refused}, {.crashes_max = 1}, three_sweeps()), "compensated", hints);
  const Faults lost{.unknowns_max = 1, .unknowns_of = {"store", "bus"}};
  judge_all(clinic_with({well}, lost, three_sweeps()), "completed", hints);
  judge_all(clinic_with({refused}, lost, three_sweeps()), "compensated", hints);
  // the alarm is not set yet, or has just rung
  const std::vector<eda::Duration> sweeps = three_sweeps({10min, 48h + 10min});
  hints.order = "";
  judge_all(clinic_with({"rx-7,consult:never"}, {.crashes_max = 1}, sweeps), "compensated", hints);
}

TEST(duplicate, start_or_reply) {
  Hints hints = everywhere();
  hints.copies = "The same letter came twice, and so did the work. What did the notebook say?";
  judge_all(clinic_with({well}, twice(conductor::requested)), "completed", hints);
  judge_all(clinic_with({well}, twice("com.clinic.insurance.replied")), "completed", hints);
  judge_all(clinic_with({refused}, twice("com.clinic.insurance.replied")), "compensated", hints);
  hints.end = hints.work = "The saga is over. Who opened it again?";
  Scenario next_day = clinic_with({refused});
  next_day.events.emplace_back(clinic::requested(refused), 25h);
  next_day.events.back().event.id = "again";
  judge_all(next_day, "compensated", hints);
}

TEST(concurrency, two_conductors) {
  Faults faults = twice("com.clinic.insurance.replied");
  faults.timer_duplicates_max = 1;
  judge_all(clinic_with({"rx-7,cover:refuses,consult:undo_refused_twice"}, faults,
                        {10min, 10min, 20min, 30min}),
            "compensated", everywhere());
}

TEST(lint, notebook) {
  const Rule keeps_it_out{.says = "the diagnosis is in no row of the store, at no time",
                          .hint = "The conductor reads everybody's diary."};
  for (const std::string& id : {well, refused}) {
    const Outcome outcome = run(clinic_with({id}));
    ASSERT_FALSE(outcome.ever_stored(clinic::diagnosis)) << outcome.story(keeps_it_out);
    judge(outcome, id, id == well ? "completed" : "compensated", everywhere());
  }
}
