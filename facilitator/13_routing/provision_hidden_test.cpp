#include "town_test.hpp"

using namespace town;

namespace {

/// A subscription with the name of its queue.
Resource subscription(const std::string& queue) {
  const Json settings = {{"topic", "news"}, {"queue", queue}};
  return {"subscription", queue, settings, {"topic/news", "queue/" + queue}};
}

const Resource email{"queue", "email", Json::object(), {"queue/dead-letter"}},
    news{"topic", "news"},
    by_box = subscription("box"), by_email = subscription("email"),
    rule{"rule",
         "all",
         {{"pattern", {{"source", {{{"exists", true}}}}}}, {"targets", {{{"topic", "news"}}}}},
         {"bus/bus", "topic/news"}};

const std::vector<Resource> five{bus, dead, box, news, rule};
const std::vector<Resource> eight{bus, dead, box, email, news, rule, by_box, by_email};

std::vector<Resource> without(const Resource& one, std::vector<Resource> file) {
  std::erase(file, one);
  return file;
}

}  // namespace

TEST(duplicate, provision_twice) {
  const Rules rules{
      .missing = {.says = "what exists already does not keep the rest from being created",
                  .hint = "Second morning, first line: it exists already. What became of all "
                          "that was to follow?"}};
  std::vector<Resource> twice_listed = eight;
  twice_listed.push_back(by_box);
  makes(eight, provisions({request(five), {request(twice_listed, "next morning"), 1h}}), rules);
  const std::vector<Resource> backwards{rule, news, box, dead, bus};
  makes(five, provisions({request(five), request(backwards, "the other deployer")}), rules);
}

TEST(order, unsubscribed_gets_nothing) {
  // The rule is gone from the file as well, and stays.
  const std::vector<Resource> rest = without(by_email, eight), file = without(rule, rest);
  makes(rest,
        provisions({request(eight), {request(file, "an hour later"), 1h}}, {.crashes_max = 1}), {},
        {by_email.id()});
}

TEST(reorder, rules_any_order) {
  const Rules rules{.missing = {.says = "the order of the file does not matter",
                                .hint = "The rules came first in this file. What do they need?"}};
  for (const std::vector<Resource>& file :
       {std::vector{rule, bus, dead, box, email, news, by_box, by_email},
        std::vector{by_email, by_box, box, rule, news, email, dead, bus},
        std::vector{by_box, email, rule, box, bus, by_email, news, dead}})
    makes(eight, provisions({request(file)}), rules);
}

TEST(timeout, eventual_visibility_of_created_queue) {
  const Rules rules{.missing = {.says = "what is not visible yet, or throttled, is asked for again",
                                .hint = "You were told to come back later. Did you?"}};
  makes(eight, provisions({request(eight)}, {.stale_reads_max = 2, .throttles_max = 2}), rules);
}

TEST(timeout, large_file_throttled_twice) {
  std::vector<Resource> large{bus, dead};
  for (char name = 'a'; large.size() < 22; ++name)
    large.emplace_back("queue", std::string{name}, Json::object(), box.needs);
  makes(large, provisions({request(large)}, {.throttles_max = 2}));
}

TEST(crash, mid_provision) {
  const Rules rules{
      .missing = {.says = "a run goes on where another has died",
                  .hint = "It was there after all. What became of all that was to follow?"}};
  makes(eight, provisions({request(eight)}, {.crashes_max = 1, .stale_reads_max = 1}), rules);
  const std::vector<Resource> rest = without(by_email, eight);
  const Faults faults{.crashes_max = 1, .unknowns_max = 1};
  makes(rest, provisions({request(eight), {request(rest, "an hour later"), 1h}}, faults), rules,
        {by_email.id()});
}

// A look may show a subscription that has just been erased.
TEST(order, subscribed_again) {
  const Rules back{.missing = {.says = "a subscription that comes back to the file is there again",
                               .hint = "You have seen it. But when was that true?"}};
  const std::vector<Resource> small{bus, dead, box, news, by_box};
  const Event cancelled = request(without(by_box, small), "cancelled");
  makes(small,
        provisions({request(small), {cancelled, 1h}, {request(small, "back"), 1h + 30s}},
                   {.stale_reads_max = 1}),
        back, {by_box.id()});
}
