#include <gmock/gmock.h>

#include <string>

#include "observed_log.hpp"
#include "results/json_file.hpp"

/// `workshop observe`: logs, rules and the report.
namespace {

using namespace observed;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::IsEmpty, testing::Not;
using workshop::BadUsage;

class WorkshopObserveFiles : public LogTest {};

TEST_F(WorkshopObserveFiles, TakesOtherLineEndsEmptyLinesEnvelopesAndArrays) {
  const auto log = whole_day + pizza("1");
  EXPECT_EQ(observe_file(file_of(log, "\r\n\r\n")).right, 1u);
  EXPECT_EQ(observe_file(file_of(Json(log).dump(2))).right, 1u);
  std::vector<Json> wrapped;
  for (const Json& each : log) wrapped.push_back({{"number", wrapped.size()}, {"event", each}});
  EXPECT_EQ(observe(wrapped).right, 1u);
}

TEST_F(WorkshopObserveFiles, NamesEachLineThatIsNoEvent) {
  const std::string good = event(chef, "1", "12:00").dump() + "\n";
  const std::string cut = good + good.substr(0, 30);
  EXPECT_THAT(refusal(cut), HasSubstr("log.jsonl:2: This is no JSON at column 31"));
  EXPECT_THAT(refusal(good + "{\"level\": \"info\"}\n"),
              HasSubstr("log.jsonl:2: this event has no `type`"));
  Json late = event(chef, "2", "");
  late["time"] = "yesterday";
  EXPECT_THAT(refusal(good + late.dump()), HasSubstr("log.jsonl:2: `time`: "));
  std::string many = good;
  for (int i = 0; i < 12; ++i) many += "[]\n";
  EXPECT_THAT(refusal(many), AllOf(HasSubstr("log.jsonl:11: "), HasSubstr("and 2 more lines")));
}

TEST_F(WorkshopObserveFiles, RefusesALogThatSaysNothing) {
  EXPECT_THAT(refusal(""), HasSubstr("log.jsonl has no events"));
  EXPECT_THAT(refusal("\r\n\n"), HasSubstr("log.jsonl has no events"));
  EXPECT_THAT(refusal("[]"), HasSubstr("log.jsonl has no events"));
  EXPECT_THAT(refusal(event("opened", "1", "").dump()), HasSubstr("none of the 1 event"));
  EXPECT_THROW(workshop::read_log("nowhere.jsonl"), BadUsage);
}

TEST_F(WorkshopObserveFiles, HasRulesForTheActivitiesWithEndsOnTheBus) {
  for (const char* number : {"03", "04", "06", "07", "11"})
    EXPECT_THAT(workshop::read_log_rules(manifest(), number).types(), Not(IsEmpty())) << number;
  EXPECT_THROW(workshop::read_log_rules(manifest(), "99"), BadUsage);
  EXPECT_THROW(workshop::read_log_rules(manifest(), "nowhere.json"), BadUsage);
  try {
    workshop::read_log_rules(manifest(), "10");
    FAIL() << "10 answers its callers, and publishes nothing";
  } catch (const BadUsage& error) {
    EXPECT_THAT(error.what(), HasSubstr("These have: 03, 04, 06, 07, 11."));
  }
}

TEST_F(WorkshopObserveFiles, TakesRulesOfTheUser) {
  const std::string rules = file_of(
      R"({"subject": ["/data/orderId", "/data/part"], "causes": ["sent"],
          "ends": [{"one_of": ["came"]}, {"one_of": ["back"], "optional": true}],
          "needs": {"back": ["came"]}, "minutes": 1})",
      "rules.json");
  std::vector<Json> log = whole_day;
  for (const char* type : {"sent", "came", "sent", "back"}) {
    Json each = event(type, "1", "12:00");
    each["data"]["part"] = log.size() < 4 ? 1 : 2;
    each["id"] = std::to_string(log.size());
    log.push_back(each);
  }
  const Observed observed = observe(log, {}, rules);
  EXPECT_THAT(observed.wrong, testing::UnorderedElementsAre(HasSubstr("1 2: no came"),
                                                            "1 2: back without came (line 6)"));
  EXPECT_EQ(observed.right, 1u);
}

TEST_F(WorkshopObserveFiles, NamesTheFlawInRules) {
  const auto flaw = [&](const std::string& text) -> std::string {
    try {
      workshop::read_log_rules(manifest(), file_of(text, "rules.json"));
      return "";
    } catch (const results::BadInput& error) {
      return error.what();
    }
  };
  EXPECT_THAT(flaw(R"({"subject": ["orderId"], "causes": [], "ends": []})"),
              HasSubstr("rules.json: \"subject\" must be JSON pointers into an event"));
  EXPECT_THAT(flaw(R"({"subject": [], "causes": [], "ends": []})"), HasSubstr("\"subject\""));
  EXPECT_THAT(flaw(R"({"subject": ["/subject"], "causes": []})"), HasSubstr("\"ends\""));
  EXPECT_THAT(flaw(R"({"subject": ["/a"], "causes": [], "ends": [], "minute": 1})"),
              HasSubstr("minute"));
  EXPECT_THAT(flaw(R"({"subject": ["/a"], "causes": [], "ends": [{"one_of": []}]})"),
              HasSubstr("one_of"));
}

TEST_F(WorkshopObserveFiles, PrintsUnknownSubjectsByReasonAndEscapesTheirNames) {
  std::vector<Json> log = pizza("0", "00:00");
  for (const char* order : {"1", "2\n", "3", "4", "5", "6", "7"})
    log.push_back(event(chef, order, "00:01"));
  const std::string report = workshop::observe_report(observe(log), {});
  EXPECT_THAT(report, HasSubstr("unknown  7 subjects: no " + ready + " or " + timed_out +
                                " yet; its time is not over when the log ends\n"
                                "         1, \"2\\u000A\", 3, 4, 5 and 2 more\n\n"
                                "8 subjects in 11 events: 1 right, 0 wrong, 7 unknown.\n"));
}

TEST_F(WorkshopObserveFiles, ReadsALargeLog) {
  std::vector<Json> log = whole_day;
  for (int order = 0; order < 3000; ++order) log = std::move(log) + pizza(std::to_string(order));
  log.push_back(event(timed_out, "77", "12:30"));
  const Observed observed = observe(log);
  EXPECT_EQ(observed.right, 2999u);
  EXPECT_THAT(observed.wrong_subjects, ElementsAre("77"));
}

}  // namespace
