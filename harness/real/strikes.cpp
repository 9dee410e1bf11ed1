#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "check/page.hpp"
#include "real/answer.hpp"
#include "real/bus.hpp"
#include "real/experiment.hpp"
#include "real/story.hpp"

/// Faults of a run, and its report.
namespace real {

namespace {

int order_to_draw(const Judge::Verdict& verdict, const Judge& judge,
                  const std::vector<Json>& lines) {
  if (!verdict.wrong_orders.empty()) return verdict.wrong_orders.front();
  std::map<std::string, int> open;  // deliveries without an end, and their orders
  for (const Json& line : lines) {
    if (line.at("kind") == "begins") open[line.at("delivery")] = judge.order_of(line.at("event"));
    if (line.at("kind") == "ends") open.erase(line.at("delivery"));
  }
  for (const auto& [delivery, order] : open)
    if (order > 0) return order;
  return 1;
}

}  // namespace

void Experiment::strike() {
  has_struck_ = true;
  for (const std::string& fault : order_.faults) {
    if (fault == "leader") strike_leader();
    if (fault == "worker") strike_worker();
    if (fault == "postgres") strike_postgres();
    if (fault == "partition") cut_off_leader();
  }
}

/// Number of the node that leads the stream.
int Experiment::leading_node() const {
  return std::max(0, Cluster::node_of(nats_->leader(events_stream)));
}

/// Number of deliveries of the bus that are under way, or wait to come again.
std::int64_t Experiment::not_acknowledged() const {
  std::int64_t count = 0;
  for (const Consumer& consumer : consumers_of(answer().services))
    count += nats_->backlog(events_stream, consumer.name).in_flight;
  return count;
}

void Experiment::note_strike(const std::string& told) {
  strikes_.push_back({told, seconds()});
  tell_at_this_moment(told);
}

/// The node goes on to run, and finds no other.
void Experiment::cut_off_leader() {
  const std::int64_t in_flight = not_acknowledged();
  cut_node_ = leading_node();
  cluster_->network().cut_off(cut_node_);
  note_strike(
      fmt::format("the NATS server {}, which led the stream, cut off from all "
                  "others, with {} deliveries not acknowledged",
                  Cluster::name_of(cut_node_), in_flight));
}

void Experiment::strike_leader() {
  const std::int64_t in_flight = not_acknowledged();
  dead_node_ = leading_node();
  cluster_->kill_node(dead_node_);
  note_strike(
      fmt::format("kill -9 of the NATS server {}, which led the stream, with {} "
                  "deliveries not acknowledged",
                  Cluster::name_of(dead_node_), in_flight));
}

void Experiment::strike_worker() {
  dead_worker_ = 0;
  workers_[0]->end(SIGKILL);
  note_strike(fmt::format("kill -9 of worker 1, with {} handlers under way",
                          board_at(board_)[0].in_flight.load()));
}

void Experiment::strike_postgres() {
  std::int64_t in_flight = 0;
  for (const Counters& counters : board_at(board_)) in_flight += counters.in_flight;
  cluster_->kill_postgres();
  note_strike(fmt::format("kill -9 of PostgreSQL, with {} handlers under way", in_flight));
  cluster_->start_postgres();  // without it no order ends
  tell_at_this_moment("PostgreSQL has recovered");
}

void Experiment::repair() {
  is_repaired_ = true;
  if (dead_node_ >= 0) cluster_->start_node(dead_node_);
  if (dead_worker_ >= 0) start_worker(dead_worker_);
  if (cut_node_ >= 0) cluster_->network().heal();
  if (dead_node_ >= 0 || dead_worker_ >= 0 || cut_node_ >= 0)
    tell_at_this_moment("all of them are back");
}

/// Returns the longest time without a new end that began at most two seconds after a moment. Later
/// ones may have another cause: orders that wait for their deadline.
std::string Experiment::standstill_at(double at_s) const {
  double longest_s = 0;
  for (std::size_t i = 1; i < ends_s_.size(); ++i)
    if (ends_s_[i] >= at_s && ends_s_[i - 1] <= at_s + 2)
      longest_s = std::max(longest_s, ends_s_[i] - ends_s_[i - 1]);
  return fmt::format("nothing moved for {:.1f} s", longest_s);
}

/// Draws one order: the first that is wrong, else one whose handler was killed, else the first.
void Experiment::write_story(const Judge::Verdict& verdict) const {
  const std::vector<Json> lines = read_journals(order_.folder);
  const int drawn = order_to_draw(verdict, judge_, lines);
  const sim::Trace trace = trace_of_journal(
      lines, answer().services, [&](const Json& event) { return judge_.order_of(event) == drawn; });
  const std::filesystem::path page = order_.folder / "page.html";
  const std::string flaw = check::write_page(page, sim::to_json(trace), nullptr);
  tell(fmt::format("Order {}, as the workers logged it:\n{}{}", drawn, sim::to_text(trace),
                   flaw.empty() ? "Page: " + page.string() : flaw));
  tell(fmt::format("Judge the log again: '{}' judge '{}' --orders {}", order_.program,
                   order_.folder.string(), order_.orders));
}

int Experiment::report() const {
  const Judge::Verdict verdict = judge_.verdict();
  std::string ends;
  int distinct = 0;
  for (const auto& [type, count] : verdict.distinct) {
    ends += fmt::format("{}{} {}", ends.empty() ? "" : ", ", count, type);
    distinct += count;
  }
  tell(fmt::format(
      "{} orders: {}; {} facts, {} on the wire. {} events published, {} of them copies.",
      order_.orders, ends, distinct, verdict.on_the_wire, load_->published(), load_->copies()));
  if (verdict.given_up > 0)
    tell(
        fmt::format("Orders that lacked nothing and were given up: {}. Their events were handled "
                    "too late, or the store has lost one.",
                    verdict.given_up));
  if (!ends_s_.empty()) {
    const double most_s = ends_s_[(ends_s_.size() - 1) * 9 / 10];
    tell(fmt::format("{:.0f} orders a minute, until nine of ten had ended.",
                     0.9 * order_.orders / most_s * 60));
  }
  std::int64_t requests = 0, dropped = 0, threw = 0, withheld = 0;
  for (const Counters& counters : board_at(board_)) {
    requests += counters.requests;
    dropped += counters.dropped;
    threw += counters.threw;
    withheld += counters.withheld;
  }
  tell(fmt::format(
      "{} requests of handlers. {} acknowledgements withheld, {} handlers dropped after "
      "{} s, {} ended by an exception.",
      requests, withheld, dropped, site_.acknowledged_within.count() / 1000, threw));
  for (const Strike& strike : strikes_)
    tell(fmt::format("{}: {}.", strike.told, standstill_at(strike.at_s)));
  for (std::size_t i = 0; i < verdict.wrong.size() && i < 10; ++i)
    tell("WRONG  " + verdict.wrong[i]);
  tell(fmt::format("{} wrong.", verdict.wrong.size()));
  if (order_.keeps_files) write_story(verdict);
  if (!plan_.unseen.answer.empty())
    tell(fmt::format(
        "A demonstration, not a proof: the wrong answer {} came through a run without a "
        "wrong order. `workshop test {} {}` finds it.",
        plan_.unseen.answer, order_.activity, plan_.unseen.family));
  else
    tell(fmt::format(
        "A demonstration, not a proof: it tries one schedule of many. `workshop test {}` "
        "tries all of its scenarios.",
        order_.activity));
  return verdict.wrong.empty() ? 0 : 1;
}

}  // namespace real
