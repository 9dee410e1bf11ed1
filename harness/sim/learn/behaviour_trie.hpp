#pragma once

#include <deque>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/learn/executor.hpp"
#include "sim/model/ports.hpp"

namespace sim {

/// Error of a handler that behaves differently after the same replies: it remembers something that
/// it did not get from a port. The message shows the history and the two different answers.
struct HiddenState : std::runtime_error {
  explicit HiddenState(const std::string& what, eda::Place at = {})
      : std::runtime_error{what}, at{at} {}
  eda::Place at;  ///< line of the request that differs; line 0: not known
};

/// Next action of a handler.
struct Action {
  enum class Kind : std::uint8_t {
    request,  ///< sends `action` to `port`
    start,    ///< has not begun; it starts by reading the clock, so the time of its start matters
    later,    ///< not learnt yet: see BehaviourTrie::learn_when_asked
    done,     ///< this and what follows: it has ended
    threw,    ///< `failure`
  };
  Kind kind = Kind::done;
  int port = 0;
  int action = 0;
  int failure = 0;                  ///< number in BehaviourTrie::failures
  bool may_be_independent = false;  ///< see Port::may_be_independent
};

/// Known behaviour of all handlers, as a trie. A node is the next action of a handler, an edge the
/// reply that it gets. A node is learnt once, by running the handler. A handler in a world is the
/// number of a node: its history determines it, because of the kit's rule that only the contents of
/// the store survive a delivery.
class BehaviourTrie {
 public:
  BehaviourTrie(const Scenario& scenario, SharedTables& tables, const WorldPorts& ports,
                std::shared_ptr<Executor> executor);

  /// Returns the node of a handler that has just got `message`, at `now_ms` if it starts then.
  int root(const Message& message, int now_ms);
  /// Returns the node of the handler at `node` after the reply `told` (number in `replies`) at
  /// `now_ms`.
  int after(int node, int reply, int now_ms);

  const Action& action(int node) const { return actions_[std::size_t(node)]; }
  int root_of(int node) const { return nodes_[std::size_t(node)].root; }
  int parent_of(int node) const { return nodes_[std::size_t(node)].parent; }
  const Message& message_of(int node) const { return nodes_[std::size_t(root_of(node))].message; }
  /// Next request at a node as the answer made it, and the log lines before it.
  const Suspension& suspension(int node) const { return nodes_[std::size_t(node)].suspension; }
  bool has_ended(int node) const { return action(node).kind >= Action::Kind::done; }
  int service_of(int handler) const { return services_[std::size_t(handler)]; }
  const eda::Handler& handler(int number) const { return *handlers_[std::size_t(number)]; }

  JsonInterner replies;   ///< replies to handlers; number 0 is null
  JsonInterner failures;  ///< {"service", "event", "what"}, and "is_overload": true
  /// Number in `failures` of the delivery at `node`, for which there is no room in a world.
  int overload_by(int node);
  /// Last line of the answer that is known to have run before failure number `failure`.
  const eda::Place& place_of_failure(int failure) const {
    return failure_places_[std::size_t(failure)];
  }

  Executor& executor() const { return *executor_; }

  /// Gives each later delivery nodes of its own; no handler runs before `learn_now`.
  void learn_when_asked() { is_lazy_ = true; }
  /// Runs the handler of `node`, which has just been reached, to its next request.
  void learn_now(int node, int now_ms);
  /// Drops the run at `node`, whose delivery dies there: its handler begins again.
  void forget(int node);

  /// Runs every history again, each from its start and the last ones first. A handler without
  /// hidden state behaves the same. A boxed executor runs each history in a fresh process.
  void audit();
  int size() const { return int(nodes_.size()); }
  int questions() const { return questions_; }
  /// The history that leads to `node`.
  History history(int node) const;

 private:
  static constexpr int any_time = -1;
  static constexpr int runs_kept_max = 10'000;  ///< a few kB each
  struct Edge {
    int reply, now_ms, child;
  };
  struct Node {
    int parent = -1, root = 0, depth = 0;
    int reply = 0, now_ms = 0;  ///< of the edge that leads here; a root: when it starts
    Message message{};          ///< only of a root
    Suspension suspension{};
    std::vector<Edge> next{};
    std::unique_ptr<Execution> run{};  ///< that waits here, to be continued; or null
  };

  int add(Node node);
  int add_later(Node node);
  Suspension learn(int node);
  std::unique_ptr<Execution> take_run(const Node& node);
  void check(int node, const std::vector<Suspension>& suspensions) const;
  Action parse(const Node& node);
  eda::Json failure_json(const Node& node, const std::string& what) const;
  int number_of_failure(const eda::Json& failure, const eda::Place& at);
  int fail(const Node& node, const std::string& what);
  [[noreturn]] void surprised(int node, const Suspension& before, const Suspension* now) const;

  const Scenario& scenario_;
  SharedTables& tables_;
  const WorldPorts& ports_;
  std::shared_ptr<Executor> executor_;
  std::vector<const eda::Handler*> handlers_;
  std::vector<int> services_;  ///< by handler
  std::deque<Node> nodes_;
  std::vector<Action> actions_;  ///< by node; apart from nodes_, because each step reads it
  std::map<Message, int> roots_;
  std::vector<eda::Place> failure_places_;  ///< by number of the failure
  int questions_ = 0;
  int runs_kept_ = 0;
  bool is_lazy_ = false;
};

}  // namespace sim
