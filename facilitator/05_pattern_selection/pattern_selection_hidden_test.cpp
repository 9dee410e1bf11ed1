#include "choices_test.hpp"

using namespace choices;

namespace {

const Row loan{
    .name = "loan",
    .forces = {"many-conditional-steps", "flow-changes-often", "audit-of-decisions",
               "linear-no-join"},
    .accepted = {{Pattern::A, 2}},
    .hints = {
        {Pattern::B,
         "Swapping steps 7 and 8 touched most of the services: look at `services_touched`."},
        {Pattern::C, "There are no facts to join, and the steps after it follow as in B."},
        {Pattern::D, "The conditions are still in fifteen places: look at `services_touched`."}}};
const Row profile{
    .name = "profile",
    .forces = {"read-heavy-reference-data", "stale-is-harmless", "independent-teams",
               "flow-changes-often"},
    .accepted = {{Pattern::D, 2}, {Pattern::B, 1, {"flow-changes-often", "independent-teams"}}},
    .hints = {
        {Pattern::A,
         "A coordinator for a broadcast: look at `stops`, and at who must know the sixth reader."},
        {Pattern::B, "B can be argued here, with a force that speaks for it. Which one?"},
        {Pattern::C, "One fact, from one source. What does the aggregator join?"}}};
const Row prescription{
    .name = "prescription",
    .forces = {"needs-facts-from-n-sources", "sensitive-data", "answers-take-days",
               "must-compensate", "audit-of-decisions", "independent-teams"},
    .accepted = {{Pattern::C, 2},
                 {Pattern::A, 1, {"answers-take-days", "must-compensate", "audit-of-decisions"}}},
    .hints = {
        {Pattern::A, "A can be argued here, with a force that speaks for it. Which one?"},
        {Pattern::B, "Three services each join the same three facts: look at `services_touched`."},
        {Pattern::D, "Diagnosis copied to every store: look at `sensitive-data`."}}};
const Row checkout{
    .name = "checkout",
    .forces = {"needs-facts-from-n-sources", "must-compensate", "independent-teams",
               "must-not-lose-facts"},
    .accepted = {{Pattern::A, 2}, {Pattern::B, 2}, {Pattern::C, 1, {"needs-facts-from-n-sources"}}},
    .hints = {
        {Pattern::C, "C can be argued here, with a force that speaks for it. Which one?"},
        {Pattern::D,
         "An old address stays in the copies, and goes onto a parcel: look at `longest_stale`."}}};
const std::vector<Row> hidden_rows{loan, profile, prescription, checkout};
const std::vector<Row> rows{upload, loan, profile, prescription, checkout};

/// Fails the test unless `field` of a row is "no", open, or the force of its text that asks for it.
void check_extra(const Row& row, const std::string& field, const std::string& force,
                 const std::string& hint) {
  const Json& choice = part("/choices/" + row.name, Kind::object);
  const Json extra = choice.value(field, Json{});
  if (extra.is_null() || extra == "no") return;
  if (extra == force && row.forces.contains(force)) return;
  reject({.says = fmt::format("{} of a row is \"no\", or the force of its text that asks for it",
                              field),
          .hint = hint},
         fmt::format("  Row {} says: {}\n", row.name, extra.dump(-1, ' ', true).substr(0, 60)));
}

/// Hints for a rejected pattern whose consequence was not measured.
const std::map<std::string, std::string> hints_of_rejected{
    {"longer-stale",
     "The stale window did not shrink. A coordinator orders steps; it does not make writes "
     "atomic."},
    {"left-uncompensated",
     "A saga is steps and their compensations. Either style runs it: who is told to undo?"}};

std::string letters(const std::set<Pattern>& patterns) {
  std::string all;
  for (const Pattern pattern : patterns) all += (all.empty() ? "" : ", ") + letter(pattern);
  return all.empty() ? "none" : all;
}

/// Compares a list of faults with the patterns for which `is_harmed` holds.
template <typename IsHarmed>
void check_fault(const std::string& fault, IsHarmed is_harmed, const Rule& rule) {
  const std::set<Pattern> named = harmed_by(fault);
  std::set<Pattern> harmed;
  for (const Pattern pattern : dances::patterns)
    if (is_harmed(pattern)) harmed.insert(pattern);
  if (named != harmed)
    reject(rule, fmt::format("  faults.{}: you say {}; measured: {}.\n", fault, letters(named),
                             letters(harmed)));
}

/// True if, in some order of deliveries, a reader that is told of the newer change first ends with
/// the older one.
bool is_overtaken(Pattern pattern) {
  Workload one_reader = dances::workload(profile.name);
  one_reader.readers.resize(1);
  const Scenario scenario{.services = dances::services_of(pattern, one_reader),
                          .events = {dances::edited("older"), {dances::edited("newer"), 1min}},
                          .faults = {.time_races_max = 1},
                          .overlap = Overlap::none_any_order,
                          .observed = {.order = true}};
  bool overtaken = false;
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    std::string written, shown;
    for (const sim::Published& one : outcome.published()) {
      if (one.event.type == "com.profile.changed") written = one.event.id;
      if (one.event.type.ends_with(".shown")) shown = one.event.data.at("value");
    }
    overtaken = overtaken || (written.ends_with("newer") && shown == "older");
  }
  return overtaken;
}

bool can_act_twice(Pattern pattern) {
  for (const Outcome& outcome : every_outcome_of(with_one_copy(pattern, checkout.name)))
    if (acted_twice(outcome, checkout.name)) return true;
  return false;
}

}  // namespace

TEST(order, choice) {
  std::set<Pattern> different;
  for (const Row& row : rows) different.insert(chosen(row.name));
  if (different.size() == 1)
    reject({.says = "five texts with different forces do not all have one answer",
            .hint = "The default is a start, not an answer to every row."});
  int points = 0;
  for (const Row& row : hidden_rows) {
    check_choice(row);
    points += points_of(row);
  }
  ASSERT_GE(points, 6) << broken(
      {.says = "the four rows are worth six of eight points, two for the best choice of each",
       .hint = "Each choice can be argued, but most of them are the second best of their row."},
      fmt::format("  Yours are worth {}.\n", points));
}

TEST(lint, forces) {
  for (const Row& row : rows) check_forces(row);
  for (const Row& row : rows) {
    check_extra(row, "event_sourcing", "audit-of-decisions",
                "Which scenario asks for the history?");
    check_extra(
        row, "outbox", "must-not-lose-facts",
        "An outbox keeps facts from getting lost. Where does the text say that this hurts?");
  }
}

TEST(lint, rejected) {
  for (const Row& row : rows) check_rejected(row, hints_of_rejected);
}

TEST(reorder, overtaken_facts) {
  check_fault(
      "overtaken", is_overtaken,
      {.says = "a pattern is overtaken if the older of two changes can win",
       .hint = "Who keeps what a late message carries, and who looks at the source again?"});
}

TEST(duplicate, one_copy) {
  check_fault("copied", can_act_twice,
              {.says = "a pattern is harmed by a copy if a step can happen twice",
               .hint = "The copy came to a service that had done its part. What told it so?"});
}

TEST(timeout, who_stops) {
  const auto stops_without = [](const std::string& service) {
    return [service](Pattern pattern) {
      return ended_without(service, pattern, dances::workload(checkout.name)) == 0;
    };
  };
  check_fault("coordinator_down", stops_without("coordinator"),
              {.says = "a pattern stops with its coordinator if no order ends without it",
               .hint = "Nothing moved while the coordinator slept."});
  check_fault("aggregator_down", stops_without("aggregator"),
              {.says = "a pattern stops with its aggregator if no order ends without it",
               .hint = "The facts had come in. Who was to say that they are complete?"});
  check_fault("owner_down",
              [](Pattern pattern) {
                return read_while_owner_down(pattern, dances::workload(profile.name)) == 0;
              },
              {.says = "a pattern stops with the owner if no reader can answer without it",
               .hint = "Whom does a reader ask when somebody looks at a profile?"});
}

TEST(sim, change_impact) {
  check_prediction(loan.name, "services_touched",
                   "Steps 7 and 8 change places. In whose table does a step stand?");
  check_prediction(profile.name, "services_touched", "Five coordinators now know everything.");
  check_prediction(loan.name, "where_is_it",
                   "Fifteen services each know of their own step. Who knows of all?");
  check_prediction(profile.name, "read_while_owner_down",
                   "The owner is down and somebody looks. Which readers have something to show?");
  check_prediction(prescription.name, "sensitive_copies",
                   "Who writes down what a fact carries, and which facts carry the diagnosis?");
  check_prediction(checkout.name, "uncompensated",
                   "The van is full. Who hears of it, and knows what it has done?");
  check_prediction(checkout.name, "longest_stale",
                   "The late message carries the old address. Who believes it, and until when?");
}
