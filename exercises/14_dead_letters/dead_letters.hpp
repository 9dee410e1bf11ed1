#pragma once

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/dead_letters.hpp"
#include "eda/delivery.hpp"
#include "eda/downstream.hpp"
#include "eda/fifo.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"

/// The post office. It brings letters to the bakery, which some letters never reach, and changes of
/// orders to the broker, which is sometimes down.
///
/// What must hold when all is quiet, whatever happens on the way:
///  1. The bakery has carried out a letter exactly once, or the letter lies in the dead letters,
///     with its own id and a reason. None is lost, and none is in both. The reason of a letter that
///     the bakery has rejected contains the bakery's `why`.
///  2. A letter that never gets better is parked, after 3 calls at most. A letter that has met
///     nothing but bad weather is never parked, also if that lasts ten minutes.
///  3. In a FIFO queue the bakery gets the letters of one order in the order of `number`, apart
///     from those that were parked. Other orders do not wait for a parked letter.
///  4. A letter needs 20 calls at most, and is through ten minutes after the weather has cleared.
///     Letters that fail together do not all come back together.
///  5. Each change whose `publish` has ended is accepted by the broker, at the latest in the sweep
///     that finds the door open. The changes of one order are accepted in order.
///  6. After the breaker has opened, the broker is called once a minute at most, and never twice at
///     once, until a call succeeds.
namespace mail {

/// A message of the queue `letters`. `data` is {"orderId", "number", "to"}: `number` counts from 1
/// within the order, `to` is the address. Its extension `receivecount` says how often it has been
/// delivered, from 1 on.
inline const std::string letter = "com.pizzaco.letter.posted";
/// {"letters"}: a bag of letters, which the intake sends to the queue, one after another.
inline const std::string bag_collected = "com.pizzaco.mailbag.collected";

// Requests, and what they are answered with.
/// {"reason", "orderId"}: with {"moved", "left"}.
inline const std::string redrive_request = "com.pizzaco.letter.redrive";
/// {"kind", "why"}: with "retry" or "park".
inline const std::string classify_request = "com.pizzaco.letter.classify";
/// {"attempt", "jitter"}: with milliseconds.
inline const std::string backoff_request = "com.pizzaco.letter.backoff";

/// Names of the queue, and of the bakery as a target.
inline const std::string letters = "letters";
inline const std::string bakery = "bakery";

/// Names of the three alarms that the runbook is for.
inline const std::array<std::string, 3> alarms{"dead-letters", "breaker-open",
                                               "oldest-message-age"};

struct Failure {
  enum class Kind {
    rejected,     ///< the bakery refuses the letter, and says why
    unavailable,  ///< the bakery takes no calls now; nothing was done
    timed_out,    ///< no answer came; it was done, or it was not
    malformed,    ///< the letter has no `to`
  };
  Kind kind;
  std::string why;
};

enum class Verdict {
  retry,  ///< it may get better
  park,   ///< it never will
};

/// Selects dead letters. An empty field selects any.
struct Filter {
  std::string reason;    ///< a text that is in the letter's reason
  std::string order_id;  ///< the letter's order

  Filter(std::string reason, std::string order_id)
      : reason{std::move(reason)}, order_id{std::move(order_id)} {}
  bool selects(const eda::DeadLetter& one) const {
    return one.reason.find(reason) != std::string::npos &&
           (order_id.empty() || one.event.data.value("orderId", "") == order_id);
  }
};

struct RedriveReport {
  int moved = 0;  ///< letters that were moved back to their queue
  int left = 0;   ///< letters that the filter has not selected

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(RedriveReport, moved, left)
};

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Fifo& queue;
  eda::Delivery& delivery;
  eda::DeadLetters& dead_letters;
  eda::Downstream& bakery;
  eda::Timers& timers;
  eda::Ids& ids;
  eda::Clock& clock;
  eda::Log& log;
};

// Yours: retry.cpp.

/// Says whether a letter that has met this failure may be tried again. A pure function.
Verdict classify(const Failure& failure);
/// Returns how long to wait after attempt `attempt`, which is 1 or more, has failed: 0 to 5
/// minutes. `jitter` is 0 … 999. A pure function.
eda::Duration backoff(int attempt, int jitter);
/// Handles one delivery of a letter: calls the target `bakery` with the letter's data, and then
/// ends, puts the letter off, or parks it. May run many times at once.
eda::Task<> on_message(eda::Event message, Ports io);
/// Handles a timer of yours. May stay empty.
eda::Task<> on_timer(eda::Event timer, Ports io);
/// Moves the selected dead letters back to their queue. May run twice at once, and may die.
eda::Task<RedriveReport> redrive(Filter filter, Ports io);

// Given.

/// Returns how often a message has been delivered, this time included.
inline int receive_count(const eda::Event& message) {
  return message.extensions.at("receivecount").get<int>();
}

/// Returns a number from 0 to 999 that looks drawn, and is the same each time (FNV-1a).
inline int jitter_of(const std::string& id) {
  unsigned hash = 2'166'136'261u;
  for (const char c : id) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619u;
  return int(hash % 1000);
}

inline eda::Task<> on_bag(eda::Event bag, Ports io) {
  for (const eda::Json& one : bag.data.at("letters")) {
    const eda::Event message = eda::event_from_json(one);
    const std::string order_id = message.data.at("orderId");
    co_await io.queue.send(letters, order_id, message.id, message);
  }
}

inline eda::Task<RedriveReport> on_redrive(eda::Event request, Ports io) {
  const Filter filter{request.data.at("reason"), request.data.at("orderId")};
  const RedriveReport report = co_await redrive(filter, io);
  co_return report;
}

inline eda::Task<std::string> on_classify(eda::Event request, Ports) {
  const std::array<std::string, 4> kinds{"rejected", "unavailable", "timed_out", "malformed"};
  Failure failure{Failure::Kind::rejected, request.data.at("why")};
  for (std::size_t i = 0; i < kinds.size(); ++i)
    if (kinds[i] == request.data.at("kind")) failure.kind = Failure::Kind(i);
  const Verdict verdict = classify(failure);
  co_return verdict == Verdict::retry ? "retry" : "park";
}

inline eda::Task<eda::Json> on_backoff(eda::Event request, Ports) {
  const int attempt = request.data.at("attempt"), jitter = request.data.at("jitter");
  const eda::Json milliseconds = backoff(attempt, jitter).count();
  co_return milliseconds;
}

inline const eda::Service service{
    "mail",
    "com.pizzaco.letter.",
    {eda::on({bag_collected}, on_bag), eda::on_fifo(letters, on_message), eda::on_timers(on_timer),
     eda::on_requests({redrive_request}, on_redrive),
     eda::on_requests({classify_request}, on_classify),
     eda::on_requests({backoff_request}, on_backoff)}};

}  // namespace mail

namespace publisher {

/// A change of an order: `data` is {"orderId", "number"}. `number` counts from 1 within the order.
inline const std::string changed = "com.pizzaco.order.changed";
/// Name of the broker as a target.
inline const std::string broker = "broker";

struct Ports {
  eda::Store& store;
  eda::Downstream& broker;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
};

// Yours: publisher.cpp.

/// Brings a change to the target `broker`, or writes it down for later. Two changes of one order
/// never come at once; others do. The body of the call is eda::to_json(event).
eda::Task<> publish(eda::Event event, Ports io);
/// Called every minute or so: tries the door if the breaker is not closed, and carries up what was
/// written down, all of it, in order. Two may be at work at once, and beside `publish`.
eda::Task<> on_sweep(eda::Event tick, Ports io);

inline const eda::Service service{
    "publisher", "com.pizzaco.order.", {eda::on({changed}, publish), eda::on_sweeps(on_sweep)}};

}  // namespace publisher
