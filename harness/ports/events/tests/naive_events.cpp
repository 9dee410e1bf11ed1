#include "naive_events.hpp"

#include <algorithm>

namespace tested_ports {

using eda::Json;

namespace {

/// The events of `list` from index `first` on, up to `at_most`.
Json some_of(const std::vector<Json>& list, int first, int at_most) {
  Json some = Json::array();
  for (int i = first; i < int(list.size()) && i < first + at_most; ++i)
    some.push_back(list[std::size_t(i)]);
  return some;
}

}  // namespace

brute_force::Answered NaiveEvents::answer(const Json& request,
                                          const brute_force::Circumstances& here) {
  if (request.at("do") == "append") return {append(request, here)};
  if (request.at("do") == "read") return {read(request, here)};
  here.seen.insert("all streams read");
  return {some_of(all_, request.at("after"), request.at("at_most"))};
}

Json NaiveEvents::append(const Json& request, const brute_force::Circumstances& here) {
  const int length = int(stream(request.at("stream")).size());
  const bool is_conflict = length != request.at("expected");
  here.seen.insert(is_conflict ? "append refused" : "append");
  enum Fate { told, lost, unheard };
  const int fate = here.left.unknowns_max == 0 ? told : here.picks.pick(is_conflict ? 2 : 3);
  if (fate != told) {
    --here.left.unknowns_max;
    here.seen.insert(fate == lost ? "append unknown, not done" : "append unknown, done");
  }
  const Json unknown = Json::object({{"result", "unknown"}});
  if (fate == lost) return unknown;
  if (is_conflict) return Json::object({{"result", "conflict"}, {"version", length}});
  const Json reply = carry_out(request, here);
  return fate == unheard ? unknown : reply;
}

Json NaiveEvents::carry_out(const Json& request, const brute_force::Circumstances& here) {
  const std::string name = request.at("stream");
  const int count = int(request.at("events").size());
  int repeated = 0;  // 0: none; else one of the events, for one of the subscribers
  if (here.left.redeliveries_max > 0) repeated = here.picks.pick(1 + count * here.subscribers);
  if (repeated > 0) {
    --here.left.redeliveries_max;
    here.seen.insert("an event comes again");
  }
  for (int i = 0; i < count; ++i) {
    Json event = request.at("events").at(std::size_t(i));
    event["stream"] = name;
    event["version"] = int(stream(name).size()) + 1;
    event["position"] = int(all_.size()) + 1;
    all_.push_back(event);
    for (int subscriber = 0; subscriber < here.subscribers; ++subscriber) {
      const bool is_again = repeated == 1 + i * here.subscribers + subscriber;
      for (int copies = is_again ? 2 : 1; copies > 0; --copies)
        here.deliver(name, subscriber, eda::event_from_json(event));
    }
  }
  return Json::object({{"result", "appended"},
                       {"version", int(stream(name).size())},
                       {"position", int(all_.size())}});
}

Json NaiveEvents::read(const Json& request, const brute_force::Circumstances& here) const {
  const std::vector<Json> newest = stream(request.at("stream"));
  const int first = request.at("from").get<int>() - 1;
  std::vector<Json> answers{some_of(newest, first, request.at("at_most"))};
  if (!request.at("strong") && here.left.stale_reads_max > 0)
    for (std::size_t length = 0; length < newest.size(); ++length) {
      const std::vector<Json> older(newest.begin(), newest.begin() + std::ptrdiff_t(length));
      const Json answer = some_of(older, first, request.at("at_most"));
      if (std::count(answers.begin(), answers.end(), answer) == 0) answers.push_back(answer);
    }
  const int picked = answers.size() > 1 ? here.picks.pick(int(answers.size())) : 0;
  here.seen.insert(picked > 0 ? "an older stream read" : "a stream read");
  if (picked > 0) --here.left.stale_reads_max;
  return answers[std::size_t(picked)];
}

std::vector<Json> NaiveEvents::stream(const std::string& name) const {
  std::vector<Json> events;
  for (const Json& event : all_)
    if (event.at("stream") == name) events.push_back(event);
  return events;
}

std::string NaiveEvents::text(std::int64_t /*now_ms*/, std::set<std::string>& /*seen*/) const {
  std::string text;
  for (const Json& event : all_) text += "stored " + event.dump() + "\n";
  return text;
}

Json NaiveEvents::held() const { return Json::object({{"events", Json(all_)}}); }

}  // namespace tested_ports
