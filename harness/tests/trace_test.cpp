#include "sim/tell/trace.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "sim/tell/outcome_search.hpp"
#include "stories.hpp"

namespace {

using namespace stories;
using sim::OutcomeSearch, sim::FoundOutcome, sim::Rule, sim::Trace;
using testing::AllOf, testing::Contains, testing::ElementsAre, testing::HasSubstr, testing::Not;

const Rule all_of_it{
    .says =
        "what two waiters put into the jar at the same time is in the jar, all of it, whichever "
        "was faster",
    .hint =
        "Both waiters read the jar before either wrote. Ask the store to refuse the second "
        "write, and think again."};

TEST(Story, TellsTheShortestScheduleInNumberedLines) {
  std::string story = story_of(outcome_with({150, 200}, lost_tip()), all_of_it);
  story.replace(story.find(", in tip_jar.hpp:"), story.find(": from now") - story.find(", in "),
                "");
  EXPECT_EQ(story, R"(
  Broken rule: what two waiters put into the jar at the same time is in the jar, all of it,
               whichever was faster
  Hint: Both waiters read the jar before either wrote. Ask the store to refuse the second write,
        and think again.
  The shortest schedule that does it (6 steps, 0 faults):

      40% of the schedules end otherwise, if no further fault happens; by step:
   1  40%     0m  tip.given boris  get jar                              -> nothing there
>  2   0%     0m  tip.given anna   get jar                              -> nothing there
                  ^ here: from now on everything leads to this end
   3   0%     0m  tip.given anna   put jar {"cents":200,"tips":[]}      -> written v1
   4   0%     0m  tip.given anna   publish jar.filled {"cents":200} id filled-200 -> accepted
   5   0%     0m  tip.given boris  put jar {"cents":150,"tips":[]}      -> written v2
   6   0%     0m  tip.given boris  publish jar.filled {"cents":150} id filled-150 -> accepted

  See it again:

bin/00_lost_update --replay=\
00.concurrency.two_waiters/0-0-ba3b2-yynPSN-1
)");
}

TEST(Story, SaysWhereInTheCodeEachStepWasAskedFor) {
  const Json steps = to_json(trace_of(outcome_with({150, 200}, lost_tip()))).at("steps");
  std::vector<std::string> asked;
  for (const Json& step : steps) {
    std::ifstream file{step.at("file").get<std::string>()};
    std::string line;
    for (int i = 0; i < step.at("line"); ++i) ASSERT_TRUE(std::getline(file, line)) << step;
    asked.push_back(line);
  }
  ASSERT_EQ(asked.size(), 6u);
  EXPECT_THAT(asked[0], HasSubstr("co_await io.store.get<Jar>"));
  EXPECT_EQ(asked[0], asked[1]);
  EXPECT_THAT(asked[2], HasSubstr("co_await io.store.put(jar)"));
  EXPECT_THAT(asked[3], HasSubstr("co_await io.bus.publish"));
}

/// Logs and publishes more than fits into a line, not all of it in ASCII.
Task<> chatters(Event tip, Ports io) {
  io.log.info("Überraschung für " + tip.id +
              ": ein Glas voller schöner Münzen, größer als jede Zeile");
  auto jar = co_await io.store.get<Jar>("jar/with/äöü/and/a/name/that/is/much/longer/than/needed");
  Event event = filled(tip.data.at("cents"));
  event.data["note"] = std::string(40, '-') + "äöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöüäöü";
  (void)co_await io.bus.publish(event);
  io.log.info("done with " + tip.id);
}

TEST(Story, KeepsTo100Columns) {
  sim::Scenario scenario = stories::scenario(chatters, two_tips);
  scenario.faults = {.duplicates_per_event_max = 1, .crashes_max = 1, .unknowns_max = 1};
  OutcomeSearch exploration{scenario};
  while (const auto outcome = exploration.next())
    for (const std::string& line : lines_of(story_of(*outcome, {std::string(300, 'x'), "ü"})))
      ASSERT_LE(columns(line), 100u) << line;
}

TEST(Story, CutsBetweenCharacters) {
  OutcomeSearch exploration{stories::scenario(chatters, two_tips)};
  const std::string story = story_of(exploration.next().value());
  EXPECT_THAT(story, HasSubstr("…"));
  EXPECT_NO_THROW((void)Json(story).dump()) << "JSON takes nothing but UTF-8";
}

TEST(Story, ShowsWhatAHandlerLoggedWhereItLoggedIt) {
  OutcomeSearch exploration{stories::scenario(chatters, {tip("anna")})};
  const auto lines = lines_of(story_of(exploration.next().value()));
  EXPECT_THAT(lines, Contains(testing::StartsWith("             | tip.given says: Überraschung")));
  EXPECT_EQ(lines.at(lines.size() - 7), "             | tip.given says: done with anna");
}

TEST(Story, BreaksALongWordOfARule) {
  const std::string json = Json{{"cents", std::string(150, '1')}}.dump();
  const auto lines =
      lines_of(story_of(outcome_with({150, 200}, lost_tip()), {"It says " + json, ""}));
  EXPECT_EQ(lines[1], "  Broken rule: It says");
  EXPECT_EQ(lines[2] + lines[3].substr(15), "               " + json);
}

TEST(Story, MarksFaultsAtTheEndOfTheirLines) {
  sim::Scenario scenario = stories::scenario(adds, two_tips);
  scenario.faults.crashes_max = 1;
  const auto lines = lines_of(story_of(outcome_with({350}, scenario)));
  EXPECT_THAT(lines, Contains(testing::EndsWith("! crash")));
  EXPECT_THAT(lines, Contains(HasSubstr("(again)")));
  EXPECT_THAT(lines, Contains(HasSubstr(" steps, 1 fault):")));
}

TEST(Story, NamesEveryKindOfFaultOfAStep) {
  sim::Scenario scenario = stories::scenario(
      +[](Event tip, Ports io) -> Task<> {
        const bool saved = (co_await io.store.update("jar", eda::Update{}.add("cents", 1))).ok();
        if (!saved) (void)co_await io.bus.publish(filled(tip.data.at("cents")));
      },
      {tip("anna")});
  scenario.faults = {.crashes_max = 1, .unknowns_max = 2};
  World world{scenario};
  sim::Schedule schedule{.initial_state = 0, .steps = {}};
  world.system.for_each_successor(world.system.initial_states()[0].world,
                                  [&](const sim::Step& step, sim::World&) {
                                    if (step.what == sim::Step::What::die && step.variant == 1)
                                      schedule.steps = {step};
                                  });
  EXPECT_THAT(sim::trace_of(world.system, schedule).steps.at(0).faults,
              ElementsAre("crash", "unknown"));
}

TEST(Story, TellsThePassingOfTime) {
  sim::Scenario later = scenario(adds, {tip("anna", 200), {tip("boris", 150), 90s}});
  const std::string story = story_of(outcome_with({200, 350}, later));
  EXPECT_THAT(story, HasSubstr(" 1m30s            "));
  EXPECT_THAT(story, HasSubstr("time passes\n"));
}

TEST(Story, TellsWhatEndsOrGoesAsTimePasses) {
  const auto handler = +[](Event tip, Ports io) -> Task<> {
    if (tip.id == "empty") co_return;
    if (tip.id == "torn") throw std::runtime_error{"torn"};
    auto row = co_await io.store.get<int>("jar");
    row.value = 1;
    row.expires_at = sim::Scenario{}.start + 1min;
    [[maybe_unused]] const auto written = co_await io.store.put(row);
  };
  const std::vector<sim::Arrival> tips{
      tip("anna"), {tip("empty"), 30s}, {tip("torn"), 2min}, {tip("boris"), 72h}};
  OutcomeSearch exploration{scenario(handler, tips)};
  EXPECT_THAT(story_of(exploration.next().value()),
              AllOf(HasSubstr("time passes        -> tip.given empty asks for nothing\n"),
                    testing::ContainsRegex(
                        "time passes\n             . tip.given torn fails before it asks "
                        "for anything, in trace_test.cpp:[0-9]+: torn\n"),
                    HasSubstr("time passes        -> jar expires\n")));
}

TEST(Story, SaysWhenNothingHappens) {
  OutcomeSearch exploration{scenario(adds, {})};
  EXPECT_EQ(to_text(exploration.next().value().trace()),
            "  The schedule that does it (0 steps, 0 faults):\n\n      nothing happens\n");
}

TEST(Story, HasNoCommandWhereNoTestIsRunning) {
  OutcomeSearch exploration{scenario(adds, two_tips)};
  EXPECT_THAT(to_text(exploration.next().value().trace()), Not(HasSubstr("See it again")));
}

TEST(Story, OfAHandlerThatRemembersIsWhatItRemembers) {
  static bool is_tired = false;
  const auto handler = +[](Event tip, Ports io) -> Task<> {
    if (!is_tired) co_await adds(tip, io);
  };
  const FoundOutcome outcome = OutcomeSearch{scenario(handler, {tip("anna")})}.next().value();
  is_tired = true;
  EXPECT_THAT(story_of(outcome),
              testing::StartsWith("\n  Broken rule: A handler remembers nothing"));
  EXPECT_THAT(story_of(outcome),
              testing::ContainsRegex("This one, in[ \n]+trace_test.cpp:[0-9]+,"));
  EXPECT_THAT(story_of(outcome), Not(HasSubstr("steps")));
  EXPECT_EQ(outcome.trace().is_confirmed, false);
}

Task<> never_ends(Event, Ports io) {
  while (true) (void)co_await io.store.get<Jar>("jar");
}
Task<> never_ends_writing(Event, Ports io) {
  while (true) {
    const auto jar = co_await io.store.get<Jar>("jar");
    (void)co_await io.store.put_if_unchanged(eda::Row<Jar>{"other", jar.value});
  }
}

TEST(Story, FoldsStepsThatAHandlerRepeats) {
  const std::string one =
      story_of(OutcomeSearch{scenario(never_ends, {tip("anna")})}.next().value());
  EXPECT_THAT(one, HasSubstr("\n      … steps 2 to 63: the same step again and again\n"));
  EXPECT_THAT(one, HasSubstr("\n  64 "));
  EXPECT_LT(lines_of(one).size(), 20u) << one;
  const std::string two =
      story_of(OutcomeSearch{scenario(never_ends_writing, {tip("anna")})}.next().value());
  EXPECT_THAT(two, HasSubstr("the same 2 steps again and again\n"));
}

TEST(Story, FoldsNothingElse) {
  for (const auto& found :
       {outcome_with({150, 200}, lost_tip()), outcome_with({200, 350}, lost_tip())})
    EXPECT_THAT(story_of(found), Not(HasSubstr("again and again")));
}

// Along this schedule the real handlers do what was learnt. They differ in another history only.
TEST(Story, OfARuleThatIsBrokenByRememberingIsWhatIsRemembered) {
  static bool has_spoken = false;
  const auto handler = +[](Event tip, Ports io) -> Task<> {
    auto jar = co_await io.store.get<Jar>("jar", eda::Read::strong);
    jar->cents += tip.data.at("cents").get<int>();
    (void)co_await io.store.put(jar);
    if (!std::exchange(has_spoken, true)) (void)co_await io.bus.publish(filled(jar->cents));
  };
  EXPECT_THAT(story_of(outcome_with({}, scenario(handler, two_tips)), all_of_it),
              testing::StartsWith("\n  Broken rule: A handler remembers nothing"));
}

/// Returns the names of all deliveries of all ends of `scenario`.
std::set<std::string> names_in(sim::Scenario scenario) {
  World world{std::move(scenario)};
  std::set<std::string> names;
  for (const sim::Schedule& schedule : world.all_schedules()) {
    const auto deliveries = sim::trace_of(world.system, schedule).deliveries;
    names.insert(deliveries.begin(), deliveries.end());
  }
  return names;
}

TEST(Delivery, IsNamedByItsEventAndWhatTellsItApart) {
  EXPECT_THAT(names_in(scenario(loses_tips, {tip("anna")})), ElementsAre("tip.given"));
  EXPECT_THAT(names_in(scenario(loses_tips, two_tips)),
              ElementsAre("tip.given anna", "tip.given boris"));
}

TEST(Delivery, IsNamedByItsCopyAndItsAttempt) {
  sim::Scenario scenario = stories::scenario(loses_tips, {tip("anna")});
  scenario.faults = {.duplicates_per_event_max = 2, .crashes_max = 2};
  EXPECT_THAT(names_in(scenario),
              testing::IsSupersetOf({"tip.given", "tip.given (2nd copy)", "tip.given (3rd copy)",
                                     "tip.given (again)", "tip.given (again, 3rd time)"}));
}

TEST(Delivery, IsNamedByItsServiceWhereSeveralHearTheSame) {
  sim::Scenario scenario = stories::scenario(adds, {tip("anna")});
  scenario.services.push_back(scenario.services[0]);
  scenario.services.back().name = "bank";
  EXPECT_THAT(names_in(scenario), ElementsAre("tip.given to bank", "tip.given to jar"));
}

TEST(Delivery, KeepsItsNameThroughTheStory) {
  World world{scenario(adds, {tip("anna", 200), {tip("boris", 150), 1min}})};
  const Trace trace = sim::trace_of(world.system, world.shortest_to({200, 350}));
  EXPECT_EQ(trace.steps.front().who, "tip.given anna");
}

TEST(ShortestSchedule, TakesNoFaultThatIsNotNeeded) {
  sim::Scenario scenario = lost_tip();
  scenario.faults = {.duplicates_per_event_max = 1, .crashes_max = 1, .unknowns_max = 1};
  World world{scenario};
  EXPECT_EQ(sim::trace_of(world.system, world.shortest_to({150, 200})).faults, 0);
}

/// Makes other requests before and after, so that there are many orders.
Task<> strolls(Event tip, Ports io) {
  (void)co_await io.store.get<Jar>("door " + tip.id);
  co_await loses_tips(tip, io);
}

TEST(ShortestSchedule, TurnsFromOneHandlerToAnotherAsSeldomAsItCan) {
  World world{scenario(strolls, two_tips)};
  const auto [found, end] = world.first_way_to({150, 200});
  const sim::Schedule best = sim::shortest(world.system, end).value();
  EXPECT_EQ(switches_in(world.system, best), 1);
  EXPECT_GT(switches_in(world.system, found), 1) << "no need to look for a shorter one";
  EXPECT_EQ(best.steps.size(), found.steps.size());
}

/// Reads again after a refused write: a schedule with one switch more can have fewer steps.
TEST(ShortestSchedule, PrefersMoreStepsToMoreSwitches) {
  World world{scenario(adds, {tip("anna", 1), tip("boris", 2), tip("clara", 4)})};
  const sim::Schedule best = world.shortest_to({1, 3, 7});
  EXPECT_EQ(switches_in(world.system, best), 0);
  EXPECT_EQ(best.steps.size(), 9u);
}

}  // namespace
