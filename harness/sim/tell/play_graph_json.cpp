#include <algorithm>

#include "sim/tell/play_graph.hpp"

namespace sim {

namespace {

/// Names of the messages, each as SchedulePlayer::name_of has it when all others are known.
Json names_of(const TransitionSystem& system, const std::vector<Message>& messages) {
  Json names = Json::array();
  const auto& events = system.scenario().events;
  for (const Message& message : messages) {
    const Event& event = system.tables().events.event(message.event);
    const auto is_namesake = [&](const Event& other) {
      return other.type == event.type && !(other == event);
    };
    std::string name = short_type(event.type);
    if (std::ranges::any_of(events, is_namesake, &Arrival::event) ||
        std::ranges::any_of(messages, [&](const Message& other) {
          return other.event != message.event &&
                 system.tables().events.event(other.event).type == event.type;
        }))
      name += " " + short_name(event);
    const auto& services = system.scenario().services;
    const std::string service =
        services[std::size_t(system.behaviour.service_of(message.handler))].name;
    if (std::ranges::any_of(messages, [&](const Message& other) {
          return other.event == message.event && other.handler != message.handler;
        }))
      name += " to " + service;
    const auto alike = std::ranges::find_if(messages, [&](const Message& other) {
      return other.event == message.event && other.handler == message.handler;
    });
    names.push_back(
        {{"service", service}, {"name", name}, {"alike", int(alike - messages.begin())}});
  }
  return names;
}

Json json_of(const std::vector<PlayGraph::Arrived>& arrived) {
  Json json = Json::array();
  for (const auto& one : arrived) json.push_back({one.message, one.node, one.why});
  return json;
}

/// {"what", "node", …} without the members that say nothing.
Json json_of(const PlayGraph::Deed& deed) {
  Json json = {{"what", int(deed.step.what)}, {"words", deed.words}};
  const auto add = [&](const char* name, int value, int none) {
    if (value != none) json[name] = value;
  };
  add("node", deed.step.node, -1);
  add("variant", deed.step.variant, 0);
  add("message", deed.message, -1);
  add("to", deed.to, -1);
  add("waits", deed.waits, -1);
  add("again", deed.again, -1);
  add("faults", deed.faults, 0);
  if (deed.check != '0') json["check"] = std::string{deed.check};
  if (!deed.arrived.empty()) json["arrived"] = json_of(deed.arrived);
  for (const PlayGraph::Told& one : deed.told)
    json["told"].push_back({one.answer, one.node, one.why});
  return json;
}

Json json_of(Budget budget) {
  Json left = Json::object();
  for (int i = 0; i < faults_count; ++i) {
    const std::string name{fault_names[std::size_t(i)]};
    if (const int count = budget.left(Fault(i)); count > 0)
      left[name] = left.value(name, 0) + count;
  }
  return left;
}

template <typename Interned>
Json all_of(const Interned& interned) {
  Json all = Json::array();
  for (int i = 0; i < interned.size(); ++i) all.push_back(interned[i]);
  return all;
}

/// For each world: scene, end + 1, distance + 1, loss + 1, number of its moves, and for
/// each of them the deed and the difference between the two worlds' numbers.
Json numbers_of(const std::vector<PlayGraph::Place>& places) {
  Json numbers = Json::array();
  for (std::size_t i = 0; i < places.size(); ++i) {
    const PlayGraph::Place& place = places[i];
    for (const int number :
         {place.scene, place.end + 1, place.distance + 1, place.loss + 1, int(place.moves.size())})
      numbers.push_back(number);
    for (const PlayGraph::Move& move : place.moves) {
      numbers.push_back(move.deed);
      numbers.push_back(move.to - int(i));
    }
  }
  return numbers;
}

}  // namespace

Json PlayGraph::contents_of(TransitionSystem& system, const World& world) {
  Json all = Json::object();
  for (int p = 0; p < WorldPorts::count; ++p) {
    const Json shown = system.ports()[p].show(world.ports[std::size_t(p)]);
    if (!shown.empty()) all[system.ports().name_of(p)] = shown;
  }
  return all;
}

Json PlayGraph::words_of(const SchedulePlayer& before, const Step& step,
                         const SchedulePlayer& after) {
  TraceStep line = trace_step(before, step, after);
  // who moves, who is late, who arrives and who gets an answer: the page knows their names
  line.delivery = -1;
  line.who = "";
  line.at_ms = 0;
  line.ports = Json::object();
  line.said = line.last_said = {};
  for (std::size_t i = 0; i < before.deliveries().size(); ++i)
    if (before.deliveries()[i].can_move()) std::erase(line.late, before.name_of(int(i)));
  std::erase_if(line.asides, [](const Aside& aside) { return aside.what != Aside::What::expired; });
  Json words = sim::to_json(line);
  for (const char* name : {"delivery", "who", "at_ms", "ports", "said", "last_said", "otherwise"})
    words.erase(name);
  words.erase("file");
  words.erase("line");
  for (Json& aside : words["asides"]) {
    aside.erase("file");
    aside.erase("line");
  }
  return words;
}

Json PlayGraph::to_json() const {
  Json json = Json::object();
  json["messages"] = names_of(*system_, messages);
  json["starts"] = Json::array();
  for (const Start& start : starts) {
    Json copied = Json::array();
    for (const int message : start.copied)
      copied.push_back(json["messages"][std::size_t(message)]["name"]);
    json["starts"].push_back({{"world", start.world},
                              {"number", start.number},
                              {"copies", start.copies},
                              {"copied", copied},
                              {"arrived", json_of(start.arrived)}});
  }
  json["deeds"] = Json::array();
  for (const Deed& deed : deeds) json["deeds"].push_back(json_of(deed));
  json["words"] = all_of(words);
  json["ports"] = Json::array();
  for (int p = 0; p < WorldPorts::count; ++p) json["ports"].push_back(system_->ports().name_of(p));
  json["contents"] = all_of(contents);
  json["budgets"] = Json::array();
  for (const Budget& budget : budgets) json["budgets"].push_back(json_of(budget));
  json["scenes"] = all_of(scenes);
  json["worlds"] = numbers_of(places);
  return json;
}

}  // namespace sim
