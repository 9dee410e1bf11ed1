#include "ports/cloud/cloud_port.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "sim/model/port_kind.hpp"

namespace sim {

using eda::Json;

namespace {

/// SQS API Reference, DeleteQueue and CreateQueue: up to 60 seconds until each reader knows.
constexpr int visible_after_ms = 60'000;

bool has_verb(const Json& request, std::string_view verb) { return request.at("do") == verb; }

/// "queue/orders"; of a list its kind: "queue".
std::string id_in(const Json& request) {
  const std::string kind = request.at("kind");
  return has_verb(request, "list") ? kind : kind + "/" + request.at("name").get<std::string>();
}

/// The resource that a request to create it names.
Json resource_of(const Json& request) {
  Json resource = Json::object();
  for (const char* name : {"kind", "name", "settings", "needs"}) resource[name] = request.at(name);
  return resource;
}

bool is_earlier(const Json& a, const Json& b) {
  const auto rank = [](const Json& one) {
    return std::pair{one.at("kind").get<std::string>(), one.at("name").get<std::string>()};
  };
  return rank(a) < rank(b);
}

void insert(std::vector<int>& sorted, int number) {
  const auto place = std::lower_bound(sorted.begin(), sorted.end(), number);
  if (place == sorted.end() || *place != number) sorted.insert(place, number);
}

Effect with_fault(Effect effect, Fault fault) {
  effect.spent = Budget::one(fault);
  return effect;
}

/// The effects of a change: that without a fault, and those with one. `done` changes the state.
std::vector<Effect> effects_of(Effect done, const Situation& situation) {
  const auto nothing = [&](const char* told, Fault fault) {
    return with_fault({.state = situation.state, .reply = told}, fault);
  };
  std::vector<Effect> effects{done};
  if (situation.faults.left(Fault::throttle) > 0)
    effects.push_back(nothing("throttled", Fault::throttle));
  if (situation.faults.left(Fault::unknown) == 0) return effects;
  if (done.state != situation.state) {
    done.reply = "unknown";
    effects.push_back(with_fault(std::move(done), Fault::unknown));
  }
  effects.push_back(nothing("unknown", Fault::unknown));
  return effects;
}

}  // namespace

int CloudPort::learn(const Json& json, int /*service*/) {
  const int action = actions_.number(json);
  if (action == int(ids_.size())) ids_.push_back(texts_.number(id_in(json)));
  return action;
}

CloudPort::State CloudPort::read(int number) const {
  const std::vector<int>& ints = states_[number];
  State state;
  if (ints.empty()) return state;
  state.latest = ints[0];
  state.was_created = ints[1];
  state.at_ms = ints[2];
  const auto erased = ints.begin() + 4, resources = erased + ints[3];
  state.erased.assign(erased, resources);
  state.resources.assign(resources, ints.end());
  return state;
}

int CloudPort::write(const State& state) {
  std::vector<int> ints{state.latest, state.was_created, state.at_ms, int(state.erased.size())};
  ints.insert(ints.end(), state.erased.begin(), state.erased.end());
  ints.insert(ints.end(), state.resources.begin(), state.resources.end());
  return states_.number(ints);
}

std::optional<std::size_t> CloudPort::find(const State& state, int id) const {
  for (std::size_t i = 0; i < state.resources.size(); ++i)
    if (ids_[std::size_t(state.resources[i])] == id) return i;
  return std::nullopt;
}

std::optional<CloudPort::State> CloudPort::before_the_latest(const State& state,
                                                             const Situation& situation) const {
  const bool is_possible = state.latest >= 0 && situation.faults.left(Fault::stale) > 0 &&
                           situation.now_ms - state.at_ms < visible_after_ms;
  if (!is_possible) return std::nullopt;
  State before = state;
  if (state.was_created)
    std::erase(before.resources, state.latest);
  else
    insert(before.resources, state.latest);
  return before;
}

void CloudPort::note_change(State& state, int resource, bool is_created,
                            const Situation& situation) {
  if (situation.faults.left(Fault::stale) == 0) return;  // then `forget` has left no latest change
  state.latest = resource;
  state.was_created = int(is_created);
  state.at_ms = situation.now_ms;
}

std::vector<Effect> CloudPort::step(int action, const Situation& situation) {
  const Json& request = actions_[action];
  if (has_verb(request, "create")) return create(action, situation);
  return has_verb(request, "erase") ? erase(action, situation) : look(action, situation);
}

std::vector<Effect> CloudPort::create(int action, const Situation& situation) {
  const Json& request = actions_[action];
  State state = read(situation.state);
  const auto stays = [&](Json reply) {
    return effects_of({.state = situation.state, .reply = std::move(reply)}, situation);
  };
  if (find(state, ids_[std::size_t(action)])) return stays("exists");
  const std::optional<State> before = before_the_latest(state, situation);
  bool may_be_unseen = false;
  for (const Json& need : request.at("needs")) {
    const int id = texts_.number(need);
    if (!find(state, id))
      return stays(Json::object({{"invalid", fmt::format("create {}: it needs {}, which does not "
                                                         "exist",
                                                         id_in(request), need.dump())}}));
    may_be_unseen = may_be_unseen || (before && !find(*before, id));
  }
  insert(state.resources, action);
  note_change(state, action, true, situation);
  std::vector<Effect> effects = effects_of({.state = write(state), .reply = "created"}, situation);
  if (may_be_unseen)
    effects.push_back(with_fault({.state = situation.state, .reply = "throttled"}, Fault::stale));
  return effects;
}

std::vector<Effect> CloudPort::erase(int action, const Situation& situation) {
  State state = read(situation.state);
  const int id = ids_[std::size_t(action)];
  const std::optional<std::size_t> place = find(state, id);
  if (!place) return effects_of({.state = situation.state, .reply = "not_found"}, situation);
  note_change(state, state.resources[*place], false, situation);
  state.resources.erase(state.resources.begin() + std::ptrdiff_t(*place));
  insert(state.erased, id);
  return effects_of({.state = write(state), .reply = "erased"}, situation);
}

std::vector<Effect> CloudPort::look(int action, const Situation& situation) const {
  const State state = read(situation.state);
  std::vector<Effect> effects{{.state = situation.state, .reply = seen(action, state)}};
  const std::optional<State> before = before_the_latest(state, situation);
  if (!before) return effects;
  Json older = seen(action, *before);
  if (older != effects.front().reply)
    effects.push_back(
        with_fault({.state = situation.state, .reply = std::move(older)}, Fault::stale));
  return effects;
}

Json CloudPort::seen(int action, const State& state) const {
  const Json& request = actions_[action];
  std::vector<Json> found;
  for (const int resource : state.resources)
    if (has_verb(request, "list") ? actions_[resource].at("kind") == request.at("kind")
                                  : ids_[std::size_t(resource)] == ids_[std::size_t(action)])
      found.push_back(resource_of(actions_[resource]));
  std::ranges::sort(found, is_earlier);
  return found;
}

int CloudPort::forget(int number, Budget left) {
  State state = read(number);
  if (left.left(Fault::stale) > 0 || state.latest < 0) return number;
  state.latest = -1;
  state.was_created = state.at_ms = 0;
  return write(state);
}

/// Where a read may miss the latest change, each change touches what that is, and time matters.
std::vector<Touch> CloudPort::touches(int action) {
  if (may_be_stale_) return Port::touches(action);
  using Access = Touch::Access;
  const Json& request = actions_[action];
  const int id = ids_[std::size_t(action)];
  if (has_verb(request, "describe") || has_verb(request, "list"))
    return {{.thing = id, .access = Access::reads}};
  const int kind = texts_.number(request.at("kind"));
  std::vector<Touch> touches{{.thing = id, .access = Access::changes},
                             {.thing = kind, .access = Access::adds}};
  if (has_verb(request, "create"))
    for (const Json& need : request.at("needs"))
      touches.push_back({.thing = texts_.number(need), .access = Access::reads});
  return touches;
}

Request CloudPort::request(int action) const {
  const Json& json = actions_[action];
  return {.verb = json.at("do"),
          .key = id_in(json),
          .eventual = has_verb(json, "describe") || has_verb(json, "list")};
}

Reply CloudPort::reply(int action, const Json& json) const {
  if (json.is_array()) {
    if (json.empty() && has_verb(actions_[action], "describe")) return {.result = Result::missing};
    Reply reply{.result = json.empty() ? Result::missing : Result::found, .rows = Json::array()};
    for (const Json& resource : json) {
      Json row = Json::object();
      row["key"] = resource.at("name");
      row["version"] = 1;
      row["value"] = resource.at("settings");
      reply.rows.push_back(std::move(row));
    }
    return reply;
  }
  if (json.is_object())
    return {.result = Result::invalid, .reason = json.at("invalid").get<std::string>()};
  if (json == "throttled") return {.result = Result::throttled};
  if (json == "unknown") return {.result = Result::unknown};
  return {.result = Result::done, .value = json == "not_found" ? Json("nothing there") : json};
}

Json CloudPort::book(int number) const {
  const State state = read(number);
  std::vector<Json> resources;
  for (const int resource : state.resources) resources.push_back(resource_of(actions_[resource]));
  std::ranges::sort(resources, is_earlier);
  std::vector<Json> erased;
  for (const int id : state.erased) erased.push_back(texts_[id]);
  std::ranges::sort(erased);  // numbers of ids depend on what was explored first
  Json book = Json::object();
  book["resources"] = std::move(resources);
  book["erased"] = std::move(erased);
  return book;
}

Json CloudPort::show(int number) const {
  Json kinds = Json::object();
  for (const int action : read(number).resources) {
    const Json& resource = actions_[action];
    kinds[resource.at("kind").get<std::string>()][resource.at("name").get<std::string>()] =
        resource.at("settings");
  }
  return kinds;
}

namespace ports {

PortKind cloud() {
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<CloudPort>(setting.scenario.faults.stale_reads_max > 0);
  };
  const Field kind = form::text("kind"), name = form::text("name");
  return port_kind<eda::Cloud, CloudProxy>(
      {.name = "cloud",
       .title = "control plane",
       .requests = {{{"create"}, {kind, name, form::any("settings"), form::any("needs")}},
                    {{"describe", "erase"}, {kind, name}},
                    {{"list"}, {kind}}}},
      port);
}

}  // namespace ports

}  // namespace sim
