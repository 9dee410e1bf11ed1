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

/// A handler does not do the same when it is told the same: it remembers something that no port
/// has told it. The message shows the history and the two different answers.
struct HiddenState : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What a handler does next.
struct Action {
  enum class Kind : std::uint8_t {
    request,  ///< puts `action` to `port`
    start,    ///< has not begun: its first stretch reads the clock, so it matters when that is
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

/// All that is known of how handlers behave: a trie. A node is what a handler does next, an edge
/// what it is told. A node is learnt once, by running it; a handler in a world is the number
/// of a node: it is the sum of what it has been told, for it has nothing else (rule of the kit:
/// nothing survives a delivery but what is in the store).
class BehaviourTrie {
 public:
  BehaviourTrie(const Scenario& scenario, SharedTables& tables, const WorldPorts& ports,
                std::shared_ptr<Executor> executor);

  /// The node of a handler that has just been given `message`, at `now_ms` if it starts there.
  int root(const Message& message, int now_ms);
  /// The node of the handler at `node` after it was told `told` (number in `replies`) at `now_ms`.
  int after(int node, int reply, int now_ms);

  const Action& action(int node) const { return actions_[std::size_t(node)]; }
  int root_of(int node) const { return nodes_[std::size_t(node)].root; }
  int parent_of(int node) const { return nodes_[std::size_t(node)].parent; }
  const Message& message_of(int node) const { return nodes_[std::size_t(root_of(node))].message; }
  /// Its next request as the answer put it, and its log lines before that.
  const Suspension& suspension(int node) const { return nodes_[std::size_t(node)].suspension; }
  bool has_ended(int node) const { return action(node).kind >= Action::Kind::done; }
  int service_of(int handler) const { return services_[std::size_t(handler)]; }
  const eda::Handler& handler(int number) const { return *handlers_[std::size_t(number)]; }

  JsonInterner replies;   ///< what handlers were told; number 0 is null
  JsonInterner failures;  ///< {"service", "event", "what"}
  /// RequestChannel of the answer that is known to have run last before failure number `failure`.
  const eda::Place& place_of_failure(int failure) const {
    return failure_places_[std::size_t(failure)];
  }

  Executor& executor() const { return *executor_; }

  /// From now on each delivery has nodes of its own, and no handler runs before `learn_now`.
  void learn_when_asked() { is_lazy_ = true; }
  /// Runs the handler of `node`, which has just been reached, to its next request.
  void learn_now(int node, int now_ms);
  /// Drops the run at `node`, whose delivery dies there: its handler begins again.
  void forget(int node);

  /// Asks everything again, each history whole and last things first: a handler that is a function
  /// cannot notice. A boxed executor runs each in a fresh process.
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
    std::unique_ptr<Execution> run{};  ///< that waits here, for whoever learns on; or null
  };

  int add(Node node);
  int add_later(Node node);
  Suspension learn(int node);
  std::unique_ptr<Execution> take_run(const Node& node);
  void check(int node, const std::vector<Suspension>& suspensions) const;
  Action parse(const Node& node);
  int fail(const Node& node, const std::string& what);
  [[noreturn]] void surprised(int node, const Suspension& before, const Suspension* now) const;

  const Scenario& scenario_;
  SharedTables& tables_;
  const WorldPorts& ports_;
  std::shared_ptr<Executor> executor_;
  std::vector<const eda::Handler*> handlers_;
  std::vector<int> services_;  ///< by handler
  std::deque<Node> nodes_;
  std::vector<Action> actions_;  ///< by node; apart, for it is looked at in every step
  std::map<Message, int> roots_;
  std::vector<eda::Place> failure_places_;  ///< by number of the failure
  int questions_ = 0;
  int runs_kept_ = 0;
  bool is_lazy_ = false;
};

}  // namespace sim
