#include "house.hpp"

using namespace house;

TEST(order, reader_gets_everything) {
  Scenario calm = reading({});
  calm.events = one_by_one(all_letters());
  always(calm, tells_all_once(), gets_all("tells once, and rightly, all that it needs"));
}

TEST(reorder, any_arrival) {
  always(reading(all_letters()), tells_all_once(), gets_all("needs no order among the letters"));
}

TEST(duplicate, every_letter_twice) {
  always(reading(all_letters(), {.duplicates_per_event_max = 1}), tells_all_once(),
         gets_all("takes a copy for what it is"));
}

TEST(timeout, publisher_down) {
  const Event late = published();
  const std::vector<Event> others = letters::letters_of(company(), owners(), {});
  const Rule waits{.says = fmt::format("without the letter of the {}, the {} tells nothing",
                                       company().publisher, company().reader.name),
                   .hint = fmt::format("{} was not told, and all was well. Whose word was it?",
                                       finding().called)};
  always(reading(others), tells_nothing(), waits);
  Scenario a_day_late = timed(reading(others));
  a_day_late.events.emplace_back(late, 24h);
  always(a_day_late, testing::AllOf(tells_all_once(), tells_it_late()),
         gets_all("tells all when the letter comes a day late, and not before"));
}

TEST(sim, change_impact) {
  published();
  for (const auto& [change, about] : company().changes.items()) {
    const auto before = letters::changed_before(company(), change);
    const auto after = letters::changed_after(company(), change, owners(), event());
    std::set<std::string> least;
    if (about.contains("ownedBy")) least.insert(about.at("ownedBy").get<std::string>());
    EXPECT_EQ(after, least) << change
                            << ": as your events stand, more of them must change than need "
                            << "to.\nHint: Who else carries what the owner already says?";
    for (const auto& [when, measured] : {std::pair{"old", before}, std::pair{"new", after}}) {
      const std::string pointer = (Pointer{"/predictions"} / change / when).to_string();
      const Json& predicted = part(pointer, Kind::list);
      EXPECT_EQ(std::set<Json>(predicted.begin(), predicted.end()),
                std::set<Json>(measured.begin(), measured.end()))
          << pointer << " is not what was measured.\nHint: Who owns what is new, and who only "
          << "carries it for others?";
    }
  }
}

TEST(lint, headlines) {
  const Json& accepted = key().at("headlines");
  std::vector<std::string> others;
  for (const auto& [headline, kinds] : accepted.items()) {
    const Pointer pointer = Pointer{"/headlines"} / headline;
    const Json given = document().contains(pointer) ? document().at(pointer) : Json{};
    if (std::ranges::count(kinds, given) == 0) others.push_back(headline + ": " + given.dump());
  }
  const int right = int(accepted.size()) - int(others.size());
  ASSERT_GE(right, key().at("headlinesRight").get<int>()) << fmt::format(
      "Hint: Does it say that something happened, or that something should, or only that there is "
      "news?\nIn doubt:\n  {}",
      fmt::join(others, "\n  "));
}
