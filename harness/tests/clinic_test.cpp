#include "fixtures/clinic.hpp"

#include "check/check.hpp"
#include "eda/fifo.hpp"

namespace {

using namespace check;
using testing::ElementsAre;

struct Ports {
  eda::Fifo& fifo;
};

/// Sends the command in an event to the queue that it names, past the deduplication of the queue.
eda::Task<> on_order(Event order, Ports io) {
  const std::string queue = order.data.at("queue");
  Event command{"com.clinic.prescription." + order.data.at("verb").get<std::string>()};
  command.source = "desk";
  command.id = order.id;
  command.data = order.data;
  co_await io.fifo.send(queue, "one", order.id, command);
}

/// A command to a player.
struct Command {
  std::string verb, id, step = "reserve", queue = "pharmacy";
};

/// Returns the facts of the players, as text, and their answers, as "id answer". The commands are
/// sent one a minute.
std::vector<std::string> said_to(const std::string& saga_id, const std::vector<Command>& commands) {
  std::vector<Event> orders;
  for (const auto& [verb, id, step, queue] : commands) {
    orders.emplace_back("com.desk.order");
    orders.back().source = "test";
    orders.back().id = std::to_string(orders.size());
    orders.back().data = {{"verb", verb}, {"queue", queue}, {"sagaId", saga_id}, {"step", step}};
    orders.back().data["commandId"] = id;
  }
  Scenario scenario{.services = clinic::players(), .events = one_by_one(orders)};
  scenario.services.push_back({"desk", "com.desk.", {eda::on({"com.desk.order"}, on_order)}});
  std::vector<std::string> words;
  const Outcome outcome = run(scenario);
  for (const auto& [fact, by, at] : outcome.published()) {
    const Json& data = fact.data;
    words.push_back(fact.type.ends_with(".replied") ? data.at("commandId").get<std::string>() +
                                                          " " + data.at("result").get<std::string>()
                                                    : clinic::in_words(fact));
  }
  return words;
}

TEST(Clinic, CarriesOutACommandOnceAndRepeatsItsAnswer) {
  EXPECT_THAT(
      said_to("rx", {{"do", "a"}, {"do", "a"}, {"undo", "b"}, {"undo", "b"}}),
      ElementsAre("reserve did", "a done", "a done", "reserve undid", "b undone", "b undone"));
  EXPECT_THAT(said_to("rx", {{"do", "a"}, {"do", "b"}}),
              ElementsAre("reserve did", "a done", "reserve did", "b done"));
}

TEST(Clinic, RefusesWhatWasUndoneBefore) {
  EXPECT_THAT(said_to("rx", {{"undo", "b"}, {"do", "a"}}), ElementsAre("b undone", "a refused"));
}

TEST(Clinic, TellsStepsAndPlayersApart) {
  EXPECT_THAT(
      said_to("rx", {{"do", "a"}, {"undo", "b", "dispense"}, {"do", "a", "consult", "doctor"}}),
      ElementsAre("reserve did", "a done", "b undone", "consult did", "a done"));
}

TEST(Clinic, RefusesAsTheSagaSays) {
  EXPECT_THAT(said_to("rx,reserve:refuses", {{"do", "a"}, {"do", "a"}}),
              ElementsAre("a refused", "a refused"));
  EXPECT_THAT(said_to("rx,reserve:refuses_twice", {{"do", "a"}, {"do", "a"}, {"do", "a"}}),
              ElementsAre("a refused", "a refused", "reserve did", "a done"));
  EXPECT_THAT(
      said_to("rx,cover:refuses,reserve:undo_refused_twice",
              {{"do", "a"}, {"undo", "b"}, {"undo", "b"}, {"undo", "b"}}),
      ElementsAre("reserve did", "a done", "b refused", "b refused", "reserve undid", "b undone"));
}

TEST(Clinic, IsSilentAsTheSagaSays) {
  EXPECT_THAT(said_to("rx,reserve:silent_once", {{"do", "a"}, {"do", "a"}}),
              ElementsAre("reserve did", "a done"));
  EXPECT_THAT(said_to("rx,reserve:never", {{"do", "a"}, {"undo", "b"}}), ElementsAre("b undone"));
}

TEST(Clinic, IsLateAsTheSagaSays) {
  for (const char* way : {"after_60min", "after_50h"}) {
    const std::string saga_id = std::string{"rx,reserve:"} + way;
    EXPECT_THAT(said_to(saga_id, {{"do", "a"}, {"do", "b", "bill", "billing"}}),
                ElementsAre("bill did", "b done", "reserve did", "a done"));
    EXPECT_THAT(said_to(saga_id, {{"do", "a"}, {"undo", "b"}}),
                ElementsAre("b undone", "a refused"));
  }
}

/// Facts of one saga, from their texts: "cover did", "completed".
clinic::Ending ending(const std::vector<std::string>& texts) {
  clinic::Ending ending;
  for (const std::string& text : texts) {
    const auto space = text.find(' ');
    const bool is_end = space == std::string::npos;
    Event fact{is_end ? "com.clinic.prescription." + text
                      : "com.clinic.player." + text.substr(space + 1)};
    fact.id = std::to_string(ending.facts.size());
    fact.data["sagaId"] = "rx";
    if (!is_end) fact.data["step"] = text.substr(0, space);
    ending.facts.push_back(fact);
  }
  return ending;
}

std::string flaws_of(const clinic::Ending& ending, const std::string& expected = "") {
  std::string flaws;
  if (!flaw_of_end(ending, expected).empty()) flaws += "end ";
  if (!flaw_of_work(ending).empty()) flaws += "work ";
  if (!flaw_of_copies(ending).empty()) flaws += "copies ";
  if (!flaw_of_order(ending).empty()) flaws += "order ";
  return flaws;
}

TEST(ClinicEndings, AreJudgedByEachRule) {
  const std::vector<std::string> all{"consult did",  "cover did", "reserve did",
                                     "dispense did", "bill did",  "completed"};
  EXPECT_EQ(flaws_of(ending(all), "completed"), "");
  EXPECT_EQ(flaws_of(ending(all), "compensated"), "end ");
  EXPECT_EQ(flaws_of(ending({})), "end work ");
  EXPECT_EQ(flaws_of(ending({"compensated"})), "");
  EXPECT_EQ(flaws_of(ending({"completed", "compensated"})), "end order ");
  EXPECT_EQ(flaws_of(ending({"consult did", "compensated"})), "work ");
  EXPECT_EQ(flaws_of(ending({"consult did", "compensated", "consult undid"})), "order ");
  EXPECT_EQ(
      flaws_of(ending({"cover did", "cover did", "cover undid", "cover undid", "compensated"})),
      "copies ");
  EXPECT_EQ(
      flaws_of(ending({"consult did", "cover did", "consult undid", "cover undid", "compensated"})),
      "order ");
}

TEST(ClinicEndings, LeaveOutOtherSagasAndCopies) {
  clinic::Ending two = ending({"consult did", "consult undid", "compensated"});
  two.facts.push_back(two.facts.front());
  two.facts.push_back(clinic::requested("rx"));
  two.facts[1].data["sagaId"] = "other";
  const clinic::Ending one = clinic::ending_of("rx", two.facts);
  EXPECT_EQ(one.facts.size(), 2u);
  EXPECT_EQ(one.count("consult did"), 1);
  EXPECT_EQ(one.place("compensated"), 1);
  EXPECT_EQ(one.place("consult undid"), 2);
}

}  // namespace
