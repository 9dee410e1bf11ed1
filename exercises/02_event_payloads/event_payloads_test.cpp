#include <set>

#include "postcards.hpp"

using namespace postcards;

TEST(lint, five_legal_events) {
  const Rule is_legal{
      .says = "each service has an event, and each is a legal CloudEvent with a time",
      .hint = "The template you were given is not a legal CloudEvent."};
  const Cards cards = postcards::cards();
  std::vector<std::string> found = breaches(cards, {"json", "cloudevents", "time", "placeholder"});
  const std::vector<Cards::Form> forms = cards.forms();
  for (const Party& party : cards.parties())
    if (std::ranges::none_of(forms,
                             [&](const auto& form) { return form.party.service == party.service; }))
      found.push_back("/events/" + party.service + ": this service has no event.");
  EXPECT_TRUE(found.empty()) << lines(found) << broken(is_legal);
  for (const Cards::Form& form : forms) {
    const Json type = form.json.value("type", Json{});
    EXPECT_TRUE(type.is_string() && std::string{type}.starts_with(cards.facts().domain))
        << form.place << "/type must begin with \"" << cards.facts().domain << "\".";
  }
}

TEST(lint, decider_hears_two_or_more) {
  const Cards cards = postcards::cards();
  const std::string decider = cards.decider().service;
  const Rule hears{.says = "the service that decides listens to two or more others",
                   .hint = fmt::format("What must the {} know before it acts, and who says it?",
                                       cards.decider().called)};
  part("/wiring", Kind::object);
  const Json& types =
      part((Json::json_pointer{"/wiring/subscribe"} / decider).to_string(), Kind::list);
  std::set<std::string> heard;
  for (const Cards::Form& form : cards.forms())
    for (const Json& type : types)
      if (cards.filled_in(form.json, {form.party.service, form.outcome}).value("type", Json{}) ==
          type)
        heard.insert(form.party.service);
  heard.erase(decider);
  EXPECT_GE(heard.size(), 2u) << broken(hears) << "  It listens to " << types.dump()
                              << ", which these services publish: "
                              << testing::PrintToString(heard);
}

TEST(order, happy_in_order) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  const Outcome outcome = run(deciding(design, soon(cards_of(*design, all_good()))));
  ASSERT_THAT(ends_of(*design, outcome), testing::ElementsAre(facts.last.good()))
      << outcome.story(accepts_what_is_good(facts));
}

// The test above delivers one event after another. This one delivers the last two at the same time,
// with every overlap of their handlers, and shows the shortest schedule that goes wrong.
TEST(concurrency, last_two_at_once) {
  const auto design = postcards::design();
  const engine::Facts& facts = design->cards.facts();
  std::vector<Arrival> events = soon(cards_of(*design, all_good()));
  events.back().at = events.at(events.size() - 2).at;
  always(deciding(design, events), ends_as(design, std::vector{facts.last.good()}),
         accepts_what_is_good(facts));
}
