#include "real/outside.hpp"

#include "real/small_engines.hpp"
#include "sim/model/port_kind.hpp"

namespace real {

Outside::Outside(Nats& nats, const Setting& setting) : nats_{nats}, setting_{setting} {
  scenario_.services.emplace_back();
  const auto& kinds = sim::port_kinds();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const std::string& name = kinds[i].form.name;
    if (name != "gateway" && name != "mailer" && name != "metrics") continue;
    ports_[name] = kinds[i].port({.tables = tables_, .scenario = scenario_, .own_number = int(i)});
    engines_[name] = std::make_unique<sim::PortEngine>(tables_, *ports_[name]);
  }
  const auto receive = [](natsConnection*, natsSubscription*, natsMsg* raw, void* outside) {
    static_cast<Outside*>(outside)->answer(NatsMessage{raw});
  };
  if (natsConnection_Subscribe(&subscription_, nats_.connection(), outside_subject.c_str(), receive,
                               this) != NATS_OK)
    throw NatsError{"NATS: cannot subscribe to the requests to services outside"};
}

Outside::~Outside() {
  natsSubscription_Unsubscribe(subscription_);
  natsSubscription_Destroy(subscription_);
}

void Outside::answer(const NatsMessage& message) {
  const char* reply_to = natsMsg_GetReply(message.raw());
  const Json request = Json::parse(message.data());
  const auto engine = engines_.find(request.value("port", std::string{}));
  if (engine == engines_.end() || reply_to == nullptr) return;
  const sim::Performed performed = engine->second->carry_out(
      request, {.now_ms = setting_.pace.now_ms() - setting_.pace.start_ms, .random = random_});
  if (int(random_.below(100)) < setting_.answers_withheld) return;
  natsConnection_PublishString(nats_.connection(), reply_to, performed.reply.dump().c_str());
}

}  // namespace real
