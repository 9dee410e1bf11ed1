#include "real/worker.hpp"

#include <fmt/format.h>
#include <pthread.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <optional>
#include <random>
#include <thread>
#include <vector>

#include "patterns/event_pattern.hpp"
#include "real/answer.hpp"
#include "real/bus.hpp"
#include "real/hands.hpp"
#include "real/store.hpp"

namespace real {

namespace {

using To = eda::Subscription::To;

/// Requests of a handler that may work on the rows of many orders: of the scheduler, or of a reader
/// that catches up. Only its time is limited.
constexpr int requests_at_will = 100'000;
constexpr Milliseconds wait_max{1000};

/// Threads of one worker.
class Crew {
 public:
  Crew(const Site& site, Counters& counters, Journal& journal)
      : site_{site}, counters_{counters}, journal_{journal}, nats_{site.nats} {}

  void begin(const eda::Service& service) {
    const std::vector<eda::Subscription>& all = service.subscriptions;
    for (std::size_t i = 0; i < all.size(); ++i) {
      const eda::Subscription& one = all[i];
      if (one.to == To::types)
        for (const std::string& type : one.types)
          for (int thread = 0; thread < site_.threads; ++thread)
            add([this, &service, &one, i, type] { listen(service, one, i, type); });
      if (one.to == To::pattern) add([this, &service, &one, i] { listen(service, one, i, ">"); });
      if (one.to == To::timers) add([this, &service, &one] { fire(service, one); });
      if (one.to == To::sweeps) add([this, &service, &one, i] { sweep(service, one, i); });
      if (Lanes::serve(one, To::changes) || Lanes::serve(one, To::port))
        add([this, &service, &one, i] { follow(service, one, i); });
    }
  }
  void watch_expiry() {
    add([this] { expire(); });
  }
  void end() {
    stop_.request();
    for (std::thread& thread : threads_) thread.join();
  }

 private:
  template <typename Task>
  void add(Task task) {
    threads_.emplace_back([this, task] {
      while (!stop_.is_requested()) {
        try {
          task();
        } catch (const std::exception& error) {
          // a server is away: the thread begins again
          if (dynamic_cast<const Disconnected*>(&error) == nullptr)
            std::fprintf(stderr, "worker: %s\n", error.what());
          stop_.wait(Milliseconds{100});
        }
      }
    });
  }
  Hands hands(const eda::Service& service) {
    return Hands{{site_, stop_, counters_, journal_, nats_, service}};
  }
  bool is_withheld() {
    thread_local std::minstd_rand random{std::random_device{}()};
    const bool is_withheld = int(random() % 100) < site_.acknowledgements_withheld;
    if (is_withheld) ++counters_.withheld;
    return is_withheld;
  }

  void listen(const eda::Service& service, const eda::Subscription& subscription,
              std::size_t number, const std::string& type);
  void fire(const eda::Service& service, const eda::Subscription& subscription);
  void sweep(const eda::Service& service, const eda::Subscription& subscription,
             std::size_t number);
  void follow(const eda::Service& service, const eda::Subscription& subscription,
              std::size_t number);
  void expire();

  const Site& site_;
  Counters& counters_;
  Journal& journal_;
  Stop stop_;
  Nats nats_;
  std::vector<std::thread> threads_;
};

/// Handles events of the bus. What is not acknowledged comes again.
void Crew::listen(const eda::Service& service, const eda::Subscription& subscription,
                  std::size_t number, const std::string& type) {
  Hands hands = this->hands(service);
  Pull pull{nats_, events_stream, consumer_of(service.name, number, type)};
  std::optional<eda::EventPattern> pattern;
  if (subscription.to == To::pattern)
    pattern.emplace(subscription.pattern, "pattern of " + service.name);
  while (!stop_.is_requested()) {
    const Steady::time_point asked = Steady::now();
    const auto messages = pull.fetch(8, Milliseconds{500});
    const Steady::time_point end = hands.end_of_delivery();
    if (messages.empty() && Steady::now() - asked < Milliseconds{50})
      stop_.wait(Milliseconds{50});  // the consumer has no leader
    for (const NatsMessage& message : messages) {
      const Json json = Json::parse(message.data());
      Ended ended = Ended::well;
      if (!pattern || pattern->matches(json))
        ended = hands.handle(subscription.handler, eda::event_from_json(json), end);
      if (ended == Ended::threw)
        natsMsg_NakWithDelay(message.raw(), wait_max.count(), nullptr);
      else if (ended == Ended::well && !(message.is_first_delivery() && is_withheld()))
        natsMsg_Ack(message.raw(), nullptr);
    }
  }
}

/// Handles timers. The lock of a timer ends with this process.
void Crew::fire(const eda::Service& service, const eda::Subscription& subscription) {
  Hands hands = this->hands(service);
  Postgres postgres{site_.postgres};
  postgres.listen("timers");
  while (!stop_.is_requested()) {
    bool is_idle = true;
    const auto due = postgres.ask(
        "SELECT name, number, event FROM timers WHERE service = $1 AND at <= $2 "
        "ORDER BY at LIMIT 16",
        {service.name, std::to_string(site_.pace.now_ms())});
    for (const auto& timer : due) {
      const std::string lock = "timer/" + service.name + "/" + *timer[0];
      if (!postgres.try_lock(lock)) continue;
      const bool is_there =
          !postgres
               .ask("SELECT 1 FROM timers WHERE service = $1 AND name = $2 AND number = $3",
                    {service.name, timer[0], timer[1]})
               .empty();
      if (is_there && hands.handle(subscription.handler, eda::event_from_text(*timer[2]),
                                   hands.end_of_delivery()) == Ended::well) {
        is_idle = false;
        if (!is_withheld())
          postgres.ask("DELETE FROM timers WHERE service = $1 AND name = $2 AND number = $3",
                       {service.name, timer[0], timer[1]});
      }
      postgres.unlock(lock);
    }
    if (!is_idle) continue;
    const auto next = postgres.ask("SELECT min(at) FROM timers WHERE service = $1 AND at > $2",
                                   {service.name, std::to_string(site_.pace.now_ms())});
    const SqlValue& at = next[0][0];
    const Milliseconds left =
        at ? site_.pace.real(double(std::stoll(*at) - site_.pace.now_ms())) : wait_max;
    postgres.wait_for_notification(std::min(left, wait_max));
  }
}

/// Calls the handler once in each minute of the handlers' time.
void Crew::sweep(const eda::Service& service, const eda::Subscription& subscription,
                 std::size_t number) {
  Hands hands = this->hands(service);
  const std::string name = lane_subscriber(service.name, number);
  while (!stop_.wait(site_.pace.real(60'000))) {
    Event tick{"eda.sweep"};
    tick.source = "scheduler";
    tick.time = site_.pace.now();
    tick.id = name + "-" + std::to_string(site_.pace.now_ms());
    hands.handle(subscription.handler, std::move(tick), hands.end_of_delivery(), requests_at_will);
  }
}

/// Handles the item stream, or events of the event store.
void Crew::follow(const eda::Service& service, const eda::Subscription& subscription,
                  std::size_t number) {
  Hands hands = this->hands(service);
  Postgres postgres{site_.postgres};
  postgres.listen("lanes");
  const auto handle = [&](Event event) {
    return hands.handle(subscription.handler, std::move(event), hands.end_of_delivery(),
                        requests_at_will) == Ended::well &&
           !is_withheld();
  };
  while (!stop_.is_requested())
    if (Lanes::follow(postgres, lane_subscriber(service.name, number), handle) == 0)
      postgres.wait_for_notification(wait_max);
}

/// Removes rows that have expired.
void Crew::expire() {
  Limit limit{stop_};
  Store store{site_.postgres, limit, site_.pace, Lanes::of(answer().services, To::changes)};
  while (!stop_.is_requested())
    if (store.remove_expired() == 0) stop_.wait(wait_max);
}

}  // namespace

int run_worker(const std::filesystem::path& site_file, int number, int descriptor) {
  sigset_t termination;
  sigemptyset(&termination);
  sigaddset(&termination, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &termination, nullptr);
  const Site site = read_site(site_file);
  Counters& counters = board_at(descriptor)[std::size_t(number)];
  counters.in_flight = 0;
  const std::string name = "worker " + std::to_string(number + 1);
  Journal journal{site_file.parent_path() / (name + ".jsonl"), site.pace,
                  fmt::format("{}-{}", number + 1, getpid())};
  Crew crew{site, counters, journal};
  for (const eda::Service& service : answer().services) crew.begin(service);
  crew.watch_expiry();
  std::puts("The worker listens.");
  std::fflush(stdout);
  int signal = 0;
  sigwait(&termination, &signal);
  crew.end();
  return 0;
}

}  // namespace real
