#include "pager_test.hpp"
#include "reference_test.hpp"

using namespace room;
using evenings::Evening, evenings::Incident;

namespace {

constexpr std::uint64_t seeds[] = {1, 2, 3, 4, 5};
const std::vector<Incident> all_incidents{Incident::slow_chef, Incident::dead_letters,
                                          Incident::not_started};

Hearing shuffled(std::size_t lines, std::uint64_t seed) {
  Hearing hearing = as_written(lines);
  for (std::size_t i = lines; i > 1; --i)
    std::swap(hearing[i - 1], hearing[evenings::random_below(seed, i)]);
  return hearing;
}

/// Fails unless the report of an evening is right at 22:00, for each hearing.
void reports_of(const std::vector<Line>& lines, const std::vector<Hearing>& hearings,
                const Rules& rules = {}) {
  reports(lines, hearings, at("22:00"), reference(lines, at("22:00")), rules);
}

/// Fails unless the minutes of the evening have exactly these pages. Returns the whole answer.
Json pages_of(const Evening& evening, Instant from, Instant until, const std::vector<Page>& right,
              const PagerRules& rules = {}) {
  std::vector<Line> lines = lines_of(evening);
  std::erase_if(lines, [&](const Line& line) { return line.arrives > until; });
  return pages(lines, from, until, right, rules, ", seed " + std::to_string(evening.seed));
}

/// A smaller evening with all incidents.
Evening all_at_once(std::uint64_t seed) {
  return {.seed = seed, .orders = 120, .incidents = all_incidents, .has_copies = false};
}

/// An evening of 240 orders, which is watched.
Evening watched(std::vector<Incident> incidents = {}) {
  return {.seed = 7, .orders = 240, .incidents = std::move(incidents)};
}

}  // namespace

TEST(timeout, stuck_orders_by_age) {
  for (const char* now : {"20:00", "22:00"}) {
    std::vector<Course> courses;
    for (int i = 0; i < 30; ++i) {
      const Duration age = 5min + i % 12 * Duration{85min} / 11;
      Course course{.order_id = std::to_string(3000 + i), .placed = at(now) - age};
      course.branches[2].takes = 60s + i * 5s;
      course.branches[i % 3].is_lost = i < 12;
      if (i < 12) course.times_out_after.reset();
      if (i >= 26) course.branches[1].is_parked = age >= 35min;
      if (i >= 20 && i < 24) course.cooks_after.reset();
      courses.push_back(course);
    }
    std::vector<Line> lines = lines_of(courses);
    std::erase_if(lines, [](const Line& line) {  // no order but 3018 and 3025 has lost a line
      return (line.order_id == "3018" && line.what == "received") ||
             (line.order_id == "3025" && line.what == "complete");
    });
    reports(lines, {as_written(lines.size())}, at(now), reference(lines, at(now)));
  }
  std::vector<Line> ahead;
  for (int i = 0; i < 3; ++i) {
    const Course course{.order_id = std::to_string(3100 + i), .placed = at("20:00")};
    ahead.push_back(lines_of(course, {{"orders", 60s + i * 10s}}).front());
  }
  const Rule no_age{.says = "no age is negative, however fast a clock is",
                    .hint = "An order of tomorrow. How long has it waited today?"};
  reports(ahead, {as_written(3)}, at("20:00"), reference(ahead, at("20:00")), {.too_fast = no_age});
}

TEST(order, reference_day) {
  for (const std::uint64_t seed : seeds) {
    for (const auto& incidents : {std::vector<Incident>{}, all_incidents}) {
      const std::vector<Line> lines = lines_of(Evening{.seed = seed,
                                                       .orders = incidents.empty() ? 90 : 150,
                                                       .incidents = incidents,
                                                       .has_copies = false});
      reports_of(lines, {as_written(lines.size())});
    }
  }
}

// 20 orders of the lines of an evening are a sample; those of the seven lines are all of them.
TEST(reorder, shuffled_log) {
  const Rules rules{
      .latency = {.says = "the report is the same in whatever order lines are heard",
                  .hint = "You heard the end before the beginning. What did you do?"}};
  std::vector<Line> seven;
  for (const Line& line : lines_of(std::vector<Course>{
           {.order_id = "41", .placed = at("20:00"), .branches = {{"payment", 40s}}},
           {.order_id = "42", .placed = at("20:01"), .branches = {{"payment", 10s}}}})) {
    const bool is_kept =
        line.service == "payment" || line.what == "complete" ||
        (line.service == "orders" && line.order_id == "42" && line.what == "received");
    if (is_kept) seven.push_back(line);
  }
  ASSERT_EQ(seven.size(), 7u);
  std::vector<Hearing> hearings;
  Hearing hearing = as_written(7);
  do hearings.push_back(hearing);
  while (std::next_permutation(hearing.begin(), hearing.end()));
  ASSERT_EQ(hearings.size(), 5040u);
  reports_of(seven, hearings, rules);

  const std::vector<Line> lines = lines_of(all_at_once(6));
  hearings.clear();
  for (std::uint64_t seed = 1; seed <= 20; ++seed) hearings.push_back(shuffled(lines.size(), seed));
  reports_of(lines, hearings, rules);
}

TEST(duplicate, every_line_twice) {
  const Rules rules{.too_many = {.says = "`waiting` counts orders, however many lines say so",
                                 .hint = "Chatty is not stuck."},
                    .too_few = {.says = "an order stops waiting once, however often a line says so",
                                .hint = "Minus three orders are waiting."}};
  for (const std::uint64_t seed : seeds) {
    const std::vector<Line> lines = lines_of(all_at_once(seed));
    Hearing twice = as_written(lines.size()), often = twice;
    std::uint64_t random = seed;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      twice.push_back(i);
      for (std::uint64_t n = evenings::random_below(random, 4); n > 0; --n) often.push_back(i);
    }
    reports_of(lines, {twice, often}, rules);
  }
}

TEST(timeout, no_news_alert) {
  Evening evening = watched();
  evening.has_silence = true;
  const Instant limit = at("20:09");
  pages_of(evening, at("19:50"), at("20:50"), {{"no-news", "", limit}});
}

TEST(failure, incident_1) {
  pages_of(watched(), at("18:05"), at("19:05"), {});
  const Json answer = pages_of(watched({Incident::slow_chef}), at("19:55"), at("20:55"),
                               {{"slow", "chef", at("20:10")}});
  if (answer.at("slowest") != "chef") reject(Rules{}.slowest);
}

TEST(failure, incident_2) {
  const PagerRules one_letter{
      .quiet = {.says = "dead letters are different events",
                .hint = "Somebody tries one letter again and again. How many are parked?"}};
  pages_of(watched(), at("19:20"), at("19:50"), {}, one_letter);
  pages_of(watched({Incident::dead_letters}), at("19:55"), at("20:55"),
           {{"dead-letters", "inventory", at("20:08")}});
}

TEST(failure, incident_3) {
  const PagerRules rules{
      .found = {.says = "an order that is complete and not started is paged",
                .hint = "Seven orders have every ticket and no pizza."},
      .once = {.says = "an incident is paged once, also if the orders behind it change",
               .hint = "One of eight cooks at last, and the phone rings. What does `about` say?"}};
  pages_of(watched(), at("20:55"), at("21:25"), {});
  pages_of(watched({Incident::not_started}), at("19:55"), at("20:55"),
           {{"not-started", "kitchen", at("20:18")}}, rules);
}

// Half of the lines are lost. Five evenings in a request, each with clocks of its own, are asked
// about faster than one by one.
TEST(concurrency, clock_skew) {
  constexpr std::uint64_t together = 5;
  for (std::uint64_t first = 1; first <= 200; first += together) {
    std::vector<Line> all;
    std::map<std::string, std::vector<Line>> by_order;
    std::vector<std::string> ids;
    for (std::uint64_t seed = first; seed < first + together; ++seed) {
      std::vector<Course> courses;
      for (std::uint64_t i = 0; i < 10; ++i) {
        ids.push_back(std::to_string(4000 + 10 * seed + i));
        courses.push_back({.order_id = ids.back(),
                           .placed = at("20:00") + i * 20s,
                           .has_follow_ups = true,
                           .has_two_readers = i % 2 == 1});
      }
      std::vector<Line> lines = lines_of(courses, evenings::clocks_of(seed)), heard;
      std::uint64_t random = seed;
      std::erase_if(lines, [&](const Line&) { return evenings::random_below(random, 2) == 0; });
      for (Line& line : lines)  // its cause is an event of another order
        if (line.event_id == ids.back() + "-payment") line.causation_id = ids.front() + "-placed";
      for (const std::size_t i : shuffled(lines.size(), seed)) heard.push_back(lines[i]);
      if (seed % 20 == 0)
        reports(heard, {as_written(heard.size())}, at("20:10"), reference(heard, at("20:10")));
      for (const Line& line : heard) by_order[line.order_id].push_back(line);
      all.insert(all.end(), heard.begin(), heard.end());
    }
    const Json answer = traces(all, ids);
    for (const std::string& id : ids) judge_trace(answer.at(id), spans_of(by_order[id]));
  }
}

TEST(lint, query) {
  using evenings::stuck_orders;
  const auto numbers = [](int first, int count) {
    std::vector<std::string> ids;
    for (int i = 0; i < count; ++i) ids.push_back(std::to_string(first + i));
    return ids;
  };
  finds(numbers(1000, 12), stuck_orders(1000, 12, 4min), at("21:00"));
  const evenings::Clocks clocks{{"chef", 90s}, {"payment", 80s}, {"orders", -90s}};
  const std::vector<Line> lines = stuck_orders(2000, 24, 4min, clocks);
  std::vector<Line> heard;
  for (const std::size_t i : shuffled(lines.size(), 17)) {
    heard.push_back(lines[i]);
    if (i % 4 == 0) heard.push_back(lines[i]);
  }
  finds(numbers(2000, 24), heard, at("21:00"));
  finds({}, stuck_orders(3000, 0, 1min), at("21:00"));
}
