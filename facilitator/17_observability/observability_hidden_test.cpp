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

/// An alert that the pager must ring for, and the minute in which its limit is reached.
struct Page {
  std::string kind, service;
  Instant limit;
};

struct PagerRules {
  Rule found{.says = "an incident is paged within five minutes of its limit",
             .hint = "Nobody was called. Which lines would have said so, and when?"};
  Rule service{.says = "a page names the service that is at fault", .hint = "Busy is not slow."};
  Rule once{.says = "an incident is paged once", .hint = "Forty pages for one fire."};
  Rule quiet{.says = "the pager is silent while nothing is wrong",
             .hint = "The phone rang, and all was well. Who will answer it next time?"};
};

/// Fails unless the minutes of the evening have exactly these pages. Returns the whole answer.
Json pages(const Evening& evening, Instant from, Instant until, const std::vector<Page>& right,
           const PagerRules& rules = {}) {
  std::vector<Line> lines = lines_of(evening);
  std::erase_if(lines, [&](const Line& line) { return line.arrives > until; });
  const Json request{{"rows", rows_of(lines)}, {"from", ms(from)}, {"until", ms(until)}};
  const Json answer = answer_in(run(asking(control_room::watch_asked, request)));
  std::string shown;
  for (const Json& page : answer.at("pages"))
    shown += "  " + eda::to_rfc3339(Instant{Duration{page.at(0).get<std::int64_t>()}}) + " " +
             page.at(1).get<std::string>() + " of \"" + page.at(2).get<std::string>() + "\"\n";
  shown = "  Pages from " + eda::to_rfc3339(from) + " until " + eda::to_rfc3339(until) + ", seed " +
          std::to_string(evening.seed) + ":\n" + (shown.empty() ? "  none\n" : shown);
  for (const auto& [kind, service, limit] : right) {
    int of_kind = 0, of_service = 0, in_time = 0;
    for (const Json& page : answer.at("pages")) {
      if (page.at(1) != kind) continue;
      ++of_kind;
      if (page.at(2) != service) continue;
      ++of_service;
      const std::int64_t off = page.at(0).get<std::int64_t>() - ms(limit);
      if (std::abs(off) <= Duration{5min}.count()) ++in_time;
    }
    if (of_kind == 0) reject(rules.found, shown);
    if (of_service < of_kind) reject(rules.service, shown);
    if (in_time == 0) reject(rules.found, shown);
    if (of_service > 1) reject(rules.once, shown);
  }
  if (answer.at("pages").size() > right.size()) reject(rules.quiet, shown);
  return answer;
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
    const std::vector<Line> lines = lines_of(courses);
    reports(lines, {as_written(lines.size())}, at(now), reference(lines, at(now)));
  }
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
  pages(evening, at("19:50"), at("20:50"), {{"no-news", "", limit}});
}

TEST(failure, incident_1) {
  pages(watched(), at("18:05"), at("19:05"), {});
  const Json answer = pages(watched({Incident::slow_chef}), at("19:55"), at("20:55"),
                            {{"slow", "chef", at("20:10")}});
  if (answer.at("slowest") != "chef") reject(Rules{}.slowest);
}

TEST(failure, incident_2) {
  pages(watched(), at("19:20"), at("19:50"), {});
  pages(watched({Incident::dead_letters}), at("19:55"), at("20:55"),
        {{"dead-letters", "inventory", at("20:08")}});
}

TEST(failure, incident_3) {
  const PagerRules rules{.found = {.says = "an order that is complete and not started is paged",
                                   .hint = "Seven orders have every ticket and no pizza."}};
  pages(watched(), at("20:55"), at("21:25"), {});
  pages(watched({Incident::not_started}), at("19:55"), at("20:55"),
        {{"not-started", "kitchen", at("20:18")}}, rules);
}

TEST(concurrency, clock_skew) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    std::vector<Course> courses;
    std::vector<std::string> ids;
    for (int i = 0; i < 10; ++i) {
      ids.push_back(std::to_string(4000 + i));
      courses.push_back(
          {.order_id = ids.back(), .placed = at("20:00") + i * 20s, .has_follow_ups = true});
    }
    std::vector<Line> lines = lines_of(courses, evenings::clocks_of(seed)), heard;
    // the first event of every fifth order is not in the log
    std::erase_if(lines, [](const Line& line) {
      return line.event_id == "4004-placed" || line.event_id == "4009-placed";
    });
    for (const std::size_t i : shuffled(lines.size(), seed)) heard.push_back(lines[i]);
    const Json answer = traces(heard, ids);
    for (const std::string& id : ids) {
      std::vector<Line> of_order;
      for (const Line& line : heard)
        if (line.order_id == id) of_order.push_back(line);
      judge_trace(answer.at(id), spans_of(of_order));
    }
    if (seed % 20 == 0)
      reports(heard, {as_written(heard.size())}, at("20:10"), reference(heard, at("20:10")));
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
  const std::vector<Line> lines = stuck_orders(2000, 7, 9min, clocks);
  std::vector<Line> heard;
  for (const std::size_t i : shuffled(lines.size(), 17)) {
    heard.push_back(lines[i]);
    if (i % 4 == 0) heard.push_back(lines[i]);
  }
  finds(numbers(2000, 7), heard, at("21:00"));
  finds({}, stuck_orders(3000, 0, 1min), at("21:00"));
}
