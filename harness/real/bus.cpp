#include "real/bus.hpp"

#include <string_view>

#include "sim/model/ports/refusals.hpp"

namespace real {

std::vector<Consumer> consumers_of(const std::vector<eda::Service>& services) {
  using To = eda::Subscription::To;
  std::vector<Consumer> consumers;
  for (const eda::Service& service : services)
    for (std::size_t i = 0; i < service.subscriptions.size(); ++i) {
      const eda::Subscription& one = service.subscriptions[i];
      if (one.to == To::types)
        for (const std::string& type : one.types)
          consumers.push_back({consumer_of(service.name, i, type), subject_of(type)});
      if (one.to == To::pattern) consumers.push_back({consumer_of(service.name, i, ">"), "ev.>"});
    }
  return consumers;
}

const char* Bus::publish(const Json& event) const {
  const std::string text = event.dump(), subject = subject_of(event.at("type"));
  natsMsg* raw = nullptr;
  if (natsMsg_Create(&raw, subject.c_str(), nullptr, text.data(), int(text.size())) != NATS_OK)
    return "failed";
  const NatsMessage message{raw};
  natsMsgHeader_Set(raw, "Content-Type", "application/cloudevents+json");
  const Steady::time_point end = Steady::now() + Milliseconds{1000};
  while (true) {
    switch (js_PublishMsg(nullptr, nats_.stream(), raw, nullptr, nullptr)) {
      case NATS_OK:
        return "accepted";
      case NATS_NO_RESPONDERS:  // the stream has no leader: nothing was done
        if (Steady::now() >= end) return "failed";
        limit_.wait();
        break;
      default:
        limit_.wait();
        return "unknown";
    }
  }
}

Json Bus::carry_out(const Json& request) {
  for (const Json& event : request.at("events"))
    if (const auto flaw = sim::flaw_in_event(event, domain_, "published event"))
      return Json::object({{"invalid", *flaw}});
  Json reply = Json::array();
  for (const Json& event : request.at("events")) reply.push_back(publish(event));
  return reply;
}

Json Caller::carry_out(const Json& request) {
  Event event{answered};
  event.source = "caller";
  event.id = request.at("request").get<std::string>();
  event.data["request"] = request.at("request");
  event.data["value"] = request.at("value");
  const Json json = eda::to_json(event);
  while (bus_.publish(json) != std::string_view{"accepted"}) limit_.wait();
  return Json::object();
}

}  // namespace real
