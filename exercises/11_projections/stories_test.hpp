#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "check/check.hpp"
#include "eda/events.hpp"
#include "fixtures/counter.hpp"
#include "projections.hpp"

/// Tests as stories: given these events, when this command comes, then these events follow.
namespace stories {

using namespace check;

struct ArchivePorts {
  eda::Events& events;
};

/// Appends the events of an import one by one, each until there is an answer. A conflict is an
/// event that an earlier attempt has appended.
inline eda::Task<> on_import(Event request, ArchivePorts io) {
  std::map<std::string, int> lengths;
  for (const Json& each : request.data.at("history")) {
    const std::vector<Event> events{eda::event_from_json(each)};
    const Json& data = events[0].data;
    const bool is_order = data.contains("orderId");
    const std::string stream = is_order ? "order/" + data["orderId"].get<std::string>()
                                        : "customer/" + data["customerId"].get<std::string>();
    for (bool is_answered = false; !is_answered;) {
      const eda::AppendResult result = co_await io.events.append(stream, lengths[stream], events);
      is_answered = !result.unknown();
    }
    ++lengths[stream];
  }
}

/// The service that carries out imports.
inline const eda::Service archive{
    "archive", "com.shop.", {eda::on({"com.shop.archive.import"}, on_import)}};

/// Returns the shop after `history`, which is imported at minute 0.
inline Scenario shop_after(const std::vector<Event>& history, std::vector<Arrival> arrivals = {},
                           Faults faults = {}) {
  Scenario scenario{.services = {shop::service, archive},
                    .events = std::move(arrivals),
                    .faults = std::move(faults)};
  scenario.faults.crashes_of = {shop::service.name};
  if (!history.empty()) scenario.events.insert(scenario.events.begin(), counter::import(history));
  return scenario;
}

/// One delivery after another, in every order.
inline Scenario one_at_a_time(Scenario scenario) {
  scenario.overlap = Overlap::none_any_order;
  return scenario;
}

/// A request to show a board, "orders" or "customers". Its id is the board and the minute:
/// orders@60
inline Arrival show(const std::string& board, eda::Duration at) {
  Event request{"com.shop.board." + board};
  request.source = "hall";
  request.id = board + "@" + std::to_string(at / 1min);
  return {request, at};
}
/// Returns the scenario with a look at both boards, one hour after its start.
inline Scenario shown(Scenario scenario) {
  for (const char* board : {"orders", "customers"}) scenario.events.push_back(show(board, 60min));
  return scenario;
}

/// "accepted" or "rejected"
inline std::string result(const Outcome& outcome, const counter::Command& command) {
  const Json last = answer_in(outcome, counter::id_of(command));
  return last.is_object() ? last.value("result", "") : "no answer";
}

/// All events of the event store, in the order of positions.
inline std::vector<Event> all_events(const Outcome& outcome) {
  std::vector<Event> events;
  for (const Json& event : outcome.held("events").at("events"))
    events.push_back(eda::event_from_json(event));
  return events;
}
/// The events of a stream as text: "42 paid p-1".
using Texts = std::vector<std::string>;
inline Texts stream(const Outcome& outcome, const std::string& name = "order/42") {
  Texts texts;
  for (const Event& event : all_events(outcome))
    if (event.extensions.at("stream") == name) texts.push_back(counter::as_text(event));
  return texts;
}

/// Given these events, when this command comes a minute later, then these events follow.
struct Story {
  std::vector<Event> given{};
  counter::Command when;
  Texts then{};
  std::string answer = "accepted";
};

inline std::string lines(const char* title, const Texts& texts) {
  std::string lines;
  for (const std::string& text : texts) lines += (lines.empty() ? title : "        ") + text + "\n";
  return lines.empty() ? title + std::string{"nothing\n"} : lines;
}

/// Fails unless the story comes true.
inline void comes_true(const Story& story, const Rule& rule) {
  if (testing::Test::HasFatalFailure()) return;  // of an earlier story of this test
  const Outcome outcome = run(shop_after(story.given, {{counter::told(story.when), 1min}}));
  Texts given, followed;
  for (const Event& event : all_events(outcome))
    (given.size() < story.given.size() ? given : followed).push_back(counter::as_text(event));
  ASSERT_TRUE(followed == story.then && result(outcome, story.when) == story.answer)
      << lines("  Given ", given)
      << lines("  When  ", {story.when.what + " " + story.when.order_id})
      << lines("  Then  ", story.then) << "        and the answer " << story.answer << "\n"
      << lines("  Not   ", followed) << "        and the answer " << result(outcome, story.when)
      << "\n"
      << outcome.story(rule);
}

}  // namespace stories
