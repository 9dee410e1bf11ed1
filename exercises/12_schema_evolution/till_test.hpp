#pragma once

#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "fixtures/field.hpp"
#include "fixtures/ledger.hpp"
#include "schema_evolution.hpp"

/// Common parts of the tests: what revenue has counted and parked, and the entries of the JSON.
namespace till {

using namespace check;
using ledger::Letter, ledger::letter_v1, ledger::letter_v2;

inline std::string words(const Json& value) {
  return value.is_string() ? value.get<std::string>() : value.dump(-1, ' ', true);
}
inline std::string words(const Event& fact, const std::string& field) {
  return words(fixtures::field(fact, field));
}

/// Money by the order: "42" -> "1850 GBP". Two facts about one order: "1850 GBP and 1850 GBP".
using Till = std::map<std::string, std::string>;
inline Till counted(const Outcome& outcome) {
  Till till;
  for (const Event& fact : outcome.facts(revenue::counted)) {
    std::string& money = till[words(fact, "orderId")];
    money += (money.empty() ? "" : " and ") + words(fact, "pence") + " " + words(fact, "currency");
  }
  return till;
}

/// Ids of the letters that are parked, one for each distinct fact.
using Parked = std::multiset<std::string>;
inline Parked parked(const Outcome& outcome) {
  Parked ids;
  for (const Event& fact : outcome.facts(revenue::parked)) ids.insert(words(fact, "eventId"));
  return ids;
}

/// Facts that revenue must have published in the end.
struct Right {
  Till till;
  Parked parked{};
};

/// Rules for what revenue says: one for each way to be wrong.
struct Rules {
  Rule missing{.says = "each order is counted",
               .hint = "An order was placed, and the till is silent. Which letter said so?"};
  Rule twice{.says = "an order is counted by one distinct fact, however often it is announced",
             .hint = "One order was announced in two languages. Did the till ring twice?"};
  Rule money{.says = "an order is counted with its pence and its currency",
             .hint = "The till rang, with another sum. Which field of the letter did you read?"};
  Rule guessed{.says = "nothing is counted for a letter that cannot be read",
               .hint = "You read a language you have not learned."};
  Rule refused{.says = "a letter that can be read is not parked",
               .hint = "This letter can be read. What has put you off?"};
  Rule dropped{.says = "a letter that cannot be read is parked by one distinct fact",
               .hint = "There is a letter that you cannot read. Who will ever know?"};

  /// Returns the rule that an outcome breaks; null: none.
  const Rule* broken_by(const Outcome& outcome, const Right& right) const {
    const Parked put_aside = parked(outcome);
    for (const std::string& id : put_aside)
      if (right.parked.count(id) == 0) return &refused;
    const Till till = counted(outcome);
    for (const auto& [order, is] : till) {
      if (!right.till.contains(order)) return &guessed;
      if (is.find(" and ") != std::string::npos) return &twice;
      if (is != right.till.at(order)) return &money;
    }
    if (till.size() < right.till.size()) return &missing;
    return put_aside == right.parked ? nullptr : &dropped;
  }
};

/// Fails unless revenue has said what is right.
inline void said(const Outcome& outcome, const Right& right, const Rules& rules = {}) {
  const Rule* broken = rules.broken_by(outcome, right);
  ASSERT_EQ(broken, nullptr) << "counted: " << Json(counted(outcome)).dump(-1, ' ', true)
                             << outcome.story(*broken);
}

/// Fails unless revenue says what is right in every outcome of `scenario`.
inline void ends_with(const Right& right, const Scenario& scenario, const Rules& rules = {}) {
  for (const Outcome& outcome : every_outcome_of(scenario)) said(outcome, right, rules);
}

/// Revenue, and the letters that it gets.
inline Scenario revenue_with(std::vector<Arrival> letters, Overlap overlap = Overlap::full) {
  return {.services = {revenue::service}, .events = std::move(letters), .overlap = overlap};
}

/// A letter, and what `upcast` must make of it.
struct Upcast {
  Event letter;
  Event right;
};

inline Event upcast_requested(const Event& letter, const std::string& id) {
  Event request{revenue::upcast_requested};
  request.source = "auditor";
  request.id = id;
  request.data = to_json(letter);
  return request;
}

/// Fails unless `upcast` makes of each letter what is right, and leaves that as it is.
inline void upcasts(const std::vector<Upcast>& all) {
  const Rule as_v2{.says = "a letter of a known version becomes V2, and all else stays",
                   .hint = "Lay the two letters side by side. What was lost on the way?"};
  const Rule again{.says = "a letter that is V2, or of an unknown version, comes back as it is",
                   .hint = "There was nothing to translate here. What have you changed?"};
  std::vector<Event> requests;
  for (std::size_t i = 0; i < all.size(); ++i) {
    requests.push_back(upcast_requested(all[i].letter, "first-" + std::to_string(i)));
    requests.push_back(upcast_requested(all[i].right, "again-" + std::to_string(i)));
  }
  for (const Outcome& outcome : every_outcome_of(revenue_with(one_by_one(requests)))) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const Json first = outcome.answers("first-" + std::to_string(i)).back().value;
      const Json second = outcome.answers("again-" + std::to_string(i)).back().value;
      const bool is_new = all[i].letter == all[i].right;
      ASSERT_EQ(first, to_json(all[i].right)) << outcome.story(is_new ? again : as_v2);
      ASSERT_EQ(second, to_json(all[i].right)) << outcome.story(again);
    }
  }
}

using Words = std::set<std::string>;

inline std::string list_of(const Words& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "\"" : ", \"") + word + "\"";
  return text;
}

/// Returns a field of the entry for a proposal. Fails the test unless it is one of `allowed`.
inline std::string entry(const std::string& id, const std::string& field, const Words& allowed) {
  for (const Json& change : part("/changes", Kind::list)) {
    if (!change.is_object() || change.value("id", Json{}) != id) continue;
    const Json value = change.value(field, Json{});
    if (value.is_string() && allowed.contains(value.get<std::string>())) return value;
    reject({.says = "`" + field + "` of each proposal is one of " + list_of(allowed),
            .hint = "Read " + id + " in proposals.json, with both of its letters, and decide."},
           "  " + id + ": " + value.dump(-1, ' ', true).substr(0, 60) + "\n");
  }
  reject({.says = "`changes` has an entry for each proposal",
          .hint = "An entry begins with the `id` of its proposal."},
         "  Missing: " + id + "\n");
}

/// Accepted entries for a proposal, and hints for others.
struct Key {
  std::string id;
  Words kinds, insteads;
  std::string kind_hint, instead_hint;
};

inline void check_change(const Key& key) {
  const std::string kind = entry(key.id, "kind", {"additive", "breaking", "breaking-in-disguise"});
  if (!key.kinds.contains(kind))
    reject({.says = "`kind` of " + key.id + " is what the change does to readers and to history",
            .hint = key.kind_hint},
           "  " + key.id + ": " + kind + "\n");
  const std::string instead = entry(
      key.id, "instead", {"none", "keep_optional", "add_beside", "new_version", "readers_first"});
  if (!key.insteads.contains(instead))
    reject({.says = "`instead` of " + key.id + " harms no reader and no letter that was sent",
            .hint = key.instead_hint},
           "  " + key.id + ": " + instead + "\n");
}

}  // namespace till
