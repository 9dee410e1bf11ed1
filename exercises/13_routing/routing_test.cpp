#include "routing.hpp"

#include "town_test.hpp"

using namespace town;

TEST(lint, names_exist) {
  const std::string hint = "Read each name aloud, and look for its owner.";
  Names names, found;
  for (const Queue& queue : queues()) names.insert(queue.name);
  const auto must_be = [&](const std::string& queue, const std::string& whose) {
    if (!queue.empty() && !names.contains(queue)) found.insert(whose + ": there is no " + queue);
  };
  for (const Queue& queue : queues()) must_be(queue.dlq, "dead letters of " + queue.name);
  for (const Target& target : targets()) {
    must_be(target.queue, "rule " + target.rule);
    must_be(target.dlq, "dead letters of rule " + target.rule);
    if (target.queue.empty() && !names_in("/topics").contains(target.topic))
      found.insert("rule " + target.rule + ": a target has neither a queue nor a topic");
  }
  for (const Subscription& one : subscriptions()) {
    if (one.queue.empty()) found.insert("subscription " + one.name + ": it has no queue");
    must_be(one.queue, "subscription " + one.name);
  }
  must_hold("what is named is there", hint, found);
}

/// Looks at one queue, one rule, one stream and one service. The file has more of each.
TEST(lint, published_file) {
  Names found = unlike_needs();
  const std::vector<Queue> all = queues();
  if (const Queue* queue = find(all, "inventory-updates"); queue != nullptr)
    if (const std::string loss = loss_in(*queue, all); !loss.empty()) found.insert(loss);
  for (const Target& target : targets())
    if (target.rule == "irish-orders" && (target.group.empty() || target.dedup.empty()))
      found.insert("rule irish-orders: what makes two letters the same, and which keep order?");
  for (const Json& stream : part("/streams", Kind::list, "topology.json"))
    if (text_in(stream, "key") == "id")
      found.insert("stream " + text_in(stream, "name") + ": a key that no two clicks share");
  for (const Json& prefix : part("/publishers/notification", Kind::list, "topology.json"))
    if (prefix == "com.pizzaco.") found.insert("notification may publish whatever there is");
  must_hold("the file has what needs.json says",
            "There is more where each of these came from. Read the file line by line.", found);
}

TEST(order, provision_once) {
  const std::vector<Resource> file = topology().resources;
  has_become(run(provisions({request(file)})), file);
}

TEST(order, three_of_sixty) {
  const std::string few = "It is in the sorting office, and in no bag. Which rule is it for?";
  const std::string many = "It is in a bag that it is not for. Which rule let it in?";
  const Topology all = topology();
  const Json order = {
      {"orderId", "42"}, {"region", "north"}, {"total", 12.5}, {"shipTo", "GB"}, {"billTo", "IE"}};
  reaches(all, event("order.placed", "order", order), {"analytics", "payment-processing.fifo"}, few,
          many);
  const Json payment = {{"orderId", "42"}, {"paymentId", "p-7"}};
  reaches(all, event("payment.failed", "payment", payment),
          {"analytics", "notifications", "payment-processing.fifo"}, few, many);
  reaches(all, event("order.cancelled", "test-shop", {{"orderId", "43"}}), {}, few, many);
}

TEST(order, two_registered) {
  const std::string few = "Who has asked for the newsletter? Which field says so?";
  const std::string many = "Without a filter, a subscription takes all that its topic gets.";
  const Json anna = {{"userId", "u-7"}, {"country", "FR"}, {"newsletter", true}};
  reaches(topology(), event("user.registered", "user", anna), {"analytics", "notifications"}, few,
          many);
  const Json robot = {{"userId", "u-8"}, {"country", "FR"}, {"newsletter", false}};
  reaches(topology(), event("user.registered", "test-shop", robot), {}, few, many);
}

TEST(order, one_letter) {
  const Event fact = event("payment.failed", "payment", {{"orderId", "42"}});
  const Outcome outcome = run(provisions({notify(fact)}));
  const Rule rule{.says = "a notification has `orderId` and `verdict`",
                  .hint = "What must he know, at least?"};
  const Json letter = outcome.answers(notify(fact).id).back().value;
  ASSERT_EQ(letter.at("type"), plumbing::notification_requested) << outcome.story(rule);
  const Json data = {{"orderId", "42"}, {"verdict", "failed"}};
  ASSERT_EQ(letter.value("data", Json{}), data) << outcome.story(rule);
}

// The tests above run your handlers once, in order. Those below run them in every order, and show
// the shortest schedule that goes wrong.
TEST(reorder, three_resources) {
  const Rules rules{.missing = {.says = "a thing is created behind what it needs",
                                .hint = "What comes first in the file, and what in the world?"}};
  makes({bus, dead, box}, provisions({request({box, bus, dead})}), rules);
}

TEST(duplicate, provision_again) {
  Scenario scenario = provisions({request({bus, dead, box})});
  scenario.faults = {.duplicates_per_event_max = 1};
  makes({bus, dead, box}, scenario);
}

TEST(timeout, queue_seen_late) {
  const Rules rules{.missing = {.says = "what cannot be seen yet is waited for",
                                .hint = "Created, and not to be seen yet. Did you ask again?"}};
  const Scenario late = provisions({request({bus, dead, box})}, {.stale_reads_max = 1});
  for (const Outcome& outcome : every_outcome_of(late))
    is_done(outcome, late, {bus, dead, box}, rules);
}
