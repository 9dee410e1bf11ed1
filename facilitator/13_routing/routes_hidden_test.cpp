#include "town_test.hpp"

using namespace town;

namespace {

/// An event of corpus.json, and the queues that it is for.
struct Letter {
  Event event;
  Names queues;
};
std::vector<Letter> corpus() {
  std::vector<Letter> letters;
  for (const Json& one : facilitator("corpus.json").at("events"))
    letters.push_back({event(one.at("type"), one.at("source"), one.at("data"),
                             std::to_string(letters.size() + 1)),
                       one.at("to").get<Names>()});
  return letters;
}

Names missing(const Names& of, const Names& in) {
  Names missing;
  std::ranges::set_difference(of, in, std::inserter(missing, missing.end()));
  return missing;
}

/// Fails if an event leads to one of its own type, through rules and consumers.
void follow(const Topology& all, const Event& event, std::vector<std::string> path) {
  const bool is_again = std::ranges::count(path, event.type) > 0;
  path.push_back(event.type);
  if (is_again || path.size() > 8) {
    std::string lines;
    for (const std::string& type : path) lines += "    " + type + "\n";
    reject({.says = "no event causes itself",
            .hint = "A letter about a letter that could not be delivered could not be delivered."},
           "  Each of these causes the next:\n" + lines);
  }
  const Names queues = eda::targets_of(all, event);
  for (const Json& reaction : given("reactions.json").at("reactions")) {
    if (!queues.contains(reaction.at("queue"))) continue;
    if (!eda::matches(reaction.at("on"), eda::to_json(event))) continue;
    for (const char* how : {"done", "failed"}) {
      Event next = event;
      next.type = reaction.at(how);
      next.source = reaction.at("source");
      follow(all, next, path);
    }
  }
}

}  // namespace

TEST(lint, topology) {
  const std::vector<Queue> all = queues();
  Names boxes, found;
  for (const Queue& queue : all) boxes.insert(queue.dlq);
  must_hold("the bus and the six queues are there, and a FIFO queue's name ends in .fifo",
            "Lay needs.json beside the file. What is called otherwise?", unlike_needs());
  for (const Queue& queue : all) {
    const Queue* dlq = find(all, queue.dlq);
    if (dlq != nullptr && dlq->is_fifo != queue.is_fifo)
      found.insert("queue " + queue.name + ": its dead letters go to " + dlq->name);
    if (!queue.dlq.empty() && boxes.contains(queue.name))
      found.insert("queue " + queue.name + ": dead letters have no dead letters");
  }
  must_hold("dead letters of a queue go to a queue of its kind",
            "A FIFO queue's dead letters need a FIFO box.", found);
  for (const Target& target : targets())
    if (const Queue* dlq = find(all, target.dlq); dlq != nullptr && dlq->is_fifo)
      found.insert("rule " + target.rule + ": " + dlq->name);
  must_hold("what the bus cannot deliver goes to a standard queue",
            "The bus has no group for it. Which box takes letters in any order?", found);
  for (const Target& target : targets())
    if (target.queue.ends_with(".fifo") && target.group != "data.orderId")
      found.insert("rule " + target.rule + ": " + target.group);
  must_hold("the group of a FIFO target is its business key",
            "One queue for the whole city: order 2 waits for order 1's lawyer.", found);
  for (const Target& target : targets())
    if (target.queue.ends_with(".fifo") && target.dedup != "id")
      found.insert("rule " + target.rule + ": " + target.dedup);
  must_hold("the deduplication id of a FIFO target is the id of the event",
            "A FIFO box refuses a letter without a stamp number: say what makes two letters the "
            "same.",
            found);
  const Json& domains = given("needs.json").at("domains");
  const Json publishers = part("/publishers", Kind::object, "topology.json");
  for (const auto& [service, named] : domains.items()) {
    if (service == "recommendation" && !publishers.contains(service)) continue;  // that is free
    const Json prefixes = part("/publishers/" + service, Kind::list, "topology.json");
    for (const Json& prefix : prefixes)
      if (!prefix.is_string() || !prefix.get<std::string>().starts_with(named.get<std::string>()))
        found.insert(service + ": " + prefix.dump());
    if (prefixes.empty()) found.insert(service + " may not publish at all");
  }
  for (const auto& one : publishers.items())
    if (!domains.contains(one.key())) found.insert(one.key() + " is no service");
  must_hold("a service may publish in its own domain, and nowhere else",
            "Whose seal is it? A clerk who may use them all will, one day, by mistake.", found);
}

TEST(lint, streams) {
  for (const auto& [name, need] : given("needs.json").at("streams").items()) {
    Json stream = Json::object();
    for (const Json& one : part("/streams", Kind::list, "topology.json"))
      if (text_in(one, "name") == name) stream = one;
    const int partitions = number_in(stream, "partitions");
    const auto must = [](bool holds, const std::string& hint, const std::string& found) {
      must_hold("a stream bears its peak, a loss and an outage, and keeps the order of its key",
                hint, holds ? Names{} : Names{found});
    };
    must(partitions * need.at("perPartitionPerSecond").get<int>() >= need.at("peakPerSecond"),
         "How much may one partition take in a second, and how much comes?", name + ": partitions");
    must(number_in(stream, "replication") > need.at("brokersLost"),
         "Two brokers are gone. Who still has it?", name + ": replication");
    must(number_in(stream, "retentionHours") > need.at("longestOutageHours"),
         "Monday morning starts where Saturday stopped: how much must the stream still hold?",
         name + ": retentionHours");
    must(text_in(stream, "key") == need.at("key"), "Whose clicks must stay in order?",
         name + ": key");
  }
}

TEST(lint, notification_pii) {
  std::vector<Event> facts;
  Names personal{"anna@example.com", "Anna Rossi", "+44 7700 900123", "4111"};
  for (const std::string type : {"order.placed", "payment.failed", "order.ready", "order.lost"})
    for (const auto& [source, id] : {std::pair{"order", "1"}, {"order", "2"}, {"shop", "1"}}) {
      Event fact = event(type, source, {{"orderId", std::string{source} + "-42"}}, type + id);
      fact.data["customer"] = {{"mail", "anna@example.com"}, {"phones", {"+44 7700 900123"}}};
      fact.data["card"] = {{"number", "4111"}, {"name", "Anna Rossi"}};
      fact.subject = "anna@example.com";
      fact.time = eda::from_rfc3339("2026-01-13T09:59:00Z");
      fact.extensions["customer"] = "Anna Rossi";
      facts.push_back(fact);
    }
  Scenario scenario = provisions({});
  for (const Event& fact : facts) scenario.events.emplace_back(notify(fact));
  const Outcome outcome = run(scenario);
  Names ids;
  for (const Event& fact : facts) {
    const Json letter = outcome.answers(notify(fact).id).back().value;
    const Json data = {{"orderId", fact.data.at("orderId")},
                       {"verdict", fact.type.substr(fact.type.rfind('.') + 1)}};
    const std::string text = letter.dump(-1, ' ', true);
    for (const std::string& value : personal)
      ASSERT_EQ(text.find(value), std::string::npos)
          << outcome.story({.says = "a notification has nothing personal",
                            .hint = "The postman read the letter aloud."});
    ASSERT_EQ(letter.value("data", Json{}), data)
        << outcome.story({.says = "a notification has `orderId` and `verdict`",
                          .hint = "What must he know, at least?"});
    const Rule headed{
        .says = "a notification has its type, a source, its fact's time, and an id of its own",
        .hint = "Two letters, or one letter twice? By what does he see it?"};
    ASSERT_EQ(letter.at("type"), plumbing::notification_requested) << outcome.story(headed);
    ASSERT_NE(letter.value("source", ""), "") << outcome.story(headed);
    ASSERT_EQ(letter.value("time", ""), "2026-01-13T09:59:00Z") << outcome.story(headed);
    ASSERT_TRUE(ids.insert(letter.at("id")).second) << outcome.story(headed);
  }
}

// Each queue has one worker, who serves the subscriptions of a letter in turn. That of `email`
// hangs for ten minutes.
TEST(timeout, slow_target_does_not_delay_others) {
  Names late;
  for (const Subscription& slow : subscriptions())
    for (const Subscription& other : subscriptions())
      if (slow.name == "email" && other.name != "email" && other.queue == slow.queue)
        late.insert(other.name + " waits in " + other.queue);
  must_hold("each subscriber but the slow one has its letter within a minute",
            "One slow friend and nobody else gets the invitation.", late);
}

TEST(failure, target_down_goes_to_dlq) {
  const std::vector<Queue> all = queues();
  Names boxes, found;
  for (const Target& target : targets()) boxes.insert(target.dlq);
  for (const Target& target : targets()) boxes.erase(target.queue);
  for (const Subscription& one : subscriptions()) boxes.erase(one.queue);
  for (const Queue& queue : all) boxes.insert(queue.dlq);
  for (const Queue& queue : all) {
    if (boxes.contains(queue.name)) continue;
    if (const std::string loss = loss_in(queue, all); !loss.empty()) found.insert(loss);
  }
  for (const Target& target : targets())
    if (find(all, target.dlq) == nullptr)
      found.insert("rule " + target.rule + ": its target is down, and its letters are lost");
  must_hold("what cannot be delivered goes to the dead letters",
            "You built the box and never nailed it to the wall.", found);
}

TEST(sim, no_storm) {
  const Topology all = topology();
  const Event failed = event("payment.failed", "payment", {{"orderId", "42"}});
  must_hold("a failure is told to the customer", "Who hears of a payment that failed?",
            missing({"notifications"}, eda::targets_of(all, failed)));
  for (const Letter& letter : corpus()) follow(all, letter.event, {});
}

TEST(order, corpus_routing) {
  const Topology all = topology();
  for (const Letter& letter : corpus())
    reaches(all, letter.event, letter.queues, "\"500\" is not 500.",
            "Everyone gets everything and throws most of it away.");
}
