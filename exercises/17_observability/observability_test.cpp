#include "observability.hpp"

#include "dashboards_test.hpp"
#include "pager_test.hpp"
#include "room_test.hpp"

using namespace room;

namespace {

/// The sheet of the ten orders, which a person has filled in with a pencil.
const Sheet ten_orders_sheet{
    .latency = {{"payment", {14s, 30s}}, {"inventory", {30s, 50s}}, {"chef", {160s, 240s}}},
    .waiting = 1,
    .oldest = 28min,
    .timeout_rate = 0.1,
    .failures = {{"inventory", 3}},
    .first_to_all = {183s, 30min},
    .slowest = "chef",
    .funnel = {1, 0, 8, 1}};

}  // namespace

TEST(order, ten_orders) {
  const std::vector<Line> lines = ten_orders();
  reports(lines, {as_written(lines.size())}, at("20:33"), json_of(ten_orders_sheet));
}

TEST(order, funnel_adds_up) {
  std::vector<Course> courses;
  for (int i = 0; i < 10; ++i) {
    Course course{.order_id = std::to_string(2000 + i), .placed = at("20:00") + i * 1min};
    if (i < 3) course.branches[1].is_lost = true;
    if (i < 2) course.times_out_after.reset();
    if (i >= 3 && i < 6) course.cooks_after.reset();
    courses.push_back(course);
  }
  const std::vector<Line> lines = lines_of(courses);
  const Json request = report_request(lines, {as_written(lines.size())}, at("20:40"));
  for (const Outcome& outcome : every_outcome_of(asking(control_room::report_asked, request))) {
    const Json funnel = answer_in(outcome).at(0).at("report").at("funnel");
    if (funnel != Json{2, 3, 4, 1})
      reject(Rules{}.funnel, "  yours: " + funnel.dump() +
                                 "\n  right: [2,3,4,1], which is ten orders: waiting, complete "
                                 "and not started, started, timed out\n");
  }
}

TEST(order, trace_of_one) {
  const std::vector<Line> lines =
      lines_of({Course{.order_id = "41", .placed = at("20:00"), .has_follow_ups = true},
                Course{.order_id = "42", .placed = at("20:01"), .has_follow_ups = true}});
  std::vector<Line> of_42;
  for (const Line& line : lines)
    if (line.order_id == "42") of_42.push_back(line);
  judge_trace(traces(lines, {"42"}).at("42"), spans_of(of_42));
}

TEST(reorder, six_lines) {
  std::vector<Line> lines;
  for (const Line& line : lines_of(Course{.order_id = "42", .placed = at("20:00")})) {
    const bool is_kept = line.service == "chef"     ? line.what != "started"
                         : line.service == "orders" ? line.what == "received"
                                                    : line.event_id.empty();
    if (is_kept) lines.push_back(line);
  }
  std::vector<Hearing> hearings;
  Hearing hearing = as_written(6);
  do hearings.push_back(hearing);
  while (std::next_permutation(hearing.begin(), hearing.end()));
  const Sheet right{.latency = {{"chef", {90s, 90s}}},
                    .first_to_all = {93s, 93s},
                    .slowest = "chef",
                    .funnel = {0, 0, 1, 0}};
  ASSERT_EQ(lines.size(), 6u);
  ASSERT_EQ(hearings.size(), 720u);
  reports(lines, hearings, at("20:10"), json_of(right));
}

// A failure of Ada's order is written twice.
TEST(duplicate, one_line_twice) {
  const std::vector<Line> lines = ten_orders();
  Hearing hearing = as_written(lines.size());
  const auto failed = std::ranges::find(lines, "failed", &Line::what);
  hearing.push_back(std::size_t(failed - lines.begin()));
  reports(lines, {hearing}, at("20:33"), json_of(ten_orders_sheet));
}

TEST(timeout, one_open_order) {
  Course course{.order_id = "42", .placed = at("20:00"), .times_out_after = {}};
  course.branches[2].is_lost = true;
  const std::vector<Line> lines = lines_of(course);
  const Json request = report_request(lines, {as_written(lines.size())}, at("20:40"));
  const Json answer = answer_in(run(asking(control_room::report_asked, request)));
  const Json is = answer.at(0).at("report");
  const std::string shown = "  waiting " + is.at("waiting").dump() + ", oldest " +
                            figure("oldest", is.at("oldest")) + "; right: 1, 2400s\n";
  if (is.at("waiting") != 1) reject(Rules{}.too_few, shown);
  if (!near(is.at("oldest"), Json(ms(at("20:40")) - ms(at("20:00")))))
    reject(Rules{}.oldest, shown);
}

// Order 1009 is complete at 20:23:43, and no one begins to cook it. The last line is of 20:30:23.
TEST(failure, pages_of_ten_orders) {
  std::vector<Line> lines = ten_orders();
  std::erase_if(lines,
                [](const Line& line) { return line.order_id == "1009" && line.what == "cooking"; });
  pages(lines, at("19:50"), at("20:45"),
        {{"not-started", "kitchen", at("20:33:43")}, {"no-news", "", at("20:40:23")}});
}

TEST(lint, stuck_of_ten) { finds({"1003"}, ten_orders(), at("20:33")); }
