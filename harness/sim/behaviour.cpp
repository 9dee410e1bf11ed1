#include "sim/behaviour.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/host.hpp"

namespace sim {

using eda::Json;

Oracle in_process(const Scenario& scenario) {
  std::vector<eda::Handler> handlers;
  for (const eda::Service& service : scenario.services)
    for (const eda::Subscription& subscription : service.subscriptions)
      handlers.push_back(subscription.handler);
  Oracle oracle;
  oracle.ask = [handlers](const Question& question) {
    return rehearse(handlers[std::size_t(question.handler)], question);
  };
  oracle.begin = [handlers](const Question& question) {
    return std::make_unique<Run>(handlers[std::size_t(question.handler)], question.event,
                                 question.started);
  };
  return oracle;
}

Oracle elsewhere(std::shared_ptr<Host> host) {
  Oracle oracle{.ask = [host](const Question& question) { return host->ask(question); }};
  oracle.host = std::move(host);
  return oracle;
}

Behaviour::Behaviour(const Scenario& scenario, Library& library, const WorldPorts& ports,
                     Oracle oracle)
    : scenario_{scenario}, library_{library}, ports_{ports}, oracle_{std::move(oracle)} {
  tolds.number(nullptr);
  for (std::size_t i = 0; i < scenario.services.size(); ++i)
    for (const eda::Subscription& subscription : scenario.services[i].subscriptions) {
      handlers_.push_back(&subscription.handler);
      services_.push_back(int(i));
    }
}

int Behaviour::root(const Message& message, int now_ms) {
  const auto found = roots_.find(message);
  if (found != roots_.end() && !is_lazy_) return found->second;
  Node node;
  node.message = message;
  node.now_ms = now_ms;
  node.root = int(nodes_.size());
  if (is_lazy_) return add_later(std::move(node));
  const int number = add(std::move(node));
  if (asks(number).read_clock) actions_[std::size_t(number)] = {.kind = Action::Kind::start};
  roots_.emplace(message, number);
  return number;
}

int Behaviour::after(int number, int told, int now_ms) {
  const Node& node = nodes_[std::size_t(number)];
  for (const Edge& edge : node.next)
    if (edge.told == told && (edge.now_ms == any_time || edge.now_ms == now_ms)) return edge.child;
  Node child;
  child.parent = number;
  child.root = node.root;
  const bool has_asked = action(number).kind != Action::Kind::start;
  child.depth = node.depth + (has_asked ? 1 : 0);
  child.told = told;
  child.now_ms = now_ms;
  if (is_lazy_) {
    const int later = add_later(std::move(child));
    nodes_[std::size_t(number)].next.push_back({told, now_ms, later});
    return later;
  }
  const int added = add(std::move(child));
  const bool depends_on_time =
      nodes_[std::size_t(added)].asks.read_clock || action(number).kind == Action::Kind::start;
  nodes_[std::size_t(number)].next.push_back({told, depends_on_time ? now_ms : any_time, added});
  return added;
}

int Behaviour::add(Node node) {
  nodes_.push_back(std::move(node));
  const int number = int(nodes_.size()) - 1;
  Node& added = nodes_.back();
  added.asks = learn(number);
  actions_.push_back(parse(added));
  return number;
}

int Behaviour::add_later(Node node) {
  nodes_.push_back(std::move(node));
  actions_.push_back({.kind = Action::Kind::later});
  return int(nodes_.size()) - 1;
}

void Behaviour::learn_now(int number, int now_ms) {
  Node& node = nodes_[std::size_t(number)];
  node.now_ms = now_ms;
  node.asks = Ask{};
  node.asks = learn(number);
  const bool is_late_start = node.parent < 0 && node.asks.read_clock;
  actions_[std::size_t(number)] = is_late_start ? Action{.kind = Action::Kind::start} : parse(node);
}

void Behaviour::forget(int node) {
  nodes_[std::size_t(node)].run.reset();
  actions_[std::size_t(root_of(node))] = {.kind = Action::Kind::later};
}

Question Behaviour::question(int number) const {
  std::vector<int> path;
  for (int n = number; n >= 0; n = nodes_[std::size_t(n)].parent) path.push_back(n);
  std::reverse(path.begin(), path.end());
  const Node& root = nodes_[std::size_t(path.front())];
  Question question;
  question.handler = root.message.handler;
  question.event = library_.events.event(root.message.event);
  const auto at = [&](int now_ms) { return scenario_.start + Duration{now_ms}; };
  question.started = at(root.now_ms);
  for (std::size_t i = 1; i < path.size(); ++i) {
    const Node& node = nodes_[std::size_t(path[i])];
    if (i == 1 && action(path.front()).kind == Action::Kind::start)
      question.started = at(node.now_ms);
    else
      question.history.push_back({tolds[node.told], at(node.now_ms)});
  }
  return question;
}

/// The run that waits at the node before, led on to `node`; null: there is none.
std::unique_ptr<Running> Behaviour::take_run(const Node& node) {
  Node& before = nodes_[std::size_t(node.parent)];
  if (!before.run) return nullptr;
  --runs_kept_;
  std::unique_ptr<Running> run = std::move(before.run);
  if (action(node.parent).kind != Action::Kind::start)
    run->tell(tolds[node.told], scenario_.start + Duration{node.now_ms});
  else if (node.now_ms != before.now_ms)
    run.reset();  // it has seen another time
  return run;
}

/// Goes on with the run that waits at the node before, so that along a calm schedule each line of
/// an answer runs once, as somebody with a debugger expects; else begins anew.
Ask Behaviour::learn(int number) {
  ++questions_;
  Node& node = nodes_[std::size_t(number)];
  if (!oracle_.begin) {
    std::vector<Ask> asked = oracle_.ask(question(number));
    check(number, asked);
    return asked.back();
  }
  std::unique_ptr<Running> run = node.parent < 0 ? nullptr : take_run(node);
  if (!run) {
    const Question whole = question(number);
    run = oracle_.begin(whole);
    check(number, go_along(*run, whole.history));
  }
  const Ask asks = run->asks();
  if (!asks.is_end() && runs_kept_ < runs_kept_max) {
    ++runs_kept_;
    node.run = std::move(run);
  }
  return asks;
}

/// What was asked along the way must be what it asked the other times.
void Behaviour::check(int number, const std::vector<Ask>& asked) const {
  std::vector<int> path;
  for (int n = number; n >= 0; n = nodes_[std::size_t(n)].parent) path.push_back(n);
  std::reverse(path.begin(), path.end());
  if (path.size() > 1 && action(path.front()).kind == Action::Kind::start) path.erase(path.begin());
  for (std::size_t i = 0; i < path.size(); ++i) {
    const Ask& before = nodes_[std::size_t(path[i])].asks;
    const bool is_news = before.action.is_null();
    if (i < asked.size() && (is_news || asked[i] == before)) continue;
    surprised(path[i], before, i < asked.size() ? &asked[i] : nullptr);
  }
  if (asked.size() > path.size())
    surprised(number, nodes_[std::size_t(number)].asks, &asked.back());
}

void Behaviour::surprised(int number, const Ask& before, const Ask* now) const {
  const Question history = question(number);
  std::string text = fmt::format("given the same {} (id {})", history.event.type, history.event.id);
  text += history.history.empty() ? "" : " and the same answers";
  for (const auto& [told, at] : history.history) text += "\n    told " + told.dump();
  text += "\n  it once asked for  " + before.action.dump();
  text +=
      "\n  and now asks for   " + (now == nullptr ? "nothing: it had ended" : now->action.dump());
  throw HiddenState{text};
}

int Behaviour::fail(const Node& node, const std::string& what) {
  const Message& message = nodes_[std::size_t(node.root)].message;
  Json failure = Json::object();
  failure["service"] =
      scenario_.services[std::size_t(services_[std::size_t(message.handler)])].name;
  failure["event"] = library_.events[message.event];
  failure["what"] = what;
  const int number = failures.number(failure);
  if (number == int(failure_places_.size())) failure_places_.push_back(node.asks.at);
  return number;
}

Action Behaviour::parse(const Node& node) {
  const Json& asked = node.asks.action;
  if (asked.at("do") == "done") return {.kind = Action::Kind::done};
  if (asked.at("do") == "threw")
    return {.kind = Action::Kind::threw,
            .failure = fail(node, asked.at("what").get<std::string>())};
  if (node.depth >= scenario_.steps_per_delivery_max)
    return {.kind = Action::Kind::threw,
            .failure = fail(
                node, fmt::format("it has asked for {} things and still wants more: it never ends",
                                  scenario_.steps_per_delivery_max))};
  const int number = ports_.number_of(asked.at("port").get_ref<const std::string&>());
  const int service = services_[std::size_t(nodes_[std::size_t(node.root)].message.handler)];
  Port& port = ports_[number];
  Action action{.kind = Action::Kind::ask, .port = number, .action = port.learn(asked, service)};
  action.may_settle = port.may_settle(action.action);
  return action;
}

void Behaviour::audit() {
  for (int number = size(); number-- > 0;) {
    if (!nodes_[std::size_t(number)].next.empty()) continue;  // asked on the way to another
    const Question whole = question(number);
    check(number, oracle_.host ? oracle_.host->ask_afresh(whole) : oracle_.ask(whole));
  }
}

}  // namespace sim
