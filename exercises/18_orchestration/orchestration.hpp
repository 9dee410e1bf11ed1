#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/clock.hpp"
#include "eda/fifo.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"
#include "eda/timers.hpp"

/// The conductor of a clinic. It leads each prescription through five steps, which four players
/// carry out. It sends commands, hears replies, and keeps a notebook.
///
/// What must hold for every saga when nothing is left to do, whatever comes late or twice, and
/// wherever the conductor dies:
///  1. One end: exactly one fact of `completed` and `compensated`.
///  2. Completed: all five steps were done, and none was undone.
///  3. Compensated: each step that was done has been undone. That holds for a step, too, which was
///     given up and done afterwards.
///  4. Each step is done once at most, and undone once at most.
///  5. Backwards: `consult` is undone after `cover` and `reserve`, which may be undone in either
///     order. The place of a step that was given up is free.
///  6. After `dispense` was done, nothing is undone, and `bill` is asked for until it is done.
///  7. The diagnosis is in no row of the store, at no time.
namespace conductor {

// Facts. `data` of each has "sagaId": a text of 1 to 48 characters without spaces, which says
// nothing to the conductor.
/// From the reception: also "diagnosis" and more that is none of the conductor's business.
inline const std::string requested = "com.clinic.prescription.requested";
inline const std::string completed = "com.clinic.prescription.completed";
inline const std::string compensated = "com.clinic.prescription.compensated";
/// From a player: also "commandId", "step" and "result", which is `done`, `refused` or `undone`.
inline const std::vector<std::string> replied{
    "com.clinic.doctor.replied", "com.clinic.insurance.replied", "com.clinic.pharmacy.replied",
    "com.clinic.billing.replied"};

/// A step of the plan.
struct Step {
  enum class Kind {
    undoable,  ///< it may be refused, and it can be undone
    pivot,     ///< it may be refused; once it is done there is no way back
    forward,   ///< it comes after the pivot: it is asked for until it is done
  };
  std::string name;
  std::string queue;               ///< of its player
  std::vector<std::string> after;  ///< steps that must have been done before
  /// Time for its answer, from the moment at which it is first asked for. Then it is given up.
  std::optional<eda::Duration> deadline;
  Kind kind = Kind::undoable;
};

inline const std::vector<Step> plan{
    {"consult", "doctor", {}, std::chrono::hours{48}, Step::Kind::undoable},
    {"cover", "insurance", {"consult"}, std::chrono::hours{1}, Step::Kind::undoable},
    {"reserve", "pharmacy", {"consult"}, std::chrono::hours{1}, Step::Kind::undoable},
    {"dispense", "pharmacy", {"cover", "reserve"}, {}, Step::Kind::pivot},
    {"bill", "billing", {"dispense"}, {}, Step::Kind::forward}};

/// A command to the player of a step. It has one addressee, and so it is no fact on the bus.
struct Command {
  enum class Kind { carry_out, undo };
  Command(std::string saga_id, std::string step, Kind kind, std::string id)
      : saga_id{std::move(saga_id)}, step{std::move(step)}, kind{kind}, id{std::move(id)} {}

  std::string saga_id, step;
  Kind kind;
  /// A player carries out a command of one id once, and then repeats its answer. 1 to 128
  /// characters, without spaces. An `undo` has another id than the command that it undoes.
  std::string id;
};

/// Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Bus& bus;
  eda::Fifo& fifo;
  eda::Timers& timers;
  eda::Clock& clock;
  eda::Ids& ids;
  eda::Log& log;
};

/// Sends a command to the queue of its player, which drops a command whose id it has seen in the
/// last five minutes. Commands of one saga keep their order in a queue.
inline eda::Task<> send(Command command, Ports io) {
  std::string queue;
  for (const Step& step : plan)
    if (step.name == command.step) queue = step.queue;
  const bool is_undo = command.kind == Command::Kind::undo;
  eda::Event event{is_undo ? "com.clinic.prescription.undo" : "com.clinic.prescription.do"};
  event.source = "conductor";
  event.id = command.id;
  event.data["sagaId"] = command.saga_id;
  event.data["step"] = command.step;
  event.data["commandId"] = command.id;
  co_await io.fifo.send(queue, command.saga_id, command.id, event);
}

// Each function handles one delivery. It may run many times at once, also for the same saga.
eda::Task<> on_requested(eda::Event fact, Ports io);
eda::Task<> on_reply(eda::Event reply, Ports io);
/// Handles each event that the conductor has scheduled: never early, perhaps four minutes late.
eda::Task<> on_timer(eda::Event timer, Ports io);
/// Handles a tick of the scheduler.
eda::Task<> on_sweep(eda::Event tick, Ports io);

inline const eda::Service service{"conductor",
                                  "com.clinic.prescription.",
                                  {eda::on({requested}, on_requested), eda::on(replied, on_reply),
                                   eda::on_timers(on_timer), eda::on_sweeps(on_sweep)}};

}  // namespace conductor
