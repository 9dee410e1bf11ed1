#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "../../exercises/08_testing/museum/01_two_halves.cpp"
#include "../../exercises/08_testing/museum/02_reminder_before_the_row.cpp"
#include "../../exercises/08_testing/museum/03_drawer_emptied_twice.cpp"
#include "../../exercises/08_testing/museum/04_annex_forgets_its_end.cpp"
#include "check/check.hpp"
#include "check/page.hpp"
#include "sim/tell/outcome_search.hpp"
#include "tests/source_files.hpp"

/// The bug museum of activity 08: the explorer finds each bug, and none after its cure. The
/// committed page of an exhibit is that of its shortest schedule.
namespace {

using namespace check;
using eda::on, eda::on_sweeps, eda::on_timers, eda::Service;

struct Exhibit {
  std::string name;
  Scenario bug, cure;
  bool (*is_right)(const sim::Outcome&);
  Rule rule;
};

Service service(std::initializer_list<eda::Subscription> subscriptions) {
  return {"exhibit", "museum.", subscriptions};
}

Scenario halves(eda::Task<> (*on_half)(Event, two_halves::Ports)) {
  return {
      .services = {service({on({"museum.left.half", "museum.right.half"}, on_half)})},
      .events = {museum::event("museum.left.half", "7"), museum::event("museum.right.half", "7")}};
}

Scenario reminder(eda::Task<> (*on_order)(Event, reminder_before_the_row::Ports)) {
  return {.services = {service(
              {on({"museum.order"}, on_order), on_timers(reminder_before_the_row::on_reminder)})},
          .events = {museum::event("museum.order", "7")},
          .faults = {.time_races_max = 1}};
}

Scenario drawer(eda::Task<> (*on_letter)(Event, drawer_emptied_twice::Ports)) {
  const Service postman{"drawer", "museum.", {on_sweeps(drawer_emptied_twice::on_sweep)}};
  const Service reader{"reader", "museum.", {on({"museum.letter"}, on_letter)}};
  const Json letter{{"to", "anna"}};
  return {.services = {postman, reader},
          .events = {},
          .rows = {{"drawer/1", letter}},
          .sweeps = {1min},
          .faults = {.timer_duplicates_max = 1}};
}

Scenario saga(eda::Task<> (*on_paid)(Event, forgets_its_end::Ports)) {
  return {.services = {service({on({"museum.order.placed"}, forgets_its_end::on_order),
                                on({"museum.order.paid"}, on_paid)})},
          .events = {museum::event("museum.order.placed", "7"),
                     museum::event("museum.order.paid", "7")},
          .faults = {.duplicates_per_event_max = 1, .duplicates_of = {"museum.order.placed"}},
          .observed = {.copies = true}};
}

const std::vector<Exhibit>& exhibits() {
  static const std::vector<Exhibit> all{
      {"01_two_halves",
       halves(two_halves::on_half),
       halves(two_halves::on_half_cured),
       [](const sim::Outcome& end) { return end.count("museum.both_are_in") == 1; },
       {"a saga whose two halves have come knows that both are in",
        "Both asked whether there is a saga before there was one. Under which key would the second "
        "have met the first?"}},
      {"02_reminder_before_the_row",
       reminder(reminder_before_the_row::on_order),
       reminder(reminder_before_the_row::on_order_cured),
       [](const sim::Outcome& end) { return end.count("museum.reminded") == 1; },
       {"an order that was placed is reminded of",
        "The timer was faster than the row. Which of the two is the promise, and which the "
        "alarm?"}},
      {"03_drawer_emptied_twice",
       drawer(drawer_emptied_twice::on_letter),
       drawer(drawer_emptied_twice::on_letter_cured),
       [](const sim::Outcome& end) { return end.count("museum.booked") == 1; },
       {"one letter is booked once",
        "The same letter came twice, under one id. Who could have looked at it?"}},
      {"04_annex_forgets_its_end",
       saga(forgets_its_end::on_paid),
       saga(forgets_its_end::on_paid_cured),
       [](const sim::Outcome& end) { return end.published().size() <= 1; },
       {"an order begins one saga",
        "The copy found nothing, and took that for \"new\". What should it have found?"}}};
  return all;
}

/// Returns the first outcome that is not right, with its schedule; none: all of them are right.
std::optional<sim::FoundOutcome> find_bug(const Scenario& scenario, const Exhibit& exhibit) {
  sim::OutcomeSearch search{scenario};
  while (auto found = search.next()) {
    EXPECT_EQ(found->outcome.broken_house_rule().says, "") << exhibit.name;
    if (!exhibit.is_right(found->outcome)) return found;
  }
  EXPECT_TRUE(search.is_exhausted()) << exhibit.name;
  search.verify();
  return std::nullopt;
}

/// Returns a trace that names no folder of this machine.
Json portable(Json trace) {
  for (Json& step : trace.is_object() ? trace.at("steps") : trace)
    if (step.at("file").is_string())
      step["file"] = std::filesystem::path{step.at("file").get<std::string>()}.filename().string();
  return trace;
}

std::string text_of(const std::filesystem::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

TEST(Museum, HasABugInEachExhibitAndItsCure) {
  for (const Exhibit& exhibit : exhibits()) {
    EXPECT_TRUE(find_bug(exhibit.bug, exhibit)) << exhibit.name;
    EXPECT_FALSE(find_bug(exhibit.cure, exhibit)) << exhibit.name << ": the cure has the bug";
  }
}

TEST(Museum, ShowsTheShortestScheduleOfEachBug) {
  const auto folder = std::filesystem::path{testing::TempDir()} / "museum";
  for (const Exhibit& exhibit : exhibits()) {
    const auto bug = find_bug(exhibit.bug, exhibit);
    ASSERT_TRUE(bug) << exhibit.name;
    sim::Trace trace = bug->trace(exhibit.rule);
    EXPECT_TRUE(trace.is_shortest) << exhibit.name;
    trace.test = trace.token.test = "museum." + exhibit.name;
    const Json passing = trace.passing ? to_json(*trace.passing) : Json{};
    const auto drawn = folder / (exhibit.name + ".html");
    ASSERT_EQ(check::write_page(drawn, portable(to_json(trace)), portable(passing)), "");
    const auto committed = tidy::root() / "exercises/08_testing/museum" / drawn.filename();
    EXPECT_TRUE(text_of(committed) == text_of(drawn))
        << "to renew it: cp " << drawn.string() << " " << committed.string();
  }
}

}  // namespace
