#include <fmt/format.h>

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
  letters::Company one_need = company();
  one_need.needs.resize(1);
  const letters::Need& need = one_need.needs.front();
  const std::string reader = "/" + company().reader.name, pointer = reader + "/needs/" + need.name;
  const Json& listens_to = part(reader + "/listensTo", Kind::list);
  part(pointer, Kind::list);
  const auto published = letters::letter_in(part("/event", Kind::object));
  ASSERT_TRUE(published) << "The event lacks what each event must have: see lint.event_is_legal.";
  const Rule is_heard{
      .says = fmt::format("the {} gets {} from a letter that it listens to", company().reader.name,
                          need.called),
      .hint = fmt::format("Is the type in {0} one of {1}/listensTo? Is there a value at its path?",
                          pointer, reader)};
  const Outcome day =
      run({.services = {letters::reader_of(one_need, listens_to)},
           .events = one_by_one(letters::letters_of(company(), part("/owners"), published)),
           .rows = {letters::plan_of(one_need, part(reader + "/needs"))}});
  ASSERT_EQ(day.count(company().reader.type), 1) << day.story(is_heard);
}
