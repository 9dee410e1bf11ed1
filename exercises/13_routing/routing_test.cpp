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
