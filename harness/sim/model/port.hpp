#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/model/budget.hpp"
#include "sim/model/request.hpp"
#include "sim/model/request_channel.hpp"
#include "sim/model/shared_tables.hpp"

namespace sim {

/// A delivery: which subscription gets which event. `lane`, when there is one, is a queue of the
/// port `from_port`: the next delivery of that lane comes when this one has been handled.
struct Message {
  int handler = 0;  ///< number of the subscription, counted over all services
  int event = 0;    ///< number in SharedTables::events
  int from_port = -1;
  int lane = 0;

  friend auto operator<=>(const Message&, const Message&) = default;
};

/// Something that is due at a moment: a delivery, or a word to a port (`signal`).
struct Scheduled {
  int at_ms = 0;  ///< since the start of the scenario
  int name = -1;  ///< number in SharedTables::names: replaces what is due under the same name
  int port = -1;  ///< with `signal`: that port's own action
  int signal = -1;
  Message message{};  ///< when there is no signal
  bool is_sweep = false;

  friend auto operator<=>(const Scheduled&, const Scheduled&) = default;
};

/// One thing that may come of an action. What it leads to is all here; steps are pure.
struct Effect {
  int state = 0;      ///< of the port afterwards
  eda::Json reply{};  ///< what the handler learns: all of it, and nothing else
  Budget spent{};     ///< the faults that it takes; none: what is bound to happen
  std::vector<Message> deliveries{};
  std::vector<Scheduled> scheduled{};
  std::vector<int> cancelled{};  ///< names of scheduled items
};

/// What surrounds an action when it is carried out.
struct Situation {
  int state = 0;    ///< of the port
  int now_ms = 0;   ///< since the start of the scenario
  Budget faults{};  ///< only whether a kind of fault is still possible (0 or 1) may matter
};

/// One thing of a port that an action touches. Actions commute when none of them changes what
/// another reads.
struct Touch {
  enum class Access : std::uint8_t {
    reads,    ///< what comes of the action depends on the thing
    changes,  ///< it reads the thing and changes it
    adds,     ///< it changes the thing, and commutes with all others that add to it
  };
  /// In place of a thing: what comes of the action depends on the time, or changes what is due.
  static constexpr int time = -1;

  int thing = 0;  ///< any number but `time`; each port has its own
  Access access = Access::changes;
};

/// A port as a value: what it holds is a number, and its steps are a pure function of numbers.
/// The explorer learns each step once and looks it up after that, so a rich port costs it nothing.
class Port {
 public:
  virtual ~Port() = default;

  /// State of the port at the start of a scenario, and what is due then or later. Throws
  /// std::invalid_argument for a scenario that the port cannot begin with.
  virtual Effect at_start() { return {}; }

  /// A number for what `action` says, asked by a handler of service number `service`.
  virtual int learn(const eda::Json& action, int service) = 0;
  /// All that may come of it, first what happens when nothing goes wrong. Never empty.
  virtual std::vector<Effect> step(int action, const Situation& situation) = 0;
  /// Whatever others do first, the action stays possible, is told the same and does the same.
  /// Then nobody need be asked to wait for it: it may be taken at once.
  virtual bool is_independent(int /*action*/, int /*state*/) const { return false; }
  /// There are states in which the action is settled. Spares the look at the state.
  virtual bool may_be_independent(int /*action*/) const { return false; }
  /// Grows when something learnt has shown a promise of `is_independent` to have been rash; what
  /// was explored on the strength of it must be explored again.
  virtual int invalidated_reductions() const { return 0; }
  /// All that `action` may touch, in any state. Unless a port says otherwise, its actions conflict.
  virtual std::vector<Touch> touches(int /*action*/) { return {{}, {.thing = Touch::time}}; }
  /// The action that acknowledges a delivery of `lane`; -1: the port has no lanes.
  virtual int acknowledge(int /*lane*/) { return -1; }
  /// `state` without what only a fault of the kinds that are used up could bring back.
  virtual int forget(int state, Budget /*left*/) { return state; }

  /// Fields of a request: verb, key, written value, condition.
  virtual Request request(int action) const = 0;
  /// Fields of its reply.
  virtual Reply reply(int action, const eda::Json& reply) const = 0;
  /// Version of the row that the action is about, in `state`; 0: there is none.
  virtual int version(int /*action*/, int /*state*/) const { return 0; }
  /// What the port holds, for people: an object, empty when there is nothing to show.
  virtual eda::Json show(int state) const = 0;
  /// True for a port whose holdings are part of an outcome: see Outcome::held.
  virtual bool has_book() const { return false; }
  /// Holdings in `state` that are part of an outcome: an object. Only of a port that has a book.
  virtual eda::Json book(int /*state*/) const { return eda::Json::object(); }
};

}  // namespace sim
