#include "check/given.hpp"
#include "till_test.hpp"

using namespace till;
using ledger::letter, ledger::letter_of_2019, ledger::letter_v3, ledger::request_order;

namespace {

/// Every overlap of the handlers.
Scenario busy(std::vector<Arrival> letters, Faults faults = {}) {
  Scenario scenario = revenue_with(std::move(letters));
  scenario.faults = std::move(faults);
  return scenario;
}

Event with(Event letter, const std::string& field, const Json& value) {
  letter.data[field] = value;
  return letter;
}
Event without(Event letter, const std::string& field) {
  letter.data.erase(field);
  return letter;
}

/// The letters of facilitator/12_schema_evolution/archive.json.
std::vector<Event> archived() {
  std::vector<Event> letters;
  for (const Json& kept : facilitator("archive.json").at("letters")) {
    Event event = letter(kept.at("id"), kept.at("data"));
    event.time = eda::from_rfc3339(kept.at("time").get<std::string>());
    event.type = kept.value("type", event.type);
    letters.push_back(event);
  }
  return letters;
}

/// Revenue, an archive and its letters, one a minute, and at the end a request for the archive.
Scenario replay() {
  Scenario scenario = busy(one_by_one(archived()));
  scenario.services.push_back(ledger::archive());
  for (const Event& event : archived()) {
    const Json kept = to_json(event);
    scenario.rows.emplace_back(eda::Key{"archive", event.id}, kept);
  }
  scenario.events.emplace_back(ledger::read_archive("audit"), 24h);
  return scenario;
}

}  // namespace

TEST(timeout, consumer_lags_through_migration) {
  const Rule readable{.says = "until its upgrade the ledger can read all that it takes for its own",
                      .hint = "The old reader looks for `amount`."};
  const Rule booked{.says = "in the end the ledger has booked each order",
                    .hint = "Who told the ledger of this order in the language that it knew?"};
  const Rule right{.says = "the ledger books each order once, with its pence",
                   .hint = "What does the ledger read in this letter?"};
  const Scenario scenario{
      .services = {orders::service, ledger::service()},
      .events = {request_order({.order_id = "41", .pence = 1200}, "v1"),
                 request_order({.order_id = "42", .pence = 1850}, "both"),
                 ledger::upgraded(),
                 {request_order({.order_id = "43", .pence = 990, .currency = "EUR"}, "v2"), 1h}},
      .faults = {.duplicates_per_event_max = 1,
                 .duplicates_max = 1,
                 .duplicates_of = {orders::placed_fact}}};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    ASSERT_EQ(outcome.count(ledger::unreadable), 0) << outcome.story(readable);
    Till books;
    for (const Event& fact : outcome.facts(ledger::booked))
      books[words(fact, "orderId")] += words(fact, "pence") + ";";
    ASSERT_EQ(books.size(), 3u) << outcome.story(booked);
    ASSERT_EQ(books, (Till{{"41", "1200;"}, {"42", "1850;"}, {"43", "990;"}}))
        << outcome.story(right);
  }
}

TEST(duplicate, dual_publish) {
  const Rules rules{.missing = {.says = "an order is counted although a handler died",
                                .hint = "Your book says that it is counted. Who has heard of it?"}};
  const Rule languages{.says = "with `both` an order is announced by one V1 and one V2 letter",
                       .hint =
                           "Some read the old language only, some the new one only. Who gets "
                           "a letter?"};
  const Scenario scenario{.services = {orders::service, revenue::service},
                          .events = {request_order({}, "both")},
                          .faults = {.duplicates_per_event_max = 1,
                                     .duplicates_of = {orders::placed_fact, orders::placed_fact_v2},
                                     .crashes_max = 1}};
  for (const Outcome& outcome : every_outcome_of(scenario)) {
    std::multiset<std::string> versions;
    for (const std::string& type : {orders::placed_fact, orders::placed_fact_v2})
      for (const Event& fact : outcome.facts(type)) versions.insert(words(fact, "version"));
    ASSERT_EQ(versions, (std::multiset<std::string>{"1", "2"})) << outcome.story(languages);
    said(outcome, {.till = {{"42", "1850 GBP"}}}, rules);
    if (HasFatalFailure()) return;
  }
}

TEST(poison, v3_arrives) {
  const Event v3 = letter_v3({.order_id = "77"});
  const std::string id = v3.id;
  ends_with({.till = {{"42", "1850 GBP"}}, .parked = {id}},
            busy({v3, letter_v1(), v3, {v3, 5h}}, {.crashes_max = 1}));
  const Event v2 = letter_v2({.order_id = "77"}), v1 = letter_v1({.order_id = "77"});
  ends_with({.till = {}, .parked = {id}}, busy({without(v3, "orderId")}));
  for (const Json& odd : std::vector<Json>{0, "2", "1", nullptr, -1, 3, 1.5, 2.5}) {
    ends_with({.till = {{"42", "1850 GBP"}}, .parked = {v2.id}},
              busy({with(v2, "version", odd), letter_v1()}));
    ends_with({.till = {}, .parked = {v1.id}}, busy({with(v1, "version", odd)}));
  }
}

TEST(order, archive_replay) {
  const Rule old{.says = "the letters of 2019 are counted with their amount, in GBP",
                 .hint = "The 2019 letters have no version number at all."};
  const Rule sums{.says = "the sums of all letters are those of the books, for each currency",
                  .hint = "The years do not add up. Whose orders are missing, or counted twice?"};
  const Rule aside{.says = "only the letter that cannot be read is parked",
                   .hint = "Which of these letters can you read, and which can you not?"};
  const Json& key = facilitator("archive.json");
  for (const Outcome& outcome : every_outcome_of(replay())) {
    const Till till = counted(outcome);
    for (const Event& event : archived()) {
      if (event.data.contains("version")) continue;
      const auto money = till.find(event.data.at("orderId"));
      ASSERT_NE(money, till.end()) << outcome.story(old);
      ASSERT_EQ(money->second, words(event, "amount") + " GBP") << outcome.story(old);
    }
    std::map<std::string, std::int64_t> totals;
    for (const Event& fact : outcome.facts(revenue::counted)) {
      const Json pence = fact.data.value("pence", Json{});
      ASSERT_TRUE(pence.is_number_integer()) << outcome.story(sums);
      totals[words(fact, "currency")] += pence.get<std::int64_t>();
    }
    ASSERT_EQ(Json(totals), key.at("totals")) << outcome.story(sums);
    ASSERT_EQ(till.size(), key.at("orders").get<std::size_t>()) << outcome.story(sums);
    ASSERT_EQ(Json(parked(outcome)), key.at("parked")) << outcome.story(aside);
  }
}

TEST(order, archive_unchanged) {
  const Rule unchanged{.says = "the archive is what was sent, letter by letter",
                       .hint = "History was edited."};
  Json right = Json::array();
  for (const Event& event : archived())
    right.push_back({{"id", event.id}, {"letter", to_json(event)}, {"version", 1}});
  const auto by_id = [](const Json& a, const Json& b) { return a.at("id") < b.at("id"); };
  std::sort(right.begin(), right.end(), by_id);
  for (const Outcome& outcome : every_outcome_of(replay())) {
    ASSERT_EQ(outcome.answers("audit").back().value, right) << outcome.story(unchanged);
    ASSERT_GT(outcome.count(revenue::counted), 0) << outcome.story(Rules{}.missing);
  }
}

TEST(reorder, versions_interleaved) {
  const Letter a{.order_id = "41", .pence = 1200}, b{.order_id = "42", .pence = 1850};
  const Letter c{.order_id = "43", .pence = 990};
  Scenario scenario =
      busy({letter_v1(a), letter_v2(a), letter_v1(b), letter_v2(b), letter_of_2019(c)});
  scenario.overlap = Overlap::none_any_order;
  ends_with({.till = {{"41", "1200 GBP"}, {"42", "1850 GBP"}, {"43", "990 GBP"}}}, scenario);
}

TEST(poison, missing_optional) {
  const Rules rules{.money = {.says = "2019 and V1 promise GBP, and V2 names its currency",
                              .hint = "Whose contract says in which currency this was?"},
                    .guessed = {.says = "a V2 letter without a currency is parked",
                                .hint = "Absent is not GBP unless the contract said so."}};
  const Event v2 = letter_v2({.order_id = "43", .pence = 990});
  const Event known = with(letter_v2({.order_id = "44", .currency = "EUR"}), "customerId", "c-7");
  ends_with(
      {.till = {{"41", "1200 GBP"}, {"42", "1850 GBP"}, {"44", "1850 EUR"}}, .parked = {v2.id}},
      busy({letter_v1({.order_id = "41", .pence = 1200}), letter_of_2019(), without(v2, "currency"),
            known}),
      rules);
  ends_with({.till = {}, .parked = {v2.id}}, busy({with(v2, "currency", nullptr)}), rules);
}

TEST(poison, extra_field) {
  const Rules rules{.refused = {.says = "a letter with a field that you do not know can be read",
                                .hint = "Someone added a field and you fell over."}};
  const Json address = {{"street", "Via Roma"}, {"amount", 5}, {"version", 3}};
  const Letter a{.order_id = "41"}, b{.order_id = "42"}, c{.order_id = "43"};
  ends_with({.till = {{"41", "1850 GBP"}, {"42", "1850 GBP"}, {"43", "1850 GBP"}}},
            busy({with(letter_of_2019(a), "channel", "web"), with(letter_v1(b), "address", address),
                  with(letter_v2(c), "tip", 200)}),
            rules);
}

TEST(order, upcast_pure) {
  const auto v2_of = [](Event letter, const std::string& amount) {
    letter.data["totalAmount"] = letter.data.at(amount);
    if (amount != "totalAmount") letter.data.erase(amount);
    letter.data["version"] = 2;
    if (!letter.data.contains("currency")) letter.data["currency"] = "GBP";
    return letter;
  };
  std::vector<Upcast> all;
  const Event old = letter_of_2019(), v1 = letter_v1();
  Event strange = with(v1, "address", {{"street", "Via Roma"}});
  strange.subject = "order-42";
  strange.extensions["correlationid"] = "evening-7";
  for (const Event& event : {old, v1, strange, with(v1, "customerId", "c-7"),
                             with(old, "channel", "web"), letter_v1({.pence = 0})})
    all.push_back({event, v2_of(event, "amount")});
  Event of_the_new_type = letter_v2();
  of_the_new_type.type = orders::placed_fact_v2;
  for (const Event& event : {letter_v2(), with(letter_v2({.currency = "EUR"}), "tip", 200),
                             of_the_new_type, without(letter_v2(), "currency"), letter_v3(),
                             with(v1, "version", 0), with(v1, "version", nullptr)})
    all.push_back({event, event});
  upcasts(all);
}

TEST(lint, changes) {
  check_change(
      {.id = "p3",
       .kinds = {"breaking-in-disguise"},
       .insteads = {"add_beside", "new_version"},
       .kind_hint = "Revenue grew a hundredfold overnight.",
       .instead_hint = "Both letters have a `tip`. By what does a reader tell them apart?"});
  check_change({.id = "p4",
                .kinds = {"breaking"},
                .insteads = {"keep_optional", "new_version"},
                .kind_hint = "Read a letter of last year against the new schema.",
                .instead_hint = "The letters that were sent will never have a `phone`."});
  check_change({.id = "p5",
                .kinds = {"breaking", "breaking-in-disguise"},
                .insteads = {"readers_first", "new_version"},
                .kind_hint = "A reader knows two values and has a branch for each. Where does the "
                             "drone go?",
                .instead_hint = "Who must know the drone before the first one takes off?"});
}
