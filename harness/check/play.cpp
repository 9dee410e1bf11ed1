#include "check/play.hpp"

#include <fmt/format.h>

#include "check/check.hpp"
#include "check/named_schedule.hpp"
#include "check/running.hpp"
#include "check/session.hpp"
#include "sim/tell/outcome_search.hpp"

namespace check {

namespace {

[[noreturn]] void refuse(const std::vector<std::string>& entries,
                         const NamedSchedule::Refusal& refusal) {
  const Rule rule{.says = "each entry of a schedule can be played", .hint = refusal.hint};
  reject(rule, fmt::format("  Entry {}, \"{}\": {}.\n", refusal.entry + 1,
                           entries[refusal.entry].substr(0, 60), refusal.why));
}

std::vector<Entry> entries_from(const std::vector<std::string>& texts) {
  std::vector<Entry> entries;
  for (const std::string& text : texts) {
    try {
      if (entries.size() == NamedSchedule::entries_max)
        throw RefusedEntry{fmt::format("a schedule has at most {} entries", entries.size()),
                           "The shortest have four or five. Which entries change nothing?"};
      entries.push_back(entry_from(text));
    } catch (const RefusedEntry& refused) {
      refuse(texts, {entries.size(), refused.what(), refused.hint});
    }
  }
  return entries;
}

}  // namespace

Played play(Scenario scenario, std::vector<std::string> entries, Verbs verbs) {
  check_events_of(scenario);
  NamedSchedule schedule{std::move(scenario), entries_from(entries), verbs};
  const int number = session().next_scenario();
  try {
    const auto refusal = schedule.play([](const Scenario& staged) {
      return std::make_shared<sim::TransitionSystem>(staged, executor_for(staged));
    });
    if (refusal) refuse(entries, *refusal);
    const Scenario& staged = schedule.system()->scenario();
    Outcome outcome{sim::outcome_along(schedule.system(), schedule.schedule(), schedule.world()),
                    number};
    const auto& token = session().replay_token();
    if (token && token->scenario == number) outcome = replayed(staged, *token);
    if (number == 0) session().draw(outcome);  // others are compared with it
    const Rule rule = outcome.broken_house_rule();
    if (!rule.says.empty()) fail_test(outcome.story(rule));
    return {std::move(outcome), schedule.deliveries(), staged, schedule.is_complete()};
  } catch (const sim::HiddenState& surprise) {
    fail_test(surprise);
  }
}

}  // namespace check
