#pragma once

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/profiles.hpp"
#include "ordering.hpp"

/// Common parts of the hidden tests of the newsletter's copy.
namespace copy_tests {

using namespace check;
using newsletter::Profile;
using profiles::email_changed, profiles::email_of, profiles::points_added, profiles::read,
    profiles::Right;

inline const Event v1 = email_changed(1);
inline const Event v2 = email_changed(2);
inline const Event v3 = email_changed(3);
inline const Event gone = profiles::deleted(2);
inline const Event g1 = points_added("g1", 50);
inline const Event g2 = points_added("g2", 20);
inline const Event album = profiles::snapshot(1, {{"g1", 50}, {"g3", 7}});

/// The newsletter and what it gets, with a read an hour after the last of it.
inline Scenario copy_of(std::vector<Arrival> facts, Overlap overlap, Faults faults = {}) {
  const Arrival last = *std::ranges::max_element(facts, {}, &Arrival::at);
  facts.emplace_back(read({.id = "last"}), last.at + 1h);
  return {.services = {newsletter::service},
          .events = std::move(facts),
          .faults = std::move(faults),
          .overlap = overlap};
}
/// Every overlap of the handlers.
inline Scenario busy(std::vector<Arrival> facts, Faults faults = {}) {
  return copy_of(std::move(facts), Overlap::full, std::move(faults));
}
/// One delivery after another, in every order.
inline Scenario calm(std::vector<Arrival> facts, Faults faults = {}) {
  return copy_of(std::move(facts), Overlap::none_any_order, std::move(faults));
}

/// Rules for a read: one for each way to be wrong.
struct Rules {
  Rule newest{.says = "in the end a read shows the e-mail of the highest version",
              .hint = "Yesterday's letter came today."};
  Rule dead{.says = "a user who has been deleted is never shown again",
            .hint = "A late letter re-created a deleted user."};
  Rule alive{.says = "only a user who has been deleted is shown as deleted",
             .hint = "Who has deleted this user?"};
  Rule lost{.says = "`points` is the sum of all grants",
            .hint = "A grant came, and where are its points?"};
  Rule twice{.says = "a grant counts once, however often it comes",
             .hint = "Points printed twice."};

  /// Returns the rule that an answer breaks; null: none.
  const Rule* broken_by(const Profile& shown, const Right& right) const {
    if (right.deleted && !(shown.deleted && shown.email.empty() && shown.points == 0)) return &dead;
    if (shown.deleted != right.deleted) return &alive;
    if (shown.version != right.version || shown.email != right.email()) return &newest;
    if (shown.points != right.points) return shown.points < right.points ? &lost : &twice;
    return nullptr;
  }
};

/// Answers to a read, of which there may be two after a crash.
inline std::vector<Profile> shown(const Outcome& outcome, const std::string& request_id) {
  std::vector<Profile> all;
  for (const sim::Answered& answer : outcome.answers(request_id)) all.push_back(answer.value);
  return all;
}

/// Fails unless that read was answered, and rightly each time.
inline void shows(const Outcome& outcome, const std::string& request_id, const Right& right,
                  const Rules& rules) {
  const std::vector<Profile> answers = shown(outcome, request_id);
  ASSERT_FALSE(answers.empty()) << outcome.story(rules.newest);
  for (const Profile& answer : answers) {
    const Rule* broken = rules.broken_by(answer, right);
    ASSERT_EQ(broken, nullptr) << "shown: " << Json(answer).dump() << outcome.story(*broken);
  }
}

/// Fails unless the last read is right in every outcome of `scenario`.
inline void ends_with(const Right& right, const Scenario& scenario, const Rules& rules = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario)) shows(outcome, "last", right, rules);
}

}  // namespace copy_tests
