#include <algorithm>
#include <map>

#include "check/answer_text.hpp"
#include "check/given.hpp"
#include "fixtures/runbook.hpp"
#include "post_test.hpp"

using namespace office;

namespace {

/// Changes of these orders, each its first one.
std::vector<Arrival> changes_at(const std::vector<std::pair<std::string, eda::Duration>>& orders) {
  std::vector<Arrival> changes;
  std::map<std::string, int> numbers;
  for (const auto& [order, at] : orders)
    changes.emplace_back(post::change(order, ++numbers[order]), at);
  return changes;
}

void judge_all(const Scenario& scenario, const BrokerHints& hints,
               const std::vector<int>& turned_down_max = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario))
    judge_broker(outcome, scenario.events, hints, turned_down_max);
}

}  // namespace

TEST(failure, publish_succeeded_but_timed_out) {
  const Faults lost{.unknowns_max = 1, .unknowns_of = {"downstream"}};
  const BrokerHints hints{
      .arrival = "Letters in the cellar.",
      .order = "The second change went past the first, which lay in the cellar."};
  judge_all(broker_with(changes_at({{"order-1", 0s}, {"order-1", 1min}}), {2min, 3min}, {}, lost),
            hints);
  // the answer is lost while both are carried up
  judge_all(broker_with(changes_at({{"order-1", 0s}, {"order-1", 1s}}), {2min, 3min},
                        {down(publisher::broker, 0s, 1min)}, lost),
            hints);
}

TEST(failure, breaker_opens_and_recovers) {
  judge_all(broker_with(changes_at({{"order-1", 5s},
                                    {"order-2", 10s},
                                    {"order-3", 15s},
                                    {"order-4", 20s},
                                    {"order-1", 5min}}),
                        {90s, 150s, 210s, 330s}, {down(publisher::broker, 0s, 2min)}),
            {.crowd = "The door is shut. How often do you try it?",
             .arrival = "The sun came out; the door stayed shut.",
             .order = "The last one rang, and the first one still lay in the cellar."},
            {4});
}

TEST(timeout, half_open_probe_hangs) {
  const Weather hangs{publisher::broker, Weather::Kind::hangs, 90s, 165s, 30s};
  judge_all(broker_with(changes_at({{"order-1", 0s},
                                    {"order-2", 1s},
                                    {"order-3", 2s},
                                    {"order-4", 2min},
                                    {"order-5", 2min}}),
                        {10s, 130s, 4min, 5min}, {down(publisher::broker, 0s, 1min), hangs}),
            {.crowd = "One probe, not a stampede.",
             .arrival = "The probe never came back. Who tries the door after it?",
             .order = "First written down, first carried up."},
            {3, 1});
}

TEST(crash, while_draining) {
  judge_all(broker_with(changes_at({{"order-1", 0s}, {"order-1", 1s}, {"order-1", 150s}}),
                        {150s, 5min}, {down(publisher::broker, 0s, 1min)}, {.crashes_max = 1}),
            {.arrival = "Carried up, and dropped on the stairs. When was it crossed out?",
             .order = "While one carries up the old ones, where does the new one go?"});
}

TEST(crash, probe_dies) {
  judge_all(
      broker_with(changes_at({{"order-1", 0s}, {"order-2", 1s}, {"order-3", 2s}}),
                  {150s, 5min, 8min}, {down(publisher::broker, 0s, 1min)}, {.crashes_max = 1}),
      {.arrival = "The one who was to try the door has died. Who tries it now?",
       .order = "First written down, first carried up."});
}

// Three calls have failed after 10 seconds, also of those that ask for the whole cellar. The sweep
// at 115 seconds comes within a minute of the probe.
TEST(crash, probe_dies_in_the_rain) {
  judge_all(broker_with(changes_at({{"order-1", 0s}, {"order-2", 1s}, {"order-3", 2s}}),
                        {10s, 80s, 115s, 3min, 5min},
                        {down(publisher::broker, 0s, 50s), down(publisher::broker, 75s, 2min)},
                        {.crashes_max = 1}),
            {.crowd = "The one at the door has died there. How long does its call count?",
             .arrival = "The one who was to try the door has died. Who tries it now?",
             .order = "First written down, first carried up."},
            {4, 1});
}

TEST(order, ninth_and_tenth) {
  std::vector<std::pair<std::string, eda::Duration>> changes;
  for (int number = 1; number <= 10; ++number)
    changes.emplace_back("order-1", std::chrono::seconds{number});
  judge_all(broker_with(changes_at(changes), {80s, 150s}, {down(publisher::broker, 8500ms, 1min)}),
            {.arrival = "Letters in the cellar.",
             .order = "Eight went well. What comes first in your cellar: the ninth or the tenth?"});
}

TEST(concurrency, two_sweeps_and_a_change) {
  judge_all(broker_with(changes_at({{"order-1", 0s}, {"order-1", 150s}}), {150s, 150s, 5min},
                        {down(publisher::broker, 0s, 1min)}),
            {.arrival = "Two on the stairs, and one at the door. Which change did they lose?",
             .order = "While one carries up the old ones, where does the new one go?"});
}

TEST(lint, runbook) {
  const std::vector<std::string> headings{"what you see", "what it means", "first five minutes",
                                          "how to redrive", "who to call"};
  const Rule all_there{.says = "the runbook has its five headings, with a text below each",
                       .hint = "It is three in the morning. What does this page not say?"};
  const Rule alarms_named{.says = "the runbook names the three alarms in back quotes",
                          .hint = "The phone shows a name. Is it on this page?"};
  const Rule names_exist{
      .says = "each name in back quotes exists: in the header, or in the README",
      .hint = "They searched for that name for ten minutes. Where does it stand?"};
  const std::vector<runbook::Section> sections = runbook::sections_of(check::text("runbook.md"));
  const std::vector<std::string> quoted = runbook::quoted_in(sections);
  for (const std::string& heading : runbook::missing(sections, headings))
    reject(all_there, "  \"" + heading + "\"\n");
  for (const std::string& alarm : mail::alarms)
    if (std::find(quoted.begin(), quoted.end(), alarm) == quoted.end())
      reject(alarms_named, "  `" + alarm + "`\n");
  std::string known;
  for (const char* given : {"dead_letters.hpp", "README.md"})
    known += check::read_answer_text(check::given_file(given), given);
  for (const std::string& name : runbook::unknown(quoted, known))
    reject(names_exist, "  `" + name + "`\n");
}
