#include "sim/tell/token.hpp"

#include <gmock/gmock.h>

#include "sim/tell/replay.hpp"
#include "stories.hpp"

namespace {

using namespace stories;
using sim::Schedule, sim::Token;
using testing::AllOf;
using testing::EndsWith;
using testing::HasSubstr;
using What = Token::Move::What;

const Token small{.test = "03.duplicate.twice",
                  .scenario = 1,
                  .initial_state = 2,
                  .moves = {{What::act, 0, 0},
                            {What::act, 0, 0},
                            {What::die, 1, 0},
                            {What::act, 27, 3},
                            {What::act, 27, 3},
                            {What::time, 0, 0}},
                  .checks = "Kx9a0"};

/// Message that refuses `token`, without the token itself.
std::string refusal(const std::string& token) {
  try {
    sim::token_from(token);
    return "accepted";
  } catch (const sim::InvalidToken& error) {
    const std::string sentence = error.what();
    EXPECT_THAT(sentence, testing::StartsWith("replay token \"" + token + "\": "));
    return sentence.substr(token.size() + 17);
  }
}

TEST(Token, IsShortAndReadable) {
  EXPECT_EQ(to_string(small), "03.duplicate.twice/1-2-a2b_B+3:2.-Kx9a0");
}

TEST(Token, ReadsBackWhatItWrites) { EXPECT_EQ(sim::token_from(to_string(small)), small); }

TEST(Token, ReadsBackTheStepThatDecides) {
  Token token = small;
  token.turn = 5;
  EXPECT_EQ(to_string(token), to_string(small) + "-5");
  EXPECT_EQ(sim::token_from(to_string(token)), token);
}

TEST(Token, ReadsBackEveryKindOfMoveOfAnyDelivery) {
  for (What what : {What::act, What::die})
    for (int delivery : {0, 25, 26, 51, 52, 99})
      for (int variant : {0, 1, 65})
        for (int times : {1, 2, 12}) {
          Token token{.test = "a.b", .moves = {{What::time}}, .checks = ""};
          token.moves.insert(token.moves.end(), std::size_t(times), {what, delivery, variant});
          EXPECT_EQ(sim::token_from(to_string(token)), token) << to_string(token);
        }
}

TEST(Token, ReadsBackMoreMovesThanOneNumberCounts) {
  Token token{.test = "a.b", .moves = {2500, {What::act, 3, 0}}, .checks = ""};
  EXPECT_EQ(sim::token_from(to_string(token)), token);
}

TEST(Token, MayBelongToATestWithASlashInItsName) {
  Token token = small;
  token.test = "Suite/Name.Test/0";
  EXPECT_EQ(sim::token_from(to_string(token)).test, "Suite/Name.Test/0");
}

TEST(Token, MeansNothingToAShell) {
  for (char c : to_string(small))
    EXPECT_TRUE(std::isalnum(c) != 0 || std::string{"./-_+:@"}.find(c) != std::string::npos) << c;
}

TEST(Token, LeavesOutChecksWhereItWouldBeLongerThan100Characters) {
  Token token{.test = std::string(70, 't'), .checks = std::string(40, 'c')};
  for (int i = 0; i < 20; ++i) token.moves.push_back({What::act, i % 2, 0});
  EXPECT_EQ(to_string(token).size(), 100u);
  EXPECT_EQ(sim::token_from(to_string(token)).moves, token.moves);
}

TEST(Token, OfTwoCopiesOfThreeFactsIsNoLongerThan100Characters) {
  sim::Scenario scenario =
      stories::scenario(adds, {tip("anna", 1), tip("boris", 2), tip("clara", 4)});
  scenario.faults = {.duplicates_per_event_max = 1, .crashes_max = 1};
  World world{scenario};
  for (const Schedule& schedule : world.all_schedules())
    EXPECT_LE(
        to_string(token_of(world.system, schedule, "03.concurrency.three_facts_of_an_order", 0))
            .size(),
        100u);
}

TEST(Token, IsRefusedInASentenceThatSaysWhatIsAllowed) {
  EXPECT_EQ(refusal("no slash"),
            "it must begin with the name of a test and a slash: 03.duplicate.twice/…");
  EXPECT_EQ(refusal("/0-0-a-x"),
            "it must begin with the name of a test and a slash: 03.duplicate.twice/…");
  for (const char* token : {"t/", "t/0-0-a", "t/0-0-a-x-1-y"})
    EXPECT_EQ(refusal(token),
              "after the slash there must be four or five parts with dashes between them");
  EXPECT_EQ(refusal("t/0-0-a-x-y"), "a number is missing");
  EXPECT_EQ(refusal("t/x-0-a-x"), "a number is missing");
  EXPECT_EQ(refusal("t/0--a-x"), "a number is missing");
  EXPECT_EQ(refusal("t/1001-0-a-x"), "a number is larger than 1000");
  EXPECT_EQ(refusal("t/0-0-a?-x"),
            "'?' names no delivery; allowed are a to z, A to Z, @ and a number, and . for time");
  EXPECT_EQ(refusal("t/0-0-a+-x"), "a number is missing");
  EXPECT_EQ(refusal("t/0-0-a9999-x"), "a number is larger than 1000");
  EXPECT_EQ(refusal("t/0-0-a1000b1000a1000b1000a1000b1-x"), "it has more than 5000 steps");
  EXPECT_EQ(refusal("t/0-0-a-x!"), "'!' is neither a letter nor a digit");
}

TEST(Token, IsShortenedWhereItIsRefusedAndVeryLong) {
  try {
    sim::token_from(std::string(10'000, 'x'));
    FAIL();
  } catch (const sim::InvalidToken& error) {
    EXPECT_LT(std::string{error.what()}.size(), 300u);
  }
}

/// Replays a token without showing it.
sim::Replayed replayed(const std::string& token, sim::Scenario scenario) {
  return sim::replay(std::move(scenario), sim::token_from(token),
                     {.show = [](const std::string&) {}});
}

TEST(Replay, TakesEveryScheduleAgain) {
  sim::Scenario scenario = stories::scenario(adds, {tip("anna"), {tip("boris"), 1min}});
  scenario.faults = {
      .duplicates_per_event_max = 1, .crashes_max = 1, .unknowns_max = 1, .time_races_max = 1};
  World world{scenario};
  for (const Schedule& schedule : world.all_schedules()) {
    const std::string token = to_string(token_of(world.system, schedule, "a.b", 0));
    const sim::Replayed again = replayed(token, scenario);
    EXPECT_EQ(again.drift, "");
    sim::Trace wanted = trace_of(world.system, schedule);
    wanted.is_shortest = false;
    sim::Trace taken = again.found.trace();
    taken.is_printed = false;
    EXPECT_EQ(to_text(taken), to_text(wanted));
  }
}

TEST(Replay, PrintsTheStepsOfTheStoryOnceWithTheOneThatDecides) {
  const sim::FoundOutcome found = stories::outcome_with({150, 200}, stories::lost_tip());
  sim::Trace told = found.trace();
  ASSERT_GE(told.turn, 0);
  told.otherwise.reset();  // a replay searches nothing, so it has no shares
  for (sim::TraceStep& step : told.steps) step.otherwise.reset();
  std::string printed;
  const sim::Replayed again =
      sim::replay(stories::lost_tip(), sim::token_from("a.b" + to_string(told.token)),
                  {.show = [&](const std::string& lines) { printed += lines; }});
  const std::string story = to_text(told);
  std::size_t steps = 0;
  for (const std::string& line : stories::lines_of(story)) {
    if (line.find("-> ") == std::string::npos && line.find(" ^ here") == std::string::npos)
      continue;
    EXPECT_THAT(printed, testing::HasSubstr(line.substr(0, 34)));
    ++steps;
  }
  EXPECT_EQ(steps, told.steps.size() + 1) << story;
  EXPECT_THAT(printed, testing::ContainsRegex("\n> +[0-9]+ "));
  EXPECT_EQ(to_text(again.found.trace({.says = "no tip is lost", .hint = "Look."})),
            "  Broken rule: no tip is lost\n  Hint: Look.\n"
            "  The schedule that does it is above (" +
                std::to_string(told.steps.size()) + " steps, 0 faults).\n");
}

/// Message on the difference between the code of `now` and the token `text`.
std::string drift_of(const std::string& text, sim::Scenario now) {
  return replayed(text, std::move(now)).drift;
}

/// A token for the schedule in which a tip is lost.
std::string token_of_a_lost_tip() {
  World world{scenario(loses_tips, two_tips)};
  return to_string(token_of(world.system, world.shortest_to({150, 200}), "a.b", 0));
}

TEST(Replay, OfCodeThatAsksTheSameTakesTheSameSchedule) {
  EXPECT_EQ(drift_of(token_of_a_lost_tip(), scenario(loses_tips, two_tips)), "");
}

TEST(Replay, SaysAtWhichStepTheCodeNowAsksForSomethingElse) {
  EXPECT_THAT(
      drift_of(token_of_a_lost_tip(), scenario(adds, two_tips)),
      AllOf(HasSubstr("at step 3 the code no longer does what it did when this token was made: "
                      "tip.given anna now asks for {"),
            HasSubstr("version_is")));
}

TEST(Replay, SaysAtWhichStepAHandlerHasNothingLeftToDo) {
  EXPECT_EQ(
      drift_of("a.b/0-0-a4-", scenario(loses_tips, two_tips)),
      "at step 4 the code no longer does what it did when this token was made: tip.given anna "
      "has nothing left to do");
}

TEST(Replay, SaysAtWhichStepADeliveryIsMissing) {
  EXPECT_THAT(drift_of("a.b/0-0-ac-", scenario(loses_tips, two_tips)),
              AllOf(HasSubstr("at step 2 "), EndsWith("there is no such delivery yet")));
}

TEST(Replay, SaysAtWhichStepAFaultIsNotPossible) {
  for (const char* moves : {"a_", "a+1", "."})
    EXPECT_THAT(drift_of(std::string{"a.b/0-0-"} + moves + "-", scenario(loses_tips, two_tips)),
                AllOf(HasSubstr("at step 1 "), EndsWith("this step is not possible any more")));
}

TEST(Replay, SaysThatTheScenarioHasFewerBeginnings) {
  EXPECT_EQ(drift_of("a.b/0-7-a-", scenario(loses_tips, two_tips)),
            "the scenario has 1 beginnings, the token wants number 7");
}

TEST(Replay, EndsWhereTheCodeHasDrifted) {
  const sim::Replayed replay = replayed("a.b/0-0-a2c-", scenario(loses_tips, two_tips));
  EXPECT_EQ(replay.found.trace().steps.size(), 2u);
}

}  // namespace
