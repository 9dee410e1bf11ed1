#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/learn/execution.hpp"
#include "tests/brute_force.hpp"
#include "tests/picks.hpp"
#include "tests/tested_port.hpp"

namespace brute_force {

using eda::Event, eda::Json;

/// Subscription with its service.
struct Listener {
  const eda::Service* service;
  const eda::Subscription* subscription;
};

/// State of one schedule while it is played. `picks` decides each choice.
class World {
 public:
  World(const sim::Scenario& scenario, Deaths deaths, Picks& picks, std::set<std::string>& seen);

  /// Plays one step of a handler or of time. Returns false if no step is left.
  bool step();
  /// The complete state, as text.
  std::string text() const { return text_of_budget() + text_but_budget(left_.stale_reads_max > 0); }
  std::string outcome() const {
    return text_of(texts_of(published_, scenario_.observed), failures_, held());
  }

 private:
  /// A delivery and its handler.
  struct Flight {
    int listener = 0;
    Event event{};
    std::string group{};  ///< of a FIFO queue; empty: none
    std::unique_ptr<sim::HandlerCoroutine>
        run{};  ///< none: it reads the clock first, so it is not started yet
    bool has_stepped = false;
    int calls = 0;                 ///< answered so far
    std::string replies{};         ///< text that identifies it among others
    Json told{};                   ///< answer that it waits for
    std::int64_t told_at_ms = -1;  ///< moment of that answer; -1: it does not wait
  };
  struct Scheduled {
    enum class What { arrival, timer, sweep, port, again, timeout };
    What what{};
    std::int64_t at_ms = 0;
    int listener = 0;
    Event event{};
    std::string name{};  ///< of a timer, of a port, of a group, of a lane
  };
  /// A message of a queue with a RetryPolicy.
  struct Held {
    std::string queue{}, group{};  ///< equal messages of a standard queue share a group
    Event event{};
    int count = 0, parkings = 0, repeats = 0;
    std::string lane{};          ///< of its handler; empty: none has it in hand
    std::int64_t until_ms = -1;  ///< it was put off until then; in hand: of the timeout
  };
  struct Dead {
    std::string queue, group;
    Event event;
    std::string reason;
    int count, parkings;
    int number = 0;  ///< tells equal letters apart
    friend bool operator==(const Dead&, const Dead&) = default;
  };
  /// By key: what a reader gets after 0, 1, 2, … writes and deletions.
  using Rows = std::map<std::string, std::vector<Json>>;
  using Lane = std::pair<std::string, int>;  ///< group, or key whose changes it has; and listener

  // brute_force_world.cpp: handlers and time
  void begin();
  void arrive(const sim::Arrival& arrival, int copies);
  std::vector<int> movers() const;
  void move(int flight);
  void die(int flight);
  void enter(int listener, const Event& event, const std::string& group = {});
  void go_on(Flight flight);
  void end(const Flight& flight);
  void fail(const Flight& flight, const std::string& what);
  void race();
  void pass_time();
  void tell(int flight, const Json& told);
  void tell_answers();
  std::vector<int> mortals() const;
  eda::Instant now() const { return scenario_.start + eda::Duration{now_ms_}; }
  std::string text_of_budget() const;
  std::string text_but_budget(bool with_earlier_rows) const;

  // brute_force_ports.cpp: results of a call
  Json answer(const Json& asks, int listener, const std::string& group);
  Json answer_of(const std::string& name, NaivePort& port, const Json& asks,
                 const std::string& group);
  Circumstances circumstances(const std::string& name, const std::string& group = {});
  NaivePort* keeper_of(const std::string& group) const;
  std::vector<int> subscribers_of(const std::string& port) const;
  Json held() const;
  Json read(const Json& asks);
  Json read_many(const Json& asks);
  Json on_a_page(const Json& asks, const Json& rows) const;
  Json write(const Json& asks);
  Json publish(const Json& asks, int listener);
  void take(const Json& events, int failed, int listener);
  bool is_never_taken(const Json& event) const;
  bool would_be_noticed(const Json& events, int listener) const;
  void schedule(const Json& asks, int listener);
  void cancel(const Json& asks, int listener);
  void send(const Json& asks);
  bool is_standard(const std::string& queue) const;
  // brute_force_letters.cpp: queues with a RetryPolicy
  const sim::Queue* retrying(const std::string& queue) const;
  int handler_of(const std::string& queue) const;
  static std::string group_name(const Held& message) { return message.queue + "/" + message.group; }
  void hold(Held message);
  void go_on_with(const std::string& queue, const std::string& group);
  void sort_equal_messages(const std::string& queue, const std::string& group);
  std::string lane_of_its_own(const Held& message, const Event& event) const;
  void bury(const Held& message, const std::string& reason);
  std::vector<Held>::iterator in_hand(const std::string& lane);
  void let_go(Held& message);
  void end_of_held(const std::string& lane, bool has_died);
  Json say_of_message(const Json& asks, const std::string& lane);
  void wake(const Scheduled& due);
  std::vector<Dead> letters() const;
  static std::string receipt_of(const Dead& letter);
  static Json json_of(const Dead& letter);
  Json handle_letters(const Json& asks);
  Json book_of_letters() const;
  std::multiset<std::string> lines_of_held() const;

  std::string group_of_its_own(const std::string& queue, const Event& event, int listener);
  void note_answer(const Json& asks);
  void tell_of_changes(const Rows& before);
  void line_up(const std::string& group, int listener, const Event& event);
  static Json carry_out(const Json& writes, Rows& rows);
  static bool holds(const Json& tests, const Json& row);
  static void update(Json& value, const Json& steps);

  static bool hears(const eda::Subscription& subscription, const Event& event);
  bool is_heard(const Event& event) const;
  /// True if `list` of the faults allows `name`; an empty list allows all.
  bool is_struck(const std::vector<std::string>& list, const std::string& name,
                 const char* spared) const {
    if (list.empty() || std::count(list.begin(), list.end(), name) > 0) return true;
    see(spared);
    return false;
  }
  bool may_crash(int listener) const {
    return left_.crashes_max > 0 &&
           is_struck(left_.crashes_of, listeners_[std::size_t(listener)].service->name,
                     "a service without crashes");
  }
  /// Unknown answers that the port may still give.
  int unknowns_of(const std::string& port) const {
    const bool may_strike =
        left_.unknowns_max > 0 && is_struck(left_.unknowns_of, port, "a port that always answers");
    return may_strike ? left_.unknowns_max : 0;
  }
  /// Copies of an event of `type` that may still be made.
  int copies_of(const std::string& type) const {
    const int most = std::min(left_.duplicates_per_event_max, left_.duplicates_max);
    return most > 0 && is_struck(left_.duplicates_of, type, "a type without copies") ? most : 0;
  }
  bool publications_may_be_duplicated() const;
  void see(const char* what) const { seen_.insert(what); }

  const sim::Scenario& scenario_;
  const Deaths deaths_;
  Picks& picks_;
  std::set<std::string>& seen_;
  std::vector<Listener> listeners_;

  std::int64_t now_ms_ = 0;
  sim::Faults left_;
  int deliveries_ = 0;             ///< so far
  std::int64_t answer_in_ms_ = 0;  ///< of the latest reply
  std::vector<Flight> flights_;
  std::vector<Scheduled> agenda_;
  Rows rows_;
  std::vector<Published> published_;
  std::map<std::string, std::int64_t> sent_ms_;  ///< by dedup_id
  std::map<Lane, std::vector<Event>> lanes_;     ///< the first of each is being handled
  std::vector<Held> held_;      ///< messages of queues with a RetryPolicy, as they came
  std::set<std::string> over_;  ///< lanes whose handlers go on without a message in hand
  std::vector<Dead> dead_;
  std::set<std::string> failures_;
  Json answers_ = Json::object();                                 ///< by request, in their order
  std::map<std::string, std::unique_ptr<NaivePort>> more_ports_;  ///< of harness/ports, by name
};

}  // namespace brute_force
