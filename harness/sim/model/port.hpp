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

/// Delivery of an event to a subscription. `lane`, if not -1, is a queue of the port `from_port`:
/// the next delivery of that lane starts when this one has been handled.
struct Message {
  int handler = 0;  ///< number of the subscription, counted over all services
  int event = 0;    ///< number in SharedTables::events
  int from_port = -1;
  int lane = 0;

  friend auto operator<=>(const Message&, const Message&) = default;
};

/// Item that is due at a moment: a delivery, a `signal` to a port, or the answer that the handler
/// at `node` waits for.
struct Scheduled {
  int at_ms = 0;  ///< since the start of the scenario
  int name = -1;  ///< number in SharedTables::names; replaces an item of the same name
  int port = -1;  ///< with `signal`: that port's own action
  int signal = -1;
  Message message{};  ///< when there is no signal and no answer
  bool is_sweep = false;
  int node = -1;  ///< an answer: node of the trie at which its handler has asked
  int reply = 0;  ///< that answer, a number in BehaviourTrie::replies

  bool is_answer() const { return node >= 0; }
  friend auto operator<=>(const Scheduled&, const Scheduled&) = default;
};

/// One possible result of an action, with all its effects. Steps are pure.
struct Effect {
  int state = 0;      ///< of the port afterwards
  eda::Json reply{};  ///< everything that the handler learns
  Budget spent{};     ///< the faults that it takes; none: the result without a fault
  std::vector<Message> deliveries{};
  std::vector<Scheduled> scheduled{};
  /// Names of scheduled items. In a simulation a cancelled signal may come nevertheless: then it
  /// must change nothing. A port that schedules anything else has an engine of its own there.
  std::vector<int> cancelled{};
  int answer_in_ms = 0;  ///< the handler is told after so long; until then it waits
};

/// Circumstances in which an action is carried out.
struct Situation {
  int state = 0;    ///< of the port
  int now_ms = 0;   ///< since the start of the scenario
  Budget faults{};  ///< only whether a kind of fault is still possible (0 or 1) may matter
};

/// One thing of a port that an action touches. Actions commute if none of them changes a thing
/// that another reads.
struct Touch {
  enum class Access : std::uint8_t {
    reads,    ///< the result of the action depends on the thing
    changes,  ///< the action reads the thing and changes it
    adds,     ///< the action changes the thing, and commutes with others that add to it
  };
  /// In place of a thing: the result depends on the time, or the action changes what is due.
  static constexpr int time = -1;

  int thing = 0;  ///< any number but `time`; each port has its own
  Access access = Access::changes;
};

/// Port as a value: its state is a number, and its steps are a pure function of numbers. The
/// explorer learns each step once and looks it up later, so the work in a step is done only once.
class Port {
 public:
  virtual ~Port() = default;

  /// Returns the state of the port at the start of a scenario, and what is due then or later.
  /// Throws std::invalid_argument for a scenario that the port cannot begin with.
  virtual Effect at_start() { return {}; }

  /// True for a port that Scenario::weather may name so.
  virtual bool has_weather(std::string_view /*target*/) const { return false; }

  /// Returns a number for `action`, requested by a handler of service number `service`.
  virtual int learn(const eda::Json& action, int service) = 0;
  /// The same for a port that must know which delivery the handler has in hand. Only `from_port`
  /// and `lane` of the message matter.
  virtual int learn_from(const eda::Json& action, int service, const Message& /*in_hand*/) {
    return learn(action, service);
  }
  /// Returns all possible results. The first is the one without a fault. Never empty.
  virtual std::vector<Effect> step(int action, const Situation& situation) = 0;
  /// Returns the same for an action without a number. A simulation takes each action only once: a
  /// port may override this so that it does not keep them.
  virtual std::vector<Effect> step_once(const eda::Json& action, int service,
                                        const Message& in_hand, const Situation& situation) {
    return step(learn_from(action, service, in_hand), situation);
  }
  /// True if the action stays possible and keeps its reply and its effect, whatever other handlers
  /// do first. Such an action is taken at once, before all others.
  virtual bool is_independent(int /*action*/, int /*state*/) const { return false; }
  /// True if `is_independent` holds in some state. Saves the check of the state.
  virtual bool may_be_independent(int /*action*/) const { return false; }
  /// Grows when a later action proves an earlier result of `is_independent` wrong. The search that
  /// relied on it must be repeated.
  virtual int invalidated_reductions() const { return 0; }
  /// Returns all things that `action` may touch, in any state. By default all actions of a port
  /// conflict.
  virtual std::vector<Touch> touches(int /*action*/) { return {{}, {.thing = Touch::time}}; }
  /// Returns the action that acknowledges a delivery of `lane`; -1: the port has no lanes.
  virtual int acknowledge(int /*lane*/) { return -1; }
  /// Returns the action that notes the death of the handler of `lane`. It has one result: what is
  /// delivered in its place. -1: the same message again.
  virtual int abandon(int /*lane*/) { return -1; }
  /// True if the port counts the deaths of handlers of `lane`. Otherwise a handler that has changed
  /// nothing could as well begin later as die, and such deaths are not explored.
  virtual bool counts_deaths(int /*lane*/) const { return false; }
  /// Returns all things that the end or the death of a handler of `lane` may touch, where that does
  /// not commute with all actions.
  virtual std::vector<Touch> end_touches(int /*lane*/) { return {}; }
  /// Returns `state` without the parts that matter only to faults of which none are left.
  virtual int forget(int state, Budget /*left*/) { return state; }

  /// Fields of a request: verb, key, written value, condition.
  virtual Request request(int action) const = 0;
  /// Fields of its reply.
  virtual Reply reply(int action, const eda::Json& reply) const = 0;
  /// Version, in `state`, of the row that the action names; 0: there is none.
  virtual int version(int /*action*/, int /*state*/) const { return 0; }
  /// Contents of the port for a reader: an object, empty when there is nothing to show.
  virtual eda::Json show(int state) const = 0;
  /// True for a port whose holdings are part of an outcome: see Outcome::held.
  virtual bool has_book() const { return false; }
  /// Holdings in `state` that are part of an outcome: an object. Only of a port that has a book.
  virtual eda::Json book(int /*state*/) const { return eda::Json::object(); }
};

}  // namespace sim
