#include "naive_gateway.hpp"
#include "ports/gateway/gateway_port.hpp"
#include "tests/port_alone.hpp"
#include "tests/tested_port.hpp"

namespace tested_ports {

namespace {

using brute_force::RandomCall;
using eda::Paid, eda::Task;
using limit_cases::Case;
namespace limits = eda::limits;

/// Mostly one key, so that calls meet.
Task<bool> ask(RandomCall call, eda::Gateway& gateway) {
  std::string key = call.what < 45 ? "key" : "other key";
  if (call.key == 0) key.clear();
  const std::string card = call.flag ? "declined" : "visa";
  const int cents = call.flag ? 200 : 100;
  const std::string order = "order-" + std::to_string(call.flag);
  Paid paid = Paid::done;
  switch (key.empty() ? call.what % 3 : call.what % 7) {
    case 0:
      paid = co_await gateway.charge(key, order, "visa", 100);
      break;
    case 1:
      paid = co_await gateway.authorise(key, order, "visa", cents);
      break;
    case 2:
      paid = co_await gateway.charge(key, order, card, 100);
      break;
    case 3:
      paid = co_await gateway.capture(key);
      break;
    case 4:
      paid = co_await gateway.refund(key);
      break;
    case 5:  // so that there is often something to look up
      paid = co_await gateway.charge(key, order, card, 100);
      [[fallthrough]];
    default: {
      const std::optional<eda::Charge> found = co_await gateway.lookup(key);
      co_return found && found->status == eda::Charge::Status::charged;
    }
  }
  co_return paid == Paid::done;
}

using Call = std::function<void()>;

template <typename Request>
Call to_gateway(Request request) {
  return [request] { (void)alone::action_of<sim::GatewayProxy>(request); };
}

Call charge(std::string key, std::string order, int cents, bool authorises = false) {
  return to_gateway([=](eda::Gateway& gateway) {
    return authorises ? gateway.authorise(key, order, "visa", cents)
                      : gateway.charge(key, order, "visa", cents);
  });
}
Call capture(std::string key) {
  return to_gateway([=](eda::Gateway& gateway) { return gateway.capture(key); });
}
Call refund(std::string key) {
  return to_gateway([=](eda::Gateway& gateway) { return gateway.refund(key); });
}
Call lookup(std::string key) {
  return to_gateway([=](eda::Gateway& gateway) { return gateway.lookup(key); });
}

std::vector<Case> limit_cases_of_it() {
  const std::size_t key_max = limits::gateway_key_characters_max;
  const std::size_t order_max = limits::gateway_order_characters_max;
  const std::string longest(key_max, 'k'), longer(key_max + 1, 'k');
  const int least = limits::gateway_cents_min, most = limits::gateway_cents_max;
  return {
      {"gateway_key_characters_max",
       double(key_max),
       "the key has 256 characters",
       {charge(longer, "42", 1), charge(longer, "42", 1, true), capture(longer), refund(longer),
        lookup(longer)},
       {charge(longest, "42", 1), charge(longest, "42", 1, true), capture(longest), refund(longest),
        lookup(longest)}},
      {"gateway_empty_key",
       0,
       "the key is empty",
       {capture(""), refund(""), lookup("")},
       {charge("", "42", 1), charge("", "42", 1, true)}},
      {"gateway_order_characters_max",
       double(order_max),
       "the order has 501 characters",
       {charge("k", std::string(order_max + 1, 'o'), 1)},
       {charge("k", std::string(order_max, 'o'), 1), charge("k", "", 1)}},
      {"gateway_cents_min",
       double(least),
       "0 cents. The gateway takes 1 to 99999999.",
       {charge("k", "42", least - 1), charge("k", "42", least - 1, true)},
       {charge("k", "42", least)}},
      {"gateway_cents_max",
       double(most),
       "100000000 cents. The gateway takes 1 to 99999999.",
       {charge("k", "42", most + 1), charge("k", "42", most + 1, true)},
       {charge("k", "42", most)}},
  };
}

}  // namespace

TestedPort gateway() {
  return {.name = "gateway",
          .naive = []() -> std::unique_ptr<brute_force::NaivePort> {
            return std::make_unique<NaiveGateway>();
          },
          .call = [](const eda::Environment& environment,
                     RandomCall call) { return ask(call, environment.port<eda::Gateway>()); },
          .features = {"money found", "money not found", "payment unknown, done",
                       "payment unknown, not done", "a key again", "a key again after a day",
                       "the gateway is down", "the gateway hangs", "the gateway is slow"},
          .has_weather = true,
          .limits = limit_cases_of_it};
}

}  // namespace tested_ports
