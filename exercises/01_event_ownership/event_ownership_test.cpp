#include <fmt/format.h>

#include "check/breaches.hpp"
#include "check/check.hpp"
#include "check/given.hpp"
#include "fixtures/letters.hpp"

using namespace check;

namespace {

using Pointer = Json::json_pointer;

const letters::Company& company() {
  static const letters::Company company{given("owners.json"), given("needs.json")};
  return company;
}

/// Returns those of `places` that are missing or null.
std::vector<std::string> open_of(const std::vector<Pointer>& places) {
  std::vector<std::string> open;
  for (const Pointer& place : places)
    if (!document().contains(place) || document().at(place).is_null())
      open.push_back(place.to_string());
  return open;
}

/// Returns a line for each part of the task that has open places.
std::vector<std::string> open_parts() {
  std::vector<Pointer> owners, reader{Pointer{} / company().reader.name / "listensTo"}, predictions,
      headlines;
  for (const auto& field : company().fields.items())
    owners.push_back(Pointer{"/owners"} / field.key());
  for (const letters::Need& need : company().needs)
    reader.push_back(Pointer{} / company().reader.name / "needs" / need.name);
  for (const auto& change : company().changes.items())
    for (const char* when : {"old", "new"})
      predictions.push_back(Pointer{"/predictions"} / change.key() / when);
  for (const Json& headline : given("needs.json").at("headlines"))
    headlines.push_back(Pointer{"/headlines"} / headline.get<std::string>());
  std::vector<std::string> lines;
  int number = 0;
  for (const auto& places : {owners, {Pointer{"/event"}}, reader, predictions, headlines}) {
    ++number;
    if (const auto open = open_of(places); !open.empty())
      lines.push_back(fmt::format("TODO({}): {} of {}, such as {}", number, open.size(),
                                  places.size(), open.front()));
  }
  return lines;
}

/// The reader, which wants its first need only.
letters::Company with_one_need() {
  letters::Company one_need = company();
  one_need.needs.resize(1);
  return one_need;
}

Rule is_heard() {
  const std::string reader = "/" + company().reader.name;
  return {.says = fmt::format("the {} gets {} from a letter that it listens to",
                              company().reader.name, company().needs.front().called),
          .hint = fmt::format("Is the type in {0}/needs/{1} one of {0}/listensTo? Is there a value "
                              "at its path?",
                              reader, company().needs.front().name)};
}

/// Returns the scenario in which the letters of all services reach that reader at once, one
/// delivery at a time. The test ends if the answer lacks a part.
Scenario reading() {
  const std::string reader = "/" + company().reader.name;
  const Json& listens_to = part(reader + "/listensTo", Kind::list);
  part(reader + "/needs/" + company().needs.front().name, Kind::list);
  const auto published = letters::letter_in(part("/event", Kind::object));
  if (!published)
    reject({.says = "the services publish legal events",
            .hint = "The event lacks what each event must have: see lint.event_is_legal."});
  const std::vector<Event> all = letters::letters_of(company(), part("/owners"), published);
  return {.services = {letters::reader_of(with_one_need(), listens_to)},
          .events = {all.begin(), all.end()},
          .rows = {letters::plan_of(with_one_need(), part(reader + "/needs"))},
          .overlap = Overlap::none_any_order};
}

/// Matches an outcome in which the reader publishes its letter once.
MATCHER(is_told_once, "has one letter of the reader") {
  *result_listener << "has " << arg.count(company().reader.type);
  return arg.count(company().reader.type) == 1;
}

}  // namespace

// The linter of the kit reads your event. What each event must have decides here; all else that it
// finds is there to be read, and the hidden tests ask for it.
TEST(lint, event_is_legal) {
  const Json& event = part("/event", Kind::object);
  bool is_legal = true;
  for (const std::string& line : breaches_in({event}, {"event"}, {"json", "cloudevents", "time"}))
    for (const char* place : {"event [", "event at /specversion [", "event at /id [",
                              "event at /source [", "event at /type [", "event at /time ["})
      is_legal = is_legal && !line.starts_with(place);
  if (!is_legal)
    FAIL() << fmt::format(
        "The event lacks what each event must have. All that the linter finds:\n  {}",
        fmt::join(breaches_in({event}, {"event"}), "\n  "));
}

TEST(lint, no_blanks) {
  if (const auto open = open_parts(); !open.empty())
    FAIL() << fmt::format("Still open:\n  {}", fmt::join(open, "\n  "));
}

// The services of owners.json publish what your list gives to each of them, yours publishes your
// event, and the reader of needs.json takes its first need from the place that you name.
TEST(order, reader_gets_the_finding) {
  const Outcome day = run(reading());
  ASSERT_THAT(day, is_told_once()) << day.story(is_heard());
}

// The test above delivers each event once, in one order. This one delivers them in every order,
// with a copy of one of them, and shows the shortest schedule that goes wrong.
TEST(reorder, finding_in_any_order) {
  Scenario any_order = reading();
  any_order.faults = {.duplicates_per_event_max = 1, .duplicates_max = 1};
  always(any_order, is_told_once(), is_heard());
}
