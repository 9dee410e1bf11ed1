#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>

#include "../../exercises/08_testing/sample_kitchen.cpp"
#include "../../exercises/08_testing/sample_kitchen_repaired.cpp"
#include "../../exercises/08_testing/trial_test.hpp"
#include "check/named_schedule.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tests/source_files.hpp"

/// The schedules of our indictment in activity 08 are the shortest: all shorter ones are played.
namespace {

using namespace trial;
using What = Entry::What;
using Entries = std::vector<Entry>;

/// Returns the transition system for a scenario. Schedules with the same names share it, and so
/// what it has learnt.
std::shared_ptr<sim::TransitionSystem> shared_system(const Scenario& staged) {
  static std::map<std::string, std::shared_ptr<sim::TransitionSystem>> known;
  std::string key = staged.services.front().name;
  for (const Arrival& one : staged.events)
    key += fmt::format("{} {}", one.event.type, one.at.count());
  for (const auto& times : {staged.sweeps, staged.stops})
    for (const eda::Duration at : times) key += fmt::format("; {}", at.count());
  key +=
      fmt::format("{} {}", staged.faults.crashes_max, fmt::join(staged.faults.duplicates_of, " "));
  std::shared_ptr<sim::TransitionSystem>& system = known[key];
  if (!system) system = std::make_shared<sim::TransitionSystem>(staged, sim::in_process(staged));
  return system;
}

/// Returns the trial of a schedule; none: it is refused.
std::optional<Played> tried(const eda::Service& accused, const Entries& entries) {
  NamedSchedule schedule{
      {.services = {accused},
       .events = {pizza::payment_completed("123"), pizza::inventory_reserved("123"),
                  pizza::chef_assigned("123")}},
      entries,
      Verbs::strict};
  if (schedule.play(shared_system)) return std::nullopt;
  Outcome outcome{sim::outcome_along(schedule.system(), schedule.schedule(), schedule.world()), 0};
  return Played{std::move(outcome), schedule.deliveries(), schedule.system()->scenario(),
                schedule.is_complete()};
}

/// Returns the entries that may follow: of deliveries that have begun, and of the next ones. Copies
/// and sweeps are numbered in the order of their beginnings. The sample does the same with I and
/// with C, and no proof tells them apart, so C begins after I. One long time stands for all: the
/// sample only asks whether an order is older than thirty minutes.
Entries choices_after(const Entries& entries) {
  std::vector<Who> begun;
  bool has_crashed = false;
  for (const Entry& entry : entries) {
    has_crashed |= entry.what == What::crash || entry.what == What::crash_after;
    if (entry.what != What::advance &&
        std::find(begun.begin(), begun.end(), entry.who) == begun.end())
      begun.push_back(entry.who);
  }
  const auto count = [&](const std::string& base) {
    return int(std::ranges::count(begun, base, &Who::base));
  };
  std::vector<Who> all = begun;
  for (const char* base : {"P", "I", "C"})
    if (count(base) < Who::copies_max && (count("I") > 0 || base != std::string{"C"}))
      all.push_back({base, count(base) + 1});
  if (count("sweep") < Who::sweeps_max) all.push_back({"sweep", count("sweep") + 1});

  Entries choices;
  if (entries.empty() || entries.back().what != What::advance)
    choices.push_back({.what = What::advance, .by = 31min});
  for (const Who& who : all) {
    const bool has_begun = std::find(begun.begin(), begun.end(), who) != begun.end();
    choices.push_back({.what = What::run, .who = who});
    choices.push_back({.what = What::step, .who = who});
    if (has_crashed) continue;
    choices.push_back({.what = What::crash_after, .who = who});
    if (has_begun) choices.push_back({.what = What::crash, .who = who});
  }
  return choices;
}

/// Plays all schedules of up to `entries_max` entries, and calls visit(trial) for each.
template <typename Visitor>
int play_all(const eda::Service& accused, Entries& entries, std::size_t entries_max,
             const Visitor& visit) {
  const std::optional<Played> trial = tried(accused, entries);
  if (!trial) return 0;
  visit(entries.size(), *trial);
  int played = 1;
  if (entries.size() == entries_max) return played;
  for (const Entry& next : choices_after(entries)) {
    entries.push_back(next);
    played += play_all(accused, entries, entries_max, visit);
    entries.pop_back();
  }
  return played;
}

using Lengths = std::map<std::string, std::size_t>;

/// Numbers of entries of the shortest schedules that prove a count, up to `entries_max`.
Lengths shortest(const std::vector<Count>& counts, std::size_t entries_max) {
  Lengths found;
  Entries none;
  const int played = play_all(counts.front().accused(), none, entries_max,
                              [&](std::size_t entries, const Played& trial) {
                                for (const Count& count : counts) {
                                  const auto known = found.find(count.name);
                                  if (known != found.end() && known->second <= entries) continue;
                                  if (count.lacks(trial, names_of_the_sample).empty())
                                    found[count.name] = entries;
                                }
                              });
  testing::Test::RecordProperty("played", played);
  return found;
}

/// Numbers of entries of our schedules.
Lengths ours(const std::vector<Count>& counts) {
  std::ifstream file{tidy::root() / "solutions/08_testing/indictment.json"};
  const Json indictment = Json::parse(file);
  Lengths lengths;
  for (const Count& count : counts)
    lengths[count.name] = indictment.at(count.name).at("schedule").size();
  return lengths;
}

// That ours prove their counts is tested by 08.right. So a count that none of the shorter schedules
// proves has none that is shorter than ours.
void expect_shortest(const std::vector<Count>& counts) {
  Lengths expected = ours(counts);
  std::size_t longest = 0;
  for (const auto& [count, length] : expected) longest = std::max(longest, length);
  ASSERT_LE(longest, 5u);
  std::erase_if(expected, [&](const auto& one) { return one.second == longest; });
  EXPECT_EQ(shortest(counts, longest - 1), expected);
}

TEST(FairTrial, HasARightAnswerTo03) {
  EXPECT_EQ(tidy::text_of("exercises/08_testing/kitchens/row_per_fact.cpp"),
            tidy::text_of("solutions/03_correlator/also_right/row_per_fact.cpp"));
}

TEST(Indictment, HasTheShortestSchedulesForTheSample) {
  expect_shortest({two_pizzas, no_pizza_ever, eaten_and_refunded, refunded_for_ever});
}

TEST(Indictment, HasTheShortestSchedulesForTheRepairedSample) {
  expect_shortest({paid_but_cancelled, badge});
}

}  // namespace
