#include "tests/sample_room.hpp"

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace grader::samples {

using nlohmann::json;

namespace {

struct Activity {
  const char* folder;
  const char* title;
  std::vector<std::pair<const char*, int>> families;  ///< with points; the last is the bonus
};

const Activity tip_jar{"00_lost_update",
                       "The Tip Jar",
                       {{"visible", 20},
                        {"order", 16},
                        {"reorder", 16},
                        {"duplicate", 16},
                        {"concurrency", 16},
                        {"timeout", 16},
                        {"crash", 10}}};
const Activity kitchen{"03_correlator",
                       "Three Tickets, One Pizza",
                       {{"visible", 20},
                        {"order", 12},
                        {"reorder", 12},
                        {"duplicate", 12},
                        {"concurrency", 11},
                        {"timeout", 11},
                        {"failure", 11},
                        {"stale", 11},
                        {"crash", 10}}};

std::vector<std::string> words_of(const std::string& text, char by = ' ') {
  std::vector<std::string> words;
  std::istringstream stream{text};
  for (std::string word; std::getline(stream, word, by);) words.push_back(word);
  return words;
}

/// Returns the failure of a test that has found a broken rule.
json failure(const std::string& test, const std::string& rule, const std::string& schedule) {
  json one = json::object();
  one["family"] = test.substr(0, test.find('.'));
  one["test"] = test.substr(test.find('.') + 1);
  one["words"] = "Value of: announced\n";
  if (rule.empty()) return one;
  one["rule"] = rule;
  one["hint"] = "Who has written it since?";
  one["words"] =
      "Value of: announced\n\n  Broken rule: " + rule + "\n  Hint: Who has written it?\n";
  one["schedule"] = json::array();
  for (const std::string& step : words_of(schedule, ',')) {
    const std::vector<std::string> parts = words_of(step);
    one["schedule"].push_back(
        json::object({{"verb", parts.at(parts.size() - 2)}, {"result", parts.back()}}));
  }
  return one;
}

/// Returns an answer that fails these tests, the first of each family: "visible.two_waiters
/// duplicate.same_tip_twice".
struct Manifest {
  std::string verdict, sentence, failing{}, rule{}, schedule{};
};

json answer(const Activity& activity, const Manifest& judged) {
  const bool was_judged = judged.verdict != "NOT_BUILT" && judged.verdict != "NOT_HANDED_IN";
  json one = json::object();
  one["activity"] = activity.folder;
  one["attempt"] = 1;
  one["details"] = judged.verdict == "NOT_BUILT" ? "lost_update.cpp:7: error: main" : "";
  one["level"] = "L3";
  one["hidden_tests_ran"] = was_judged;
  one["points_max"] = 100;
  one["rule"] = judged.rule;
  one["sentence"] = judged.sentence;
  one["verdict"] = judged.verdict;
  one["hash"] = judged.verdict == "NOT_HANDED_IN" ? "" : "sha256:" + std::string(64, 'a');
  one["families"] = one["failures"] = json::array();
  int points = 0, bonus = 0;
  const std::vector<std::string> failing = words_of(judged.failing);
  for (const auto& [family, worth] : activity.families) {
    if (!was_judged) break;
    const bool is_bonus = family == activity.families.back().first;
    const bool holds = std::ranges::none_of(failing, [&, name = family](const std::string& test) {
      return test.starts_with(std::string{name} + ".");
    });
    one["families"].push_back(
        json::object({{"name", family}, {"holds", holds}, {"bonus", is_bonus}}));
    (is_bonus ? bonus : points) += holds ? worth : 0;
  }
  for (const std::string& test : failing)
    one["failures"].push_back(failure(test, judged.rule, judged.schedule));
  one["points"] = points;
  one["bonus"] = bonus;
  return one;
}

json submission(const char* name, const Manifest& tips, const Manifest& pizzas) {
  json one = json::object();
  one["name"] = name;
  one["sentence"] = "";
  one["answers"] = json::array({answer(tip_jar, tips), answer(kitchen, pizzas)});
  return one;
}

json about(const Activity& activity) {
  json one = json::object();
  one["folder"] = activity.folder;
  one["number"] = std::string{activity.folder}.substr(0, 2);
  one["title"] = activity.title;
  one["points_max"] = 100;
  one["families"] = json::array();
  for (const auto& [family, worth] : activity.families)
    one["families"].push_back(json::object({{"name", family},
                                            {"points", worth},
                                            {"bonus", family == activity.families.back().first}}));
  return one;
}

const Manifest passes{"PASS", "Every test that is worth points holds."};
/// Activity 00: a write without a condition.
const std::string lost = "what two waiters put into the jar at the same time is all in the jar";
const std::string to_lost =
    "get missing,get missing,put written,put written,time none,get found,publish accepted";
const Manifest loses_tips{
    "FAIL", "4 of the tests that are worth points do not hold.",
    "visible.two_waiters duplicate.same_tip_twice concurrency.three_waiters crash.after_put", lost,
    to_lost};

}  // namespace

json room() {
  const std::string some = "3 of the tests that are worth points do not hold.";
  const std::string all_tips =
      "visible.one_tip order.two_tips reorder.two_tips duplicate.same_tip_twice "
      "concurrency.three_waiters timeout.after_closing crash.after_put";
  json document = json::object();
  document["format"] = 1;
  document["kit"] = "sha256:" + std::string(64, 'c');
  document["activities"] = json::array({about(tip_jar), about(kitchen)});
  json& all = document["submissions"] = json::array();
  all.push_back(submission("anna", passes, passes));
  all.push_back(
      submission("boris", loses_tips,
                 {"FAIL", some,
                  "duplicate.after_completion concurrency.pair_on_last_two stale.eventual_reads "
                  "failure.throttled_writes crash.anywhere_once timeout.third_fact_races_deadline",
                  "a ticket that comes again after the end announces nothing new",
                  "get missing,get missing,put written,schedule done,get found,put written"}));
  all.push_back(
      submission("clara", loses_tips,
                 {"FAIL", some,
                  "duplicate.overlapping_redelivery stale.eventual_reads crash.anywhere_once "
                  "timeout.third_fact_races_deadline",
                  "two copies of a ticket that are handled at the same time announce one fact",
                  "get missing,update written,schedule done,get found,update written,get found"}));
  all.push_back(
      submission("dmitri",
                 {"FAIL", "8 of the tests that are worth points do not hold.",
                  "visible.two_waiters order.two_tips reorder.two_tips duplicate.same_tip_twice "
                  "concurrency.three_waiters timeout.throttled_twice crash.after_put",
                  lost, to_lost},
                 {"NOT_HANDED_IN", "It was not handed in."}));
  all.push_back(submission("emma",
                           {"LIMIT",
                            "On one delivery it computed for 2 seconds without asking a port: the "
                            "limit of processor time.",
                            all_tips},
                           {"PASS", passes.sentence, "crash.anywhere_once",
                            "an order is announced although a handler died, wherever it died",
                            "get missing,put written,schedule done,get found,put written"}));
  all.push_back(submission(
      "farid", {"NOT_BUILT", "The answer does not compile."},
      {"FAIL", some,
       "duplicate.before_completion concurrency.two_of_three crash.anywhere_once "
       "timeout.duplicate_does_not_extend",
       "an order needs three different tickets, not three tickets",
       "get missing,put written,get found,put written,get found,put written,publish accepted"}));
  all.push_back(submission(
      "greta",
      {"NONDETERMINISTIC",
       "A handler remembers something outside the store (a global, a static, …).", all_tips},
      {"FAIL", "32 of the tests that are worth points do not hold.",
       "visible.in_sequence duplicate.after_completion concurrency.pair_on_last_two "
       "stale.eventual_reads failure.throttled_writes crash.anywhere_once order.two_orders "
       "reorder.all_permutations timeout.two_of_three",
       "an order whose three tickets have come in is announced as ready, once",
       "get missing,get missing,get missing,time none,time none,time none,time none"}));
  json nothing = json::object();
  nothing["name"] = "hugo";
  nothing["sentence"] = "hugo.zip: it is not a readable archive";
  nothing["answers"] = json::array();
  all.push_back(nothing);
  return document;
}

}  // namespace grader::samples
