#include <map>
#include <set>

#include "postcards.hpp"

using namespace postcards;
using testing::ElementsAre;

TEST(lint, cloudevents) {
  const Rule is_legal{.says = "each event is a legal CloudEvent with a time",
                      .hint = "The template you were given is not a legal CloudEvent."};
  const Rule reports{
      .says = "the type of an event names what has happened",
      .hint = "A postcard reports what happened. This one gives an order, or a name."};
  const auto attributes = breaches(cards(), {"json", "cloudevents", "time", "placeholder"});
  const auto types = breaches(cards(), {"type-name", "command", "rpc"});
  EXPECT_TRUE(attributes.empty()) << lines(attributes) << broken(is_legal);
  EXPECT_TRUE(types.empty()) << lines(types) << broken(reports);
}

TEST(lint, ownership) {
  const Cards cards = postcards::cards();
  const std::string owns = "an event has only what its own service knows";
  std::map<std::string, std::string> publishers;
  for (const Cards::Form& form : cards.forms()) {
    const Party& party = form.party;
    for (const std::string& other : strangers_in(cards, form))
      FAIL() << form.place
             << broken({owns,
                        fmt::format("The {} is forwarding the {}'s mail.", party.called, other)});
    const Json event = cards.filled_in(form.json, {party.service, form.outcome});
    const std::string source = event.value("source", Json{}).dump();
    ASSERT_EQ(signer_of(source, cards), party.service)
        << form.place << "/source is " << source
        << broken({"the source of an event is the service that publishes it",
                   fmt::format("That fact belongs to the {}'s own name.", party.called)});
    const std::string type = event.value("type", Json{}).dump();
    ASSERT_EQ(publishers.emplace(type, party.service).first->second, party.service)
        << form.place << "/type is " << type
        << broken({"no two services publish the same type",
                   "Two services sign the same postcard. Who does a reader believe?"});
  }
  const auto found = breaches(cards, {"ownership"});
  ASSERT_TRUE(found.empty()) << lines(found) << broken({owns, "Whose mail is in this one?"});
}

TEST(lint, size) {
  const Rule is_small{.says = "an event is below 256 KB, and carries no content of a file",
                      .hint = "It does not fit through the letterbox; send where it hangs."};
  const Cards cards = postcards::cards();
  for (const Cards::Form& form : cards.forms())
    read_or_end([&] {
      const Json event = cards.filled_in(form.json, {form.party.service, form.outcome});
      return engine::event_of(event, cards.facts().domain, form.place);
    });
  const auto found = breaches(cards, {"size", "blob"}, Content::whole);
  ASSERT_TRUE(found.empty()) << lines(found) << broken(is_small);
}

TEST(lint, correlation) {
  const auto design = postcards::design();
  const engine::Wiring& wiring = design->wiring;
  const std::string thing_called = design->cards.facts().thing;
  std::set<std::string> types{wiring.approved};
  for (const auto* conditions : {&wiring.proceed_when, &wiring.reject_when})
    for (const engine::Condition& each : *conditions) types.insert(each.type);
  std::map<int, std::string> value_of;
  for (const Cards::Form& form : design->cards.forms())
    for (int thing = 0; thing < engine::things; ++thing)
      for (const int attempt : {1, 2}) {
        const Json event =
            design->cards.filled_in(form.json, {form.party.service, form.outcome, thing, attempt});
        if (!types.contains(event.value("type", ""))) continue;
        const auto value = engine::value_at(wiring.correlate_by, event);
        ASSERT_TRUE(value) << form.place << " has nothing at \"" << wiring.correlate_by << '"'
                           << broken({.says = "the key is in each event that counts",
                                      .hint = "This postcard goes nowhere: give the key the same "
                                              "name on all of them."});
        ASSERT_EQ(value_of.emplace(thing, *value).first->second, *value)
            << form.place << ", " << wiring.correlate_by
            << broken({.says = "all events about one " + thing_called + " have the same key",
                       .hint = "Two postcards about one " + thing_called +
                               ", and two keys. Who brings them together?"});
      }
  ASSERT_EQ(value_of.size(), std::size_t(engine::things)) << "no event has an awaited type";
  ASSERT_NE(value_of[0], value_of[1])
      << wiring.correlate_by
      << broken({.says = "another " + thing_called + " has another key",
                 .hint = "One key for all. Which postcard belongs to which " + thing_called + "?"});
}

/// The rule that a thing is accepted only on the word of its check.
Rule rests_on(const engine::Facts& facts, const Party& check) {
  return {.says = fmt::format("a {} is {} only after the {} has said \"{}\"", facts.thing,
                              facts.last.good(), check.called, check.good()),
          .hint = check.is_fatal ? fmt::format("Who told the {} the {} is {}?", facts.last.called,
                                               facts.thing, check.good())
                                 : fmt::format("Who told the {} that the {} is through?",
                                               facts.last.called, check.called)};
}

TEST(order, happy) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  Scenario all{.services = engine::all_services(design, {all_good()}),
               .events = {engine::request_for(0)},
               .overlap = Overlap::none_any_order,
               .observed = {.order = true}};
  for (const Outcome& outcome : every_outcome_of(all)) {
    ASSERT_THAT(ends_of(*design, outcome), ElementsAre(facts.last.good()))
        << outcome.story(accepts_what_is_good(facts));
    for (const Party& check : needed_checks(*design)) {
      std::vector<std::string> by;
      for (const sim::Published& one : outcome.published()) by.push_back(one.by);
      ASSERT_LT(std::ranges::find(by, check.service), std::ranges::find(by, facts.last.service))
          << outcome.story(rests_on(facts, check));
    }
  }
}

TEST(reorder, all_24) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  std::vector<Event> events = cards_of(*design, all_good());
  std::ranges::sort(events, {}, &Event::type);
  do {
    const Outcome outcome = run(timed(deciding(design, soon(events))));
    ASSERT_THAT(ends_of(*design, outcome), ElementsAre(facts.last.good()))
        << outcome.story(accepts_what_is_good(facts));
    const auto end = first_at(outcome, has_type(design->wiring.emits.at(facts.last.good())));
    for (const Party& check : needed_checks(*design)) {
      const auto needed = card(*design, {check.service, check.good()});
      ASSERT_TRUE(needed) << outcome.story(rests_on(facts, check));
      const auto at = std::ranges::find(events, *needed) - events.begin();
      ASSERT_GE(end, at * 5s) << outcome.story(rests_on(facts, check));
    }
  } while (std::ranges::next_permutation(events, {}, &Event::type).found);
}

/// The end of a thing that waits for a check in vain.
Rule gives_up(const engine::Facts& facts) {
  return {.says = fmt::format("a {} that still waits at the deadline is {}, once, and nothing else",
                              facts.thing, facts.last.late()),
          .hint = fmt::format("The {} waits for ever and nobody knows.", facts.thing)};
}

TEST(timeout, one_silent) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  const eda::Duration deadline = deadline_of(*design);
  for (const Party& check : needed_checks(*design)) {
    Course course = all_good();
    course.erase(check.service);
    const Scenario silent =
        timed(deciding(design, soon(cards_of(*design, course)), {.late_timers_max = 1}));
    for (const Outcome& outcome : every_outcome_of(silent)) {
      ASSERT_THAT(ends_of(*design, outcome), ElementsAre(facts.last.late()))
          << outcome.story(gives_up(facts));
      const auto end = first_at(outcome, has_type(design->wiring.emits.at(facts.last.late())));
      ASSERT_GE(end, deadline) << outcome.story(gives_up(facts));
      ASSERT_LE(end, deadline + 5min + 15s) << outcome.story(gives_up(facts));
    }
  }
  const Party late = plain_check(*design);
  std::vector<Arrival> events = soon(with_last(*design, late.service, late.good()));
  events.back().at = deadline + 10min;
  always(deciding(design, events), ends_as(design, std::vector{facts.last.late()}),
         gives_up(facts));
}

TEST(timeout, at_the_deadline) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  const Party late = plain_check(*design);
  std::vector<Arrival> events = soon(with_last(*design, late.service, late.good()));
  const auto& heard = design->wiring.types_of(design->cards.decider().service);
  const auto first = std::ranges::find_if(
      events, [&](const Arrival& one) { return std::ranges::count(heard, one.event.type) > 0; });
  events.back().at = (first == events.end() ? 0s : first->at) + deadline_of(*design);
  const Scenario race = deciding(design, events, {.time_races_max = 1});
  const auto is_late = ends_as(design, std::vector{facts.last.late()}),
             is_good = ends_as(design, std::vector{facts.last.good()});
  always(race, testing::AnyOf(is_late, is_good), gives_up(facts));
  sometimes(race, is_late, "the deadline never came first");
  sometimes(race, is_good, "the last event never came first");
}

TEST(failure, bad_outcome) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  const Party fatal = fatal_check(*design);
  const Rule is_refused{
      .says = fmt::format("a {} that is {} is {}, and does not wait for the deadline", facts.thing,
                          fatal.bad(), facts.last.bad()),
      .hint =
          fmt::format("The {} said \"{}\". Who acts on it, and when?", fatal.called, fatal.bad())};
  for (const Party& check : needed_checks(*design)) {
    Course course = all_good();
    course[check.service] = check.bad();
    const std::vector<Event> events = cards_of(*design, course);
    const Rule is_not_accepted{
        .says = fmt::format("a {} whose {} says \"{}\" is never {}", facts.thing, check.called,
                            check.bad(), facts.last.good()),
        .hint = fmt::format("All postcards arrived. One of them says \"{}\".", check.bad())};
    const Scenario scenario =
        deciding(design, {events.begin(), events.end()}, {}, Overlap::none_any_order);
    for (const Outcome& outcome : every_outcome_of(scenario)) {
      const auto ends = ends_of(*design, outcome);
      ASSERT_THAT(ends, testing::Not(testing::Contains(facts.last.good())))
          << outcome.story(is_not_accepted);
      if (check.is_fatal) {
        ASSERT_THAT(ends, ElementsAre(facts.last.bad())) << outcome.story(is_refused);
      }
      ASSERT_EQ(ends.size(), 1u) << outcome.story(gives_up(facts));
    }
  }
}

TEST(duplicate, each_postcard) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  for (const Party& check : needed_checks(*design)) {
    std::vector<Arrival> events = soon(with_last(*design, check.service, check.good()));
    events.back().at = events.at(events.size() - 2).at;
    const Faults twice{.duplicates_per_event_max = 1,
                       .duplicates_max = 1,
                       .duplicates_of = {events.back().event.type}};
    always(deciding(design, events, twice), ends_as(design, std::vector{facts.last.good()}),
           accepts_what_is_good(facts));
  }
}

TEST(duplicate, another_run_of_a_check) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  const Party check = check_that(*design, [](const Party& one) { return one.repeated_as != ""; });
  const auto first = card(*design, {check.service, check.good(), 0, 1});
  const auto second = card(*design, {check.service, check.bad(), 0, 2});
  const Rule is_another{
      .says = fmt::format("a second {} is another fact, with another id", check.repeated_as),
      .hint = fmt::format("A second, different {} was thrown away as a copy of the first.",
                          check.repeated_as)};
  ASSERT_TRUE(first && second) << broken(is_another);
  ASSERT_NE(std::pair(first->source, first->id), std::pair(second->source, second->id))
      << broken(is_another);
  std::vector<Arrival> events{*first, *second};
  Course others = all_good();
  others.erase(check.service);
  for (const Event& event : cards_of(*design, others))
    events.emplace_back(event, events.size() * 5s);
  always(deciding(design, events), ends_as(design, std::vector{facts.last.bad()}), is_another);
}

TEST(concurrency, two_things_at_once) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  const Rule are_two{.says = fmt::format("two {}s of one user never mix", facts.thing),
                     .hint = fmt::format("Two {}s are on their way. Whose postcard is this, and "
                                         "which id tells it from the other?",
                                         facts.thing)};
  const auto both = [&](const Course& one, const Course& two) {
    std::vector<Event> events = cards_of(*design, one, 0);
    std::ranges::move(cards_of(*design, two, 1), std::back_inserter(events));
    return deciding(design, {events.begin(), events.end()});
  };
  Course without_fatal = all_good(), without_plain = all_good();
  without_fatal.erase(fatal_check(*design).service);
  without_plain.erase(plain_check(*design).service);
  always(both(without_fatal, without_plain), ends_as(design, std::vector(2, facts.last.late())),
         are_two);
  always(both(all_good(), all_good()), ends_as(design, std::vector(2, facts.last.good())), are_two);
}

TEST(sim, add_fourth_check) {
  const Cards three = postcards::cards();
  for (const Cards::Form& form : three.forms())
    ASSERT_THAT(strangers_in(three, form), testing::IsEmpty())
        << form.place
        << broken({.says = "a new check changes no event that is there",
                   .hint = "Somebody repeats what others say, and must change with them."});
  const auto before = postcards::design();
  const Json& given = facilitator("fourth_check.json");
  const Party fourth = engine::check_from(given, "fourth_check.json");
  engine::Facts facts = postcards::facts();
  facts.checks.push_back(fourth);
  const auto design = postcards::design(with_check(given, *before), facts);
  for (const std::string& said : {fourth.good(), fourth.bad(), std::string{}}) {
    Course course = all_good(facts);
    course[fourth.service] = said;
    if (said.empty()) course.erase(fourth.service);
    const Scenario all{.services = engine::all_services(design, {course}),
                       .events = {engine::request_for(0)},
                       .overlap = Overlap::none_any_order};
    always(
        all,
        ends_as(design, std::vector{said == fourth.good() ? facts.last.good() : facts.last.late()}),
        said == fourth.good() ? accepts_what_is_good(facts) : rests_on(facts, fourth));
  }
}
