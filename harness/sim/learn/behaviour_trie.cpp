#include "sim/learn/behaviour_trie.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/world.hpp"

namespace sim {

using eda::Json;

BehaviourTrie::BehaviourTrie(const Scenario& scenario, SharedTables& tables,
                             const WorldPorts& ports, std::shared_ptr<Executor> executor)
    : scenario_{scenario}, tables_{tables}, ports_{ports}, executor_{std::move(executor)} {
  replies.number(nullptr);
  for (std::size_t i = 0; i < scenario.services.size(); ++i)
    for (const eda::Subscription& subscription : scenario.services[i].subscriptions) {
      handlers_.push_back(&subscription.handler);
      services_.push_back(int(i));
    }
}

int BehaviourTrie::root(const Message& message, int now_ms) {
  const auto found = roots_.find(message);
  if (found != roots_.end() && !is_lazy_) return found->second;
  Node node;
  node.message = message;
  node.now_ms = now_ms;
  node.root = int(nodes_.size());
  if (is_lazy_) return add_later(std::move(node));
  const int number = add(std::move(node));
  if (suspension(number).read_clock) actions_[std::size_t(number)] = {.kind = Action::Kind::start};
  roots_.emplace(message, number);
  return number;
}

int BehaviourTrie::after(int number, int reply, int now_ms) {
  const Node& node = nodes_[std::size_t(number)];
  for (const Edge& edge : node.next)
    if (edge.reply == reply && (edge.now_ms == any_time || edge.now_ms == now_ms))
      return edge.child;
  Node child;
  child.parent = number;
  child.root = node.root;
  const bool has_asked = action(number).kind != Action::Kind::start;
  child.depth = node.depth + (has_asked ? 1 : 0);
  child.reply = reply;
  child.now_ms = now_ms;
  if (is_lazy_) {
    const int later = add_later(std::move(child));
    nodes_[std::size_t(number)].next.push_back({reply, now_ms, later});
    return later;
  }
  const int added = add(std::move(child));
  const bool depends_on_time = nodes_[std::size_t(added)].suspension.read_clock ||
                               action(number).kind == Action::Kind::start;
  nodes_[std::size_t(number)].next.push_back({reply, depends_on_time ? now_ms : any_time, added});
  return added;
}

int BehaviourTrie::add(Node node) {
  nodes_.push_back(std::move(node));
  const int number = int(nodes_.size()) - 1;
  Node& added = nodes_.back();
  added.suspension = learn(number);
  actions_.push_back(parse(added));
  return number;
}

int BehaviourTrie::add_later(Node node) {
  nodes_.push_back(std::move(node));
  actions_.push_back({.kind = Action::Kind::later});
  return int(nodes_.size()) - 1;
}

void BehaviourTrie::learn_now(int number, int now_ms) {
  Node& node = nodes_[std::size_t(number)];
  node.now_ms = now_ms;
  node.suspension = Suspension{};
  node.suspension = learn(number);
  const bool is_late_start = node.parent < 0 && node.suspension.read_clock;
  actions_[std::size_t(number)] = is_late_start ? Action{.kind = Action::Kind::start} : parse(node);
}

void BehaviourTrie::forget(int node) {
  nodes_[std::size_t(node)].run.reset();
  actions_[std::size_t(root_of(node))] = {.kind = Action::Kind::later};
}

History BehaviourTrie::history(int number) const {
  std::vector<int> path;
  for (int n = number; n >= 0; n = nodes_[std::size_t(n)].parent) path.push_back(n);
  std::reverse(path.begin(), path.end());
  const Node& root = nodes_[std::size_t(path.front())];
  History history;
  history.handler = root.message.handler;
  history.event = tables_.events.event(root.message.event);
  const auto at = [&](int now_ms) { return scenario_.start + Duration{now_ms}; };
  history.started = at(root.now_ms);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Node& node = nodes_[std::size_t(path[i])];
    if (i == 1 && action(path.front()).kind == Action::Kind::start)
      history.started = at(node.now_ms);
    else
      history.replies.push_back({replies[node.reply], at(node.now_ms)});
  }
  return history;
}

/// Returns the run that waits at the previous node, resumed up to `node`; null: there is none.
std::unique_ptr<Execution> BehaviourTrie::take_run(const Node& node) {
  Node& before = nodes_[std::size_t(node.parent)];
  if (!before.run) return nullptr;
  --runs_kept_;
  std::unique_ptr<Execution> run = std::move(before.run);
  if (action(node.parent).kind != Action::Kind::start)
    run->resume(replies[node.reply], scenario_.start + Duration{node.now_ms});
  else if (node.now_ms != before.now_ms)
    run.reset();  // it began at another time
  return run;
}

/// Resumes the run that waits at the previous node; without one, starts a new run. So each line of
/// an answer runs once along a calm schedule, as a debugger should show it.
Suspension BehaviourTrie::learn(int number) {
  ++questions_;
  Node& node = nodes_[std::size_t(number)];
  if (!executor_->keeps_executions()) {
    std::vector<Suspension> suspensions = executor_->run(history(number));
    check(number, suspensions);
    return suspensions.back();
  }
  std::unique_ptr<Execution> run = node.parent < 0 ? nullptr : take_run(node);
  if (!run) {
    History whole = history(number);
    run = executor_->start(whole.handler, std::make_shared<const Event>(std::move(whole.event)),
                           whole.started);
    check(number, follow(*run, whole.replies));
  }
  const Suspension suspension = run->suspension();
  if (!suspension.is_end() && runs_kept_ < runs_kept_max) {
    ++runs_kept_;
    node.run = std::move(run);
  }
  return suspension;
}

/// Throws HiddenState if the requests differ from those of earlier runs.
void BehaviourTrie::check(int number, const std::vector<Suspension>& suspensions) const {
  std::vector<int> path;
  for (int n = number; n >= 0; n = nodes_[std::size_t(n)].parent) path.push_back(n);
  std::reverse(path.begin(), path.end());
  if (path.size() > 1 && action(path.front()).kind == Action::Kind::start) path.erase(path.begin());
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Suspension& before = nodes_[std::size_t(path[i])].suspension;
    const bool is_news = before.action.is_null();
    if (i < suspensions.size() && (is_news || suspensions[i] == before)) continue;
    surprised(path[i], before, i < suspensions.size() ? &suspensions[i] : nullptr);
  }
  if (suspensions.size() > path.size())
    surprised(number, nodes_[std::size_t(number)].suspension, &suspensions.back());
}

void BehaviourTrie::surprised(int number, const Suspension& before, const Suspension* now) const {
  const History replies = history(number);
  std::string text = fmt::format("given the same {} (id {})", replies.event.type, replies.event.id);
  text += replies.replies.empty() ? "" : " and the same answers";
  for (const auto& [reply, at] : replies.replies) text += "\n    told " + reply.dump();
  text += "\n  it once asked for  " + before.action.dump();
  text +=
      "\n  and now asks for   " + (now == nullptr ? "nothing: it had ended" : now->action.dump());
  throw HiddenState{text, now == nullptr ? before.at : now->at};
}

Json BehaviourTrie::failure_json(const Node& node, const std::string& what) const {
  const Message& message = nodes_[std::size_t(node.root)].message;
  Json failure = Json::object();
  failure["service"] =
      scenario_.services[std::size_t(services_[std::size_t(message.handler)])].name;
  failure["event"] = tables_.events[message.event];
  failure["what"] = what;
  return failure;
}

int BehaviourTrie::number_of_failure(const Json& failure, const eda::Place& at) {
  const int number = failures.number(failure);
  if (number == int(failure_places_.size())) failure_places_.push_back(at);
  return number;
}

int BehaviourTrie::fail(const Node& node, const std::string& what) {
  return number_of_failure(failure_json(node, what), node.suspension.at);
}

int BehaviourTrie::overload_by(int node) {
  Json failure =
      failure_json(nodes_[std::size_t(node)],
                   fmt::format("a schedule has at most {} deliveries under way at once, and this "
                               "one has {}",
                               World::handlers_max, World::handlers_max + 1));
  failure["is_overload"] = true;
  return number_of_failure(failure, {});
}

Action BehaviourTrie::parse(const Node& node) {
  const Json& suspensions = node.suspension.action;
  if (suspensions.at("do") == "done") return {.kind = Action::Kind::done};
  if (suspensions.at("do") == "threw")
    return {.kind = Action::Kind::threw,
            .failure = fail(node, suspensions.at("what").get<std::string>())};
  if (node.depth >= scenario_.steps_per_delivery_max)
    return {.kind = Action::Kind::threw,
            .failure = fail(
                node, fmt::format("it has asked for {} things and still wants more: it never ends",
                                  scenario_.steps_per_delivery_max))};
  const int number = ports_.number_of(suspensions.at("port").get_ref<const std::string&>());
  const Message& message = nodes_[std::size_t(node.root)].message;
  const int service = services_[std::size_t(message.handler)];
  Port& port = ports_[number];
  Action action{.kind = Action::Kind::request,
                .port = number,
                .action = port.learn_from(suspensions, service, message)};
  action.may_be_independent = port.may_be_independent(action.action);
  return action;
}

void BehaviourTrie::audit() {
  for (int number = size(); number-- > 0;) {
    if (!nodes_[std::size_t(number)].next.empty()) continue;  // checked on the way to another node
    const History whole = history(number);
    check(number, executor_->run_afresh(whole));
  }
}

}  // namespace sim
