#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "dead_letters.hpp"
#include "fixtures/post_office.hpp"

/// Common parts of the tests of the post office.
namespace office {

using namespace check;
using post::Letter;
using sim::Queue, sim::Rejection, sim::RetryPolicy, sim::Target, sim::Weather;

/// Moment at which an address is mended.
inline constexpr eda::Duration mended_at = 1min;

/// The post office with a queue `letters` of this kind. The queue parks a letter after 20
/// deliveries, delivers one again that is in hand for 30 s, and puts off for 5 minutes at most.
inline Scenario office_with(bool is_fifo, std::vector<Arrival> events, Faults faults = {}) {
  const Json nowhere{{"to", Json::array({post::nowhere})}};
  const Json mended{{"to", Json::array({post::mended})}};
  const Json no_address{{"to", Json::array({Json{{"exists", false}}})}};
  Scenario scenario{.services = {mail::service}, .events = std::move(events)};
  scenario.queues = {Queue{mail::letters, is_fifo, RetryPolicy{20, 30s, true, 5min}}};
  scenario.downstream = {
      Target{mail::bakery,
             "orderId",
             {Rejection{nowhere, post::no_such_address}, Rejection{no_address, post::no_address},
              Rejection{mended, post::no_such_address, mended_at}}}};
  scenario.faults = std::move(faults);
  return scenario;
}

inline Scenario during(std::vector<Weather> weather, Scenario scenario) {
  scenario.weather = std::move(weather);
  return scenario;
}

inline Weather down(const std::string& target, eda::Duration from, eda::Duration until) {
  return {target, Weather::Kind::down, from, until};
}

/// Hints of a test by the rules that it judges. A rule without a hint is not judged. The order of
/// the members is the order of judging.
struct Hints {
  std::string verdicts{};  ///< of rule 2
  std::string reasons{};   ///< of rule 1
  std::string loss{};      ///< of rule 1
  std::string order{};     ///< of rule 3
};

inline post::Books books_of(const sim::Outcome& outcome) {
  return {.bakery = post::book_of(outcome.held("downstream"), mail::bakery),
          .dead_letters = post::letters_in(outcome.held("dead_letters"))};
}

/// Fails unless the letters have ended as the header says.
inline void judge(const Outcome& outcome, const std::vector<Letter>& letters, const Hints& hints) {
  if (testing::Test::HasFatalFailure()) return;
  using Flaw = std::string (*)(const std::vector<Letter>&, const post::Books&);
  const std::vector<std::pair<Rule, Flaw>> rules{
      {{.says = "what never gets better is parked after 3 calls at most, and nothing else is",
        .hint = hints.verdicts},
       post::flaw_of_verdicts},
      {{.says = "a parked letter has a reason, with what the bakery has said",
        .hint = hints.reasons},
       post::flaw_of_reasons},
      {{.says = "a letter is carried out once, or it is parked under its own id",
        .hint = hints.loss},
       post::flaw_of_loss},
      {{.says = "the letters of one order reach the bakery in order", .hint = hints.order},
       post::flaw_of_order}};
  const post::Books books = books_of(outcome);
  for (const auto& [rule, flaw_in] : rules) {
    if (rule.hint.empty()) continue;
    ASSERT_EQ(flaw_in(letters, books), "") << outcome.story(rule);
  }
}

inline void judge_all(const Scenario& scenario, const std::vector<Letter>& letters,
                      const Hints& hints) {
  for (const Outcome& outcome : every_outcome_of(scenario)) judge(outcome, letters, hints);
}

/// The publisher, with changes of orders and a broker that is down or hangs now and then.
inline Scenario broker_with(std::vector<Arrival> changes, std::vector<eda::Duration> sweeps,
                            std::vector<Weather> weather, Faults faults = {}) {
  Scenario scenario{.services = {publisher::service}, .events = std::move(changes)};
  scenario.downstream = {Target{publisher::broker, "data.orderId"}};
  scenario.sweeps = std::move(sweeps);
  scenario.faults = std::move(faults);
  return during(std::move(weather), std::move(scenario));
}

/// Hints of the rules about the broker, in the order of judging. A rule without a hint is not
/// judged.
struct BrokerHints {
  std::string crowd{};    ///< of rule 6
  std::string arrival{};  ///< of rule 5
  std::string order{};    ///< of rule 5
};

/// Fails unless the broker has each change, in order. `turned_down_max`: number of calls that may
/// meet each weather, if the breaker opens after three.
inline void judge_broker(const Outcome& outcome, const std::vector<Arrival>& changes,
                         const BrokerHints& hints, const std::vector<int>& turned_down_max = {}) {
  if (testing::Test::HasFatalFailure()) return;
  const Rule crowd{
      .says = "after the breaker has opened, the broker is called once a minute at most",
      .hint = hints.crowd};
  const Rule arrival{.says = "each change is accepted, at the latest when the door is open again",
                     .hint = hints.arrival};
  const Rule order{.says = "the changes of one order are accepted in order", .hint = hints.order};
  const Json broker = post::book_of(outcome.held("downstream"), publisher::broker);
  const auto turned_down = broker.at("turned_down").get<std::vector<int>>();
  for (std::size_t i = 0; i < turned_down_max.size(); ++i)
    ASSERT_LE(turned_down.at(i), turned_down_max[i]) << outcome.story(crowd);
  std::vector<Event> events;
  for (const auto& [event, at] : changes) events.push_back(event);
  ASSERT_EQ(post::flaw_of_arrival(events, broker), "") << outcome.story(arrival);
  ASSERT_EQ(post::flaw_of_changes(broker), "") << outcome.story(order);
}

}  // namespace office
