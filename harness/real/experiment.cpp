#include "real/experiment.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <stdexcept>

#include "real/answer.hpp"
#include "real/bus.hpp"
#include "real/kv_store.hpp"

namespace real {

namespace {

constexpr int copies = 15;                    ///< percent of events that come twice
constexpr int acknowledgements_withheld = 5;  ///< percent
constexpr int answers_withheld = 2;           ///< percent, of services outside
/// A run stops when nothing has moved for so long.
constexpr double patience_s = 90, patience_with_full_disk_s = 10;

}  // namespace

Experiment::Experiment(Order order)
    : order_{std::move(order)}, plan_{read_plan(order_.plan)}, judge_{plan_, order_.orders} {}

void Experiment::tell(const std::string& line) const {
  std::printf("%s\n", line.c_str());
  std::fflush(stdout);
}

void Experiment::tell_at_this_moment(const std::string& what) const {
  tell(fmt::format("         {:6.1f} s  {}", seconds(), what));
}

double Experiment::seconds() const {
  return std::chrono::duration<double>(Steady::now() - began_).count();
}

int Experiment::run() {
  prepare();
  observe();
  for (auto& worker : workers_) worker->send(SIGTERM);
  for (auto& worker : workers_) worker->wait();
  const int code = report();
  end_clients();
  cluster_->stop();
  return code;
}

/// Connections end before the servers.
void Experiment::end_clients() {
  for (auto& worker : workers_) worker.reset();
  load_.reset();
  outside_.reset();
  observer_.reset();
  postgres_.reset();
  nats_.reset();
}

/// After a failure the servers are killed: one with a full disk may never end in an orderly way.
Experiment::~Experiment() {
  end_clients();
  cluster_.reset();
  std::error_code none_left;
  if (!order_.keeps_files) std::filesystem::remove_all(order_.folder, none_left);
}

void Experiment::prepare() {
  began_ = Steady::now();
  std::filesystem::remove_all(order_.folder);
  std::filesystem::create_directories(order_.folder);
  const auto& faults = order_.faults;
  order_.cluster.has_network = std::find(faults.begin(), faults.end(), "partition") != faults.end();
  cluster_ = std::make_unique<Cluster>(order_.folder, find_programs(), order_.cluster);
  tell(fmt::format("Servers: {}, three nodes, three replicas; {}.", cluster_->nats_version(),
                   cluster_->postgres_version()));
  cluster_->start();
  nats_ = std::make_unique<Nats>(cluster_->nats_urls());
  postgres_ = std::make_unique<Postgres>(cluster_->postgres_address());
  create_tables(*postgres_);
  make_streams();
  events_.open(order_.folder / "events.jsonl");
  observer_ = std::make_unique<Pull>(*nats_, events_stream, "judge");
  site_ = {.nats = cluster_->nats_urls(),
           .postgres = cluster_->postgres_address(),
           .store = order_.store,
           .acknowledgements_withheld = acknowledgements_withheld};
  site_.pace.scale = plan_.scale;
  site_.pace.real_start_ms = Pace::real_now_ms();
  write_site(site_, order_.folder / "site.json");
  board_ = make_board();
  for (int number = 0; number < workers_count; ++number) start_worker(number);
  outside_ = std::make_unique<Outside>(*nats_, Outside::Setting{site_.pace, answers_withheld});
  tell(fmt::format(
      "They are ready after {:.1f} s. Two workers, {} orders, {} % of the events twice, "
      "{} % of the acknowledgements withheld, a minute of the handlers takes {:.1f} s.",
      seconds(), order_.orders, copies, acknowledgements_withheld, 60 / plan_.scale));
  began_ = Steady::now();
  load_ = std::make_unique<Load>(*nats_, Load::Setting{plan_, order_.orders, copies});
}

/// The cluster has a leader, which may not know all servers yet, or may still elect those of new
/// streams: it is asked again.
void Experiment::make_streams() {
  const Stop never;
  Limit limit{never};
  limit.start(Steady::now() + Milliseconds{60'000});
  const auto until_done = [&](const auto& make) {
    while (true) {
      try {
        return make();
      } catch (const NatsError&) {
        if (limit.is_over()) throw;
        limit.wait();
      }
    }
  };
  until_done([&] { nats_->add_stream({.name = events_stream, .subjects = "ev.>"}); });
  if (order_.store == "kv") until_done([&] { KvStore::make_stream(*nats_); });
  const auto add = [&](const std::string& durable, const std::string& subject,
                       Milliseconds within) {
    until_done([&] { nats_->add_consumer({events_stream, durable, subject, within}); });
  };
  add("judge", "ev.>", Milliseconds{30'000});
  for (const Consumer& consumer : consumers_of(answer().services))
    add(consumer.name, consumer.subject, site_.acknowledged_within);
}

void Experiment::start_worker(int number) {
  auto& worker = workers_[std::size_t(number)];
  worker.reset();
  const std::string name = "worker " + std::to_string(number + 1);
  worker.reset(
      new Process{{.name = name,
                   .command = {order_.program, "worker", (order_.folder / "site.json").string(),
                               std::to_string(number), "3"},
                   .log = order_.folder / (name + ".log"),
                   .inherited = board_}});
  worker->wait_for("The worker listens", Milliseconds{60'000});
}

void Experiment::observe() {
  double last_s = 0;
  for (std::size_t ends = 0; !is_finished();) {
    if (ends_s_.size() != ends) last_s = seconds();
    ends = ends_s_.size();
    look_at_disks();
    const double most_s = full_disk_.empty() ? patience_s : patience_with_full_disk_s;
    if (seconds() - last_s > most_s) {
      const std::string told = fmt::format("Nothing has moved for {} s: the run stops.", most_s);
      if (!full_disk_.empty())
        throw std::runtime_error{told + " The answer is not judged. " + full_disk_};
      tell(told);
      break;
    }
    for (const NatsMessage& message : observer_->fetch(256, Milliseconds{500})) {
      see(message.data(), message.sequence());
      natsMsg_Ack(message.raw(), nullptr);
      quiet_ = 0;
    }
    if (plan_.ends_in_event_store) read_event_store();
    const int percent = judge_.ended() * 100 / order_.orders;
    for (; told_percent_ + 10 <= percent; told_percent_ += 10)
      tell(fmt::format("{:4} %  {:6.1f} s", told_percent_ + 10, seconds()));
    if (percent >= 40 && !has_struck_) strike();
    if (percent >= 60 && !is_repaired_) repair();
  }
  if (!is_repaired_) repair();
}

/// A run goes on without one server, but not without PostgreSQL or two of three NATS servers.
void Experiment::look_at_disks() {
  const std::string told = cluster_->full_disk();
  if (!told.empty() && full_disk_.empty()) tell_at_this_moment(told);
  if (!told.empty()) full_disk_ = told;
}

void Experiment::see(const std::string& text, std::uint64_t number) {
  if (!plan_.ends_in_event_store) judge(text, number);
  const Json event = Json::parse(text);
  if (const int order = judge_.order_of(event); order > 0)
    load_->follow(order, event.at("type"), event.at("id"));
}

void Experiment::judge(const std::string& text, std::uint64_t number) {
  events_ << fmt::format("{{\"number\":{},\"event\":{}}}\n", number, text);
  if (judge_.take(text, number)) ends_s_.push_back(seconds());
}

void Experiment::read_event_store() {
  try {
    for (const auto& row :
         postgres_->ask("SELECT event, position FROM log WHERE position > $1 ORDER BY position",
                        {std::to_string(position_)})) {
      position_ = std::stoi(*row[1]);
      judge(*row[0], std::uint64_t(position_));
    }
  } catch (const Disconnected&) {
    return;  // the server is away
  }
}

/// True when nothing is left to do: all events are handled, no timer waits, and after that the
/// scheduler has called three times.
bool Experiment::is_finished() {
  if (!load_->is_over() || judge_.ended() < order_.orders || !is_idle()) {
    quiet_ = 0;
    return false;
  }
  const bool has_sweeps = [] {
    for (const eda::Service& service : answer().services)
      for (const eda::Subscription& one : service.subscriptions)
        if (one.to == eda::Subscription::To::sweeps) return true;
    return false;
  }();
  const auto three_calls = has_sweeps ? site_.pace.real(3 * 60'000) : Milliseconds{500};
  return ++quiet_ > three_calls / Milliseconds{500} + 1;
}

bool Experiment::is_idle() {
  for (const Consumer& consumer : consumers_of(answer().services))
    if (!nats_->backlog(events_stream, consumer.name).is_idle()) return false;
  try {
    return postgres_
        ->ask("SELECT 1 WHERE EXISTS (SELECT FROM lanes) OR EXISTS (SELECT FROM timers)")
        .empty();
  } catch (const Disconnected&) {
    return false;
  }
}

}  // namespace real
