#include "sim/model/weather.hpp"

#include <gmock/gmock.h>

#include "check/check.hpp"
#include "tests/tip_jar.hpp"

/// Bad weather of any service outside. The ports that have weather test their own.
namespace {

using namespace tip_jar;
using sim::Budget, sim::Effect, sim::Fault, sim::Weather;
using Kind = Weather::Kind;

/// Effects of a request at `minute`: state and reply, and the wait for it in minutes.
std::vector<std::string> effects_at(int minute, const std::vector<Weather>& weather) {
  const sim::Situation situation{.state = 5, .now_ms = minute * 60'000};
  const std::vector<Effect> good{
      {.state = 6, .reply = "done"},
      {.state = 6, .reply = "unknown", .spent = Budget::one(Fault::unknown)}};
  std::vector<std::string> words;
  for (const Effect& effect : sim::under(weather, "bank", situation, good, "unknown"))
    words.push_back(std::to_string(effect.state) + " " + effect.reply.get<std::string>() + " " +
                    std::to_string(effect.answer_in_ms / 60'000) +
                    (effect.spent.empty() ? "" : " fault"));
  return words;
}

using testing::ElementsAre;
const auto good_weather = ElementsAre("6 done 0", "6 unknown 0 fault");

TEST(Weather, LeavesAServiceThatIsDownUndoneAndUnanswered) {
  EXPECT_THAT(effects_at(1, {{"bank", Kind::down, 0min, 2min}}), ElementsAre("5 unknown 0"));
}

TEST(Weather, LeavesAServiceThatHangsUndoneAndSaysSoLater) {
  EXPECT_THAT(effects_at(1, {{"bank", Kind::hangs, 0min, 2min, 3min}}), ElementsAre("5 unknown 3"));
}

TEST(Weather, LetsASlowServiceDoItAndAnswerLater) {
  EXPECT_THAT(effects_at(1, {{"bank", Kind::slow, 0min, 2min, 3min}}),
              ElementsAre("6 done 3", "6 unknown 3 fault"));
}

TEST(Weather, BeginsAtItsFirstMomentAndEndsBeforeItsLast) {
  const std::vector<Weather> down{{"bank", Kind::down, 1min, 2min}};
  EXPECT_THAT(effects_at(0, down), good_weather);
  EXPECT_THAT(effects_at(1, down), ElementsAre("5 unknown 0"));
  EXPECT_THAT(effects_at(2, down), good_weather);
}

TEST(Weather, OfAnotherServiceMakesNoDifference) {
  EXPECT_THAT(effects_at(1, {{"post", Kind::down, 0min, 2min}}), good_weather);
}

TEST(Weather, CountsTheFirstOfTwo) {
  EXPECT_THAT(
      effects_at(1, {{"bank", Kind::hangs, 1min, 2min, 3min}, {"bank", Kind::down, 0min, 2min}}),
      ElementsAre("5 unknown 3"));
}

std::string error(const Weather& weather) {
  sim::Scenario scenario = tip_jar::scenario(adds, {tip("anna")});
  scenario.weather = {weather};
  try {
    (void)check::run(scenario);
    return "";
  } catch (const std::invalid_argument& error) {
    return error.what();
  }
}

TEST(Weather, MustNameAServiceThatHasWeather) {
  EXPECT_EQ(error({"bank", Kind::down, 0min, 1min}),
            "Scenario::weather names \"bank\", which is no service that has weather");
  EXPECT_EQ(error({"store", Kind::down, 0min, 1min}),
            "Scenario::weather names \"store\", which is no service that has weather");
}

}  // namespace
