#include "tests/random_program.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "tests/random_instructions.hpp"
#include "tests/random_mail.hpp"
#include "tests/random_surroundings.hpp"
#include "tests/tested_port.hpp"

namespace brute_force {
namespace {

using eda::Event, eda::Subscription;
using namespace std::chrono_literals;
using Do = Instruction::Do;

/// Makes one program. It has no cycles: a service subscribes only to those before it, timers set no
/// timers, and handlers of a queue neither send to it nor publish to subscribers. Handlers of
/// changes and of what a port delivers change nothing, and the latter call no such port.
class Author {
 public:
  explicit Author(std::uint64_t seed)
      : random_{seed}, for_ports_{~seed}, aim_{seed ^ 0x51ed2701}, mail_{seed ^ 0x4d41494c} {}

  RandomProgram write() {
    choose_faults();
    choose_subjects();
    const int services = 1 + int(random_.once_in(3)) + int(random_.once_in(8));
    for (int i = 0; i < services; ++i) add_service(i);
    add_events();
    if (has_pages_) scenario_.store.page_size = 1 + aim_.below(2);
    add_surroundings(scenario_, keys_, calls_ports_, aim_);
    if (calls_ports_ && for_ports_.once_in(2)) scenario_.events.back().at = 25h;
    if (subscriptions_to_ports_ > 0)
      all_tested_ports()[std::size_t(port_of_most_calls_)].surround(scenario_,
                                                                    for_ports_.below(1'000));
    scenario_.overlap = random_.once_in(5) ? sim::Overlap::none_any_order : sim::Overlap::full;
    scenario_.observed = {
        .order = random_.once_in(4), .time = random_.once_in(4), .copies = random_.once_in(3)};
    if (random_.once_in(3)) scenario_.faults.time_races_max = 1 + int(random_.once_in(3));
    if (random_.once_in(12)) scenario_.steps_per_delivery_max = 1 + random_.below(3);
    text_ += numbers_text(scenario_) + surroundings_text(scenario_);
    return {std::move(scenario_), std::move(text_)};
  }

 private:
  /// Chooses faults, and adds the instructions that they need.
  void choose_faults() {
    sim::Faults& faults = scenario_.faults;
    for (int i = 1 + int(random_.once_in(4)); i > 0; --i) {
      const int budget = 1 + int(random_.once_in(4));
      switch (random_.below(9)) {
        case 0:
          faults.duplicates_per_event_max = 1 + int(random_.once_in(4));
          faults.duplicates_max = budget;
          break;
        case 1:
          faults.timer_duplicates_max = budget;
          has_timers_ = random_.once_in(2);
          has_sweeps_ = !has_timers_;
          break;
        case 2:
          faults.crashes_max = budget;
          break;
        case 3:
          faults.stale_reads_max = budget;
          reads_ = 4;
          break;
        case 4:
          faults.throttles_max = budget;
          break;
        case 5:
          faults.unknowns_max = budget;
          break;
        case 6:
          faults.partial_failures_max = budget;
          publishes_ = 4;
          break;
        case 7:
          faults.late_timers_max = budget;
          has_timers_ = true;
          break;
        default:
          break;
      }
    }
    faults.timer_late_by = random_.once_in(2) ? 1min : 4min;
    faults.time_races = random_.once_in(2);
  }

  void choose_subjects() {
    keys_ = 1 + random_.below(4);
    queries_ = int(random_.once_in(scenario_.faults.stale_reads_max > 0 ? 2 : 4));
    if (has_pages_) keys_ = std::max(keys_, 2), queries_ = 1;
    has_changes_ = random_.once_in(6);
    has_timers_ = has_timers_ || random_.once_in(4);
    has_fifo_ = random_.once_in(5);
    if (has_fifo_ && aim_.once_in(2)) scenario_.queues.emplace_back("q", aim_.once_in(2));
    if (has_mail_) {
      has_fifo_ = true;
      if (mail_.once_in(2)) keys_ = 1;  // messages of one group
      choose_policy(scenario_, mail_);
    }
    has_clock_ = random_.once_in(4);
    has_sweeps_ = has_sweeps_ || random_.once_in(8);
    if (!has_sweeps_) return;
    scenario_.sweeps.push_back(some_minute());
    if (random_.once_in(3)) scenario_.sweeps.push_back(some_minute());
  }

  void add_service(int number) {
    eda::Service service;
    service.name = "s" + std::to_string(number);
    service.domain = service.name + ".";
    text_ += "service " + service.name + "\n";
    std::vector<std::string> types{"x.a"};
    if (random_.once_in(2)) types.push_back("x.b");
    if (number > 0 && random_.once_in(2))
      types = {"s" + std::to_string(random_.below(number)) + ".heard"};
    subscribe(service, Subscription::To::types, types);
    if (number > 0 && random_.once_in(4))
      subscribe(service, Subscription::To::types, {"s0.heard", "x.b"});
    if (has_timers_) subscribe(service, Subscription::To::timers);
    if (has_timers_ && random_.once_in(8)) subscribe(service, Subscription::To::timers);
    if (has_fifo_ && random_.once_in(number + 1)) subscribe(service, Subscription::To::fifo);
    if (has_changes_ && random_.once_in(number + 1)) subscribe(service, Subscription::To::changes);
    if (!scenario_.sweeps.empty() && random_.once_in(number + 1))
      subscribe(service, Subscription::To::sweeps);
    subscribe_to_ports(service);
    scenario_.services.push_back(std::move(service));
  }

  void subscribe(eda::Service& service, Subscription::To to, std::vector<std::string> types = {}) {
    const Instructions instructions = some_instructions(to, service.domain);
    text_ += "  to " + std::to_string(int(to));
    for (const std::string& type : types) text_ += " " + type;
    text_ += ": " + text_of(instructions) + "\n";
    service.subscriptions.push_back({to, std::move(types), follow(instructions)});
    if (to != Subscription::To::fifo) return;
    service.subscriptions.back().queue = some_queue();
    if (!has_mail_) return;  // a queue with a policy has one subscription
    service.subscriptions.back().queue = std::exchange(is_heard_, true) ? "" : "q";
  }

  void subscribe_to_ports(eda::Service& service) {
    if (!calls_ports_) return;
    for (int port = 0; port < int(all_tested_ports().size()); ++port) {
      const TestedPort& tested = all_tested_ports()[std::size_t(port)];
      if (!tested.has_subscribers) continue;
      // subscribers to a port with several kinds of subscriptions are rare otherwise
      const bool has_kinds = tested.surround != nullptr, subscribes = for_ports_.once_in(2);
      if (has_kinds ? port != port_of_most_calls_ : !subscribes) continue;
      for (int kinds = has_kinds ? 1 + for_ports_.below(2) : 1; kinds > 0; --kinds)
        subscribe_to_port(service, port);
      if (for_ports_.once_in(2)) scenario_.faults.redeliveries_max = 1 + for_ports_.below(2);
    }
  }

  void subscribe_to_port(eda::Service& service, int port) {
    const TestedPort& tested = all_tested_ports()[std::size_t(port)];
    calls_in_hand_ = tested.is_called_by_subscribers ? port : -1;
    subscribe(service, Subscription::To::port);
    eda::Subscription& subscription = service.subscriptions.back();
    subscription.port = tested.name;
    const int random = for_ports_.below(100);
    if (tested.subscribe != nullptr)
      tested.subscribe(subscription, subscriptions_to_ports_++, random);
  }

  Instructions some_instructions(Subscription::To to, const std::string& domain) {
    std::vector<Do> possible{Do::publish_two, Do::skip_next, Do::skip_next_if_ok,
                             Do::retry_if_refused};
    const auto add = [&](int times, Do what) {
      possible.insert(possible.end(), std::size_t(times), what);
    };
    const bool is_of_port = to == Subscription::To::port;
    const bool may_change = to != Subscription::To::changes && !is_of_port;
    if (may_change) {
      add(2, Do::put_if_unchanged);
      for (const Do what : {Do::put, Do::update, Do::erase, Do::transact}) add(1, what);
    }
    const bool is_first = to == Subscription::To::types || to == Subscription::To::sweeps;
    add(reads_, Do::get);
    add(2 * queries_, Do::query);
    add(queries_, Do::scan);
    if (has_pages_) add(6, Do::query_page);
    add(publishes_, Do::publish);
    if (has_clock_) add(2, Do::read_clock);
    if (has_clock_) add(2, Do::publish_until_ok);
    if (has_timers_) add(1, Do::cancel);
    if (has_timers_ && is_first) add(6, Do::schedule);
    if (has_fifo_ && may_change && to != Subscription::To::fifo) add(8, Do::send);
    if (random_.once_in(4)) possible.push_back(Do::fail);
    const bool may_be_heard = may_change && to != Subscription::To::fifo;
    Instructions instructions;
    const int most = 1 + random_.below(3) + random_.below(2);
    // with more, programs with such a queue mostly have too many schedules
    for (int length = has_mail_ ? std::min(most, mail_.below(3)) : most; length > 0; --length) {
      Instruction one{possible[std::size_t(random_.below(int(possible.size())))]};
      one.key = random_.below(keys_);
      one.number = one.what == Do::schedule ? int(some_minute() / 1min) : random_.below(2);
      one.flag = random_.once_in(2);
      const bool publishes = one.what == Do::publish || one.what == Do::publish_two ||
                             one.what == Do::publish_until_ok;
      if (publishes || one.what == Do::schedule || one.what == Do::send)
        one.type = domain + (publishes && may_be_heard && random_.once_in(2) ? "heard" : "said");
      if (one.what == Do::send) one.queue = some_queue();
      instructions.push_back(std::move(one));
    }
    if (has_mail_) add_words(to, keys_, instructions, mail_);
    const bool calls_back = is_of_port && calls_in_hand_ >= 0;
    const bool calls_ports = calls_ports_ && (!is_of_port || calls_back);
    for (int calls = calls_ports ? 1 + for_ports_.below(2) : 0; calls > 0; --calls) {
      const auto place = instructions.begin() + for_ports_.below(int(instructions.size()) + 1);
      Instruction call = some_call();
      if (calls_back) call.port = calls_in_hand_;
      call.type = domain + "stored";
      instructions.insert(place, std::move(call));
    }
    if (waits_ && aim_.once_in(2)) {
      Instruction wait{Do::wait};
      wait.number = aim_.below(3);
      instructions.insert(instructions.begin() + aim_.below(int(instructions.size()) + 1), wait);
    }
    if (answers_ && aim_.once_in(2)) {
      Instruction answer{Do::answer};
      answer.key = aim_.below(2);
      answer.flag = aim_.once_in(2);
      instructions.push_back(answer);
    }
    return instructions;
  }

  /// Empty: the queue without a name.
  std::string some_queue() {
    return scenario_.queues.empty() || aim_.once_in(5) ? "" : scenario_.queues.front().name;
  }

  Instruction some_call() {
    Instruction call{Do::call_port};
    call.port = for_ports_.once_in(3) ? some_port() : port_of_most_calls_;
    call.number = for_ports_.below(60);
    call.key = for_ports_.below(3);
    call.flag = for_ports_.once_in(2);
    return call;
  }

  /// A port that has several kinds of subscriptions is chosen twice as often.
  int some_port() {
    const std::vector<TestedPort>& ports = all_tested_ports();
    const int port = for_ports_.below(int(ports.size()) + 1);
    if (port < int(ports.size())) return port;
    const auto has_kinds = [](const TestedPort& one) { return one.surround != nullptr; };
    return int(std::find_if(ports.begin(), ports.end(), has_kinds) - ports.begin());
  }

  void add_events() {
    const int count = 1 + int(!random_.once_in(3)) + int(random_.once_in(6));
    for (int i = 0; i < count; ++i) {
      Event event{random_.once_in(3) ? "x.b" : "x.a"};
      event.source = "x";
      event.id = "e" + std::to_string(random_.once_in(12) ? 0 : i);
      scenario_.events.emplace_back(event, random_.once_in(5) ? some_minute() : 0min);
    }
  }

  /// Few different values, so that steps often coincide. A queue keeps an id for five minutes.
  eda::Duration some_minute() {
    static const std::vector<eda::Duration> minutes{1min, 2min, 5min, 6min};
    return minutes[std::size_t(random_.below(int(minutes.size())))];
  }

  Random random_;
  Random for_ports_;  ///< of its own, so that a new port leaves programs without it as they are
  Random aim_;        ///< for the same reason
  Random mail_;       ///< for the same reason: of queues with a RetryPolicy
  sim::Scenario scenario_;
  std::string text_;
  const bool calls_ports_ = for_ports_.once_in(2);
  const int port_of_most_calls_ = some_port();  ///< so that its calls meet
  const bool waits_ = aim_.once_in(8), answers_ = aim_.once_in(6);
  int keys_ = 1;
  int reads_ = 3, publishes_ = 3;  ///< of about 15 instructions
  int queries_ = 0;
  bool has_timers_ = false, has_fifo_ = false, has_clock_ = false, has_sweeps_ = false;
  bool has_changes_ = false;
  int calls_in_hand_ = -1;            ///< port that handlers of its deliveries call; -1: none
  int subscriptions_to_ports_ = 0;    ///< of ports with several kinds
  bool has_pages_ = aim_.once_in(4);  ///< of few rows
  const bool has_mail_ = mail_.once_in(calls_ports_ ? 16 : 3);
  bool is_heard_ = false;  ///< the queue with a policy
};

}  // namespace

RandomProgram random_program(std::uint64_t seed) { return Author{seed}.write(); }

}  // namespace brute_force
