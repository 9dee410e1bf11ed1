#include "check/check.hpp"
#include "tip_jar.hpp"
#include "verdict_on.hpp"

namespace {

using namespace check;
using namespace tip_jar;

/// Returns the outcome of a run with one tip.
Outcome run_of(Task<> (*on_tip)(Event, Ports)) { return run(scenario(on_tip, {tip("anna")})); }

/// Writes a row with a note, and then the same row without it.
Task<> rubs_out(Event, Ports io) {
  auto row = co_await io.store.get<Json>("jar");
  row.value["guests"] = Json::array({Json::object({{"boris", "owes 7 euros"}}), 12, true, nullptr});
  (void)co_await io.store.put_if_unchanged(row);
  row.value = Json::object();
  (void)co_await io.store.put_if_unchanged(row);
}

TEST(EverStored, FindsATextThatIsGone) {
  const Outcome outcome = run_of(rubs_out);
  EXPECT_TRUE(outcome.ever_stored("owes 7"));
  EXPECT_TRUE(outcome.ever_stored("boris"));
  EXPECT_FALSE(outcome.ever_stored("owes 8"));
  EXPECT_FALSE(outcome.ever_stored("12"));
}

Task<> writes_by_update(Event, Ports io) {
  (void)co_await io.store.update("jar-of-carla", eda::Update{}.set("note", "a \"large\" note"));
  (void)co_await io.store.erase("jar-of-carla");
}

TEST(EverStored, LooksAtKeysAndAtTextAsItIs) {
  const Outcome outcome = run_of(writes_by_update);
  EXPECT_TRUE(outcome.ever_stored("of-carla"));
  EXPECT_TRUE(outcome.ever_stored("\"large\""));
}

Task<> writes_nothing(Event, Ports io) {
  auto row = co_await io.store.get<Json>("jar");
  row.value["note"] = "refused";
  (void)co_await io.store.put(row, eda::Condition::present());
  io.log.info("refused");
}

TEST(EverStored, PassesOverWhatWasRefused) {
  EXPECT_FALSE(run_of(writes_nothing).ever_stored("refused"));
}

TEST(EverStored, RefusesAnEmptyText) {
  EXPECT_THROW((void)run_of(writes_nothing).ever_stored(""), std::invalid_argument);
}

int calls = 0;
Task<> forgets_the_note(Event, Ports io) {
  auto row = co_await io.store.get<Json>("jar");
  row.value["note"] = ++calls;
  (void)co_await io.store.put(row);
}

TEST(EverStored, EndsTheTestWhereAHandlerRemembersSomething) {
  const Verdict verdict = verdict_on([] { (void)run_of(forgets_the_note).ever_stored("note"); });
  EXPECT_TRUE(verdict.has_ended);
  EXPECT_THAT(verdict.failures, testing::HasSubstr("A handler remembers nothing but what is in"));
}

}  // namespace
