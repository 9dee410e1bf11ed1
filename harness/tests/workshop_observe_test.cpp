#include <gmock/gmock.h>

#include <string>

#include "observed_log.hpp"

/// `workshop observe`: what is right, wrong and unknown.
namespace {

using namespace observed;
using namespace std::chrono_literals;
using testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::SizeIs;

class WorkshopObserve : public LogTest {};

TEST_F(WorkshopObserve, AcceptsOneEndOfEachOrderWithEqualCopies) {
  const Observed observed =
      observe(whole_day + pizza("1") + pizza("2") + pizza("1") +
              std::vector{event(chef, "3", "12:00"), event(timed_out, "3", "12:30")});
  EXPECT_THAT(observed.wrong, IsEmpty());
  EXPECT_THAT(observed.unknown, IsEmpty());
  EXPECT_EQ(observed.right, 3u);
  EXPECT_EQ(workshop::observe_report(observed, {}),
            "3 subjects in 16 events: 3 right, 0 wrong, 0 unknown.\n");
}

TEST_F(WorkshopObserve, RejectsBothEnds) {
  const Observed observed =
      observe(whole_day + pizza("1") + std::vector{event(timed_out, "1", "12:30")});
  EXPECT_THAT(observed.wrong, ElementsAre("1: 2 facts where there may be one: " + ready +
                                          " (line 6), " + timed_out + " (line 7)"));
  EXPECT_THAT(observed.wrong_subjects, ElementsAre("1"));
}

TEST_F(WorkshopObserve, RejectsTwoFactsOfOneType) {
  Json again = event(ready, "1", "12:00");
  again["id"] = "another";
  EXPECT_THAT(observe(pizza("1") + std::vector{again}).wrong, SizeIs(1));
  again["id"] = event(ready, "1", "12:00").at("id");
  again["source"] = "another";
  EXPECT_THAT(observe(pizza("1") + std::vector{again}).wrong, SizeIs(1));
}

TEST_F(WorkshopObserve, RejectsCopiesThatDiffer) {
  const Observed observed = observe(pizza("1") + std::vector{event(ready, "1", "12:01")});
  EXPECT_THAT(observed.wrong,
              ElementsAre("1: two copies of a fact differ in /time: line 4, line 5"));
}

TEST_F(WorkshopObserve, RejectsOneIdForTwoOrders) {
  Json second = event(ready, "2", "12:00");
  second["id"] = event(ready, "1", "12:00").at("id");
  EXPECT_THAT(observe(pizza("1") + std::vector{second}).wrong,
              ElementsAre(HasSubstr("2: two copies of a fact differ in /data/orderId")));
}

TEST_F(WorkshopObserve, RejectsAMissingEndPastItsTime) {
  const Observed observed =
      observe(whole_day + pizza("1") + std::vector{event(chef, "2", "12:00")});
  EXPECT_THAT(observed.wrong, ElementsAre("2: no " + ready + " or " + timed_out +
                                          ", though the log goes on for 719 minutes after line 7"));
  EXPECT_EQ(observed.right, 1u);
}

TEST_F(WorkshopObserve, RejectsAnEndWithoutItsCauses) {
  const auto others = whole_day + pizza("1");
  EXPECT_THAT(observe(others + std::vector{event(payment, "2", "12:00"), event(chef, "2", "12:00"),
                                           event(ready, "2", "12:00")})
                  .wrong,
              ElementsAre("2: " + ready + " without " + inventory + " (line 9)"));
  EXPECT_THAT(observe(others + std::vector{event(timed_out, "2", "12:00")}).wrong,
              ElementsAre(HasSubstr("2: " + timed_out + " without " + payment + " or ")));
}

TEST_F(WorkshopObserve, RejectsAnEventThatNamesNoSubject) {
  Json nameless = event(ready, "1", "12:00");
  nameless["id"] = "nameless";
  nameless["data"] = "text";
  const Observed observed = observe(pizza("1") + std::vector{nameless});
  EXPECT_THAT(observed.wrong, ElementsAre("line 5: " + ready + " names no /data/orderId"));
  EXPECT_EQ(workshop::observe_report(observed, {}),
            "WRONG    line 5: " + ready + " names no /data/orderId\n\n" +
                "1 subject in 5 events: 1 right, 0 wrong, 0 unknown. Wrong too: 1 event without a "
                "subject.\n");
}

TEST_F(WorkshopObserve, DoesNotKnowAnEndThatIsStillDue) {
  const std::vector<Json> log{event("opened", "-", "00:00"), event(chef, "1", "12:00"),
                              event("closed", "-", "12:54")};
  expect_unknown(observe(log + pizza("2", "03:00")), "its time is not over when the log ends");
  EXPECT_THAT(observe(log + pizza("2", "03:00"), {.delay = 9min}).wrong, SizeIs(1));
}

TEST_F(WorkshopObserve, DoesNotKnowWhatWasBeforeTheLog) {
  const auto log =
      pizza("2") + std::vector{event(chef, "1", "12:00"), event("closed", "-", "23:59")};
  expect_unknown(observe(log), "it may lie before the log");
  EXPECT_THAT(observe(log, {.from_start = true}).wrong, SizeIs(1));
  const auto end = pizza("2") + std::vector{event(timed_out, "1", "12:00"), whole_day[1]};
  expect_unknown(observe(end), "which may lie before the log");
  EXPECT_THAT(observe(end, {.from_start = true}).wrong, SizeIs(1));
}

TEST_F(WorkshopObserve, DoesNotKnowACauseThatMayComeAfterTheLog) {
  const std::vector<Json> log{whole_day[0], event(timed_out, "1", "12:00")};
  expect_unknown(observe(log + pizza("2", "12:30")), "which may lie after the log");
}

TEST_F(WorkshopObserve, DoesNotKnowWhatIsNotLogged) {
  const auto without = [](const std::string& type) {
    auto log = whole_day + pizza("1");
    std::erase_if(log, [&](const Json& event) { return event.at("type") == type; });
    return log;
  };
  expect_unknown(observe(without(chef)), ready + " without " + chef + "; the log has none");
  expect_unknown(observe(without(ready)), "the log has none of any subject: is it logged?");
}

TEST_F(WorkshopObserve, DoesNotKnowWithoutTimes) {
  const auto others = whole_day + pizza("2");
  expect_unknown(observe(others + std::vector{event(chef, "1", "")}), "have no `time`");
  expect_unknown(observe(others + std::vector{event(timed_out, "1", "")}), "it has no `time`");
  EXPECT_EQ(observe({event(chef, "1", ""), event(timed_out, "1", "")}).right, 1u);
}

TEST_F(WorkshopObserve, NeverCallsARightLogWrongWhereverItIsCut) {
  std::vector<Json> log;
  for (int hour = 10; hour < 20; ++hour) {
    const std::string order = std::to_string(hour);
    log = log + pizza(order, order + ":00") +
          std::vector{event(chef, order + "-b", order + ":05"),
                      event(timed_out, order + "-b", order + ":39")};
  }
  const auto rules = workshop::read_log_rules(manifest(), "03");
  const std::vector<lint::Event> all = workshop::read_log(file_of(log));
  for (auto from = all.begin(); from != all.end(); ++from)
    for (auto to = from + 1; to <= all.end(); ++to)
      ASSERT_THAT(workshop::observe(rules, {from, to}, {}).wrong, IsEmpty())
          << from - all.begin() << " to " << to - all.begin();
  log.erase(log.begin() + 35);  // the end of 15-b
  EXPECT_THAT(observe(log).wrong_subjects, ElementsAre("15-b"));
}

}  // namespace
