#include "ports/gateway/gateway_port.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "eda/detail/text.hpp"
#include "sim/model/port_kind.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/weather.hpp"

namespace sim {

using eda::Charge, eda::Json, eda::Paid, eda::Task;
namespace limits = eda::limits;

namespace {

enum Status { declined, authorised, charged, refunded, voided };
constexpr std::array<const char*, 5> statuses{"declined", "authorised", "charged", "refunded",
                                              "voided"};

/// Stripe API Reference, idempotent requests: keys are removed after 24 hours.
constexpr std::int64_t key_life_ms = Duration{24h}.count();
/// No scenario lasts as long: it is what an int can count.
constexpr std::int64_t key_horizon_ms = INT32_MAX;

Json request_of(const char* verb, std::string key) {
  Json request = Json::object();
  request["port"] = "gateway";
  request["do"] = verb;
  request["key"] = std::move(key);
  return request;
}

Json money_request(const char* verb, std::string key, std::string order, std::string card,
                   int cents) {
  Json request = request_of(verb, std::move(key));
  request["order"] = std::move(order);
  request["card"] = std::move(card);
  request["cents"] = cents;
  return request;
}

bool is_for_money(const Json& request) { return request.contains("card"); }

std::string text(const Json& request, const char* name) { return request.at(name); }

/// Throws InvalidRequest for what the gateway refuses whatever it holds: limits.md.
void check_gateway_request(const Json& request) {
  const std::string key = text(request, "key");
  const auto refuse = [&](const std::string& why) {
    throw eda::InvalidRequest{
        fmt::format("{} {}: {}", text(request, "do"), eda::detail::in_quotes(key), why)};
  };
  const std::size_t count = characters(key);
  if (count > limits::gateway_key_characters_max)
    refuse(fmt::format("the key has {} characters. The gateway takes up to {}.", count,
                       limits::gateway_key_characters_max));
  if (!is_for_money(request)) {
    if (key.empty()) refuse("the key is empty. Name the one that the money was asked for under.");
    return;
  }
  const std::size_t order_count = characters(text(request, "order"));
  if (order_count > limits::gateway_order_characters_max)
    refuse(fmt::format("the order has {} characters. The gateway takes up to {}.", order_count,
                       limits::gateway_order_characters_max));
  const int cents = request.at("cents");
  if (cents < limits::gateway_cents_min || cents > limits::gateway_cents_max)
    refuse(fmt::format("{} cents. The gateway takes {} to {}.", cents, limits::gateway_cents_min,
                       limits::gateway_cents_max));
}

}  // namespace

Task<Paid> GatewayProxy::pay(Json request) {
  const Json reply = co_await channel_.send(std::move(request), check_gateway_request);
  if (reply == "done") co_return Paid::done;
  co_return reply == "declined" ? Paid::declined : Paid::unknown;
}

Task<Paid> GatewayProxy::charge(std::string key, std::string order, std::string card, int cents) {
  return pay(money_request("charge", std::move(key), std::move(order), std::move(card), cents));
}

Task<Paid> GatewayProxy::authorise(std::string key, std::string order, std::string card,
                                   int cents) {
  return pay(money_request("authorise", std::move(key), std::move(order), std::move(card), cents));
}

Task<Paid> GatewayProxy::capture(std::string key) {
  return pay(request_of("capture", std::move(key)));
}

Task<Paid> GatewayProxy::refund(std::string key) {
  return pay(request_of("refund", std::move(key)));
}

Task<std::optional<Charge>> GatewayProxy::lookup(std::string key) {
  Json request = request_of("lookup", key);
  const Json reply = co_await channel_.send(std::move(request), check_gateway_request);
  if (reply.empty()) co_return std::nullopt;
  const std::string status = text(reply, "status");
  const auto place = std::find(statuses.begin() + authorised, statuses.end(), status);
  co_return Charge{key, text(reply, "order"), reply.at("cents").get<int>(),
                   Charge::Status(place - statuses.begin() - authorised)};
}

int GatewayPort::learn(const Json& action, int /*service*/) { return actions_.number(action); }

GatewayPort::Book GatewayPort::read(int state) const {
  const std::vector<int>& ints = states_[state];
  Book book(ints.size() / 5);
  for (std::size_t i = 0; i < book.size(); ++i) {
    const int* at = ints.data() + 5 * i;
    book[i] = {at[0], at[1], at[2], at[3], at[4]};
  }
  return book;
}

int GatewayPort::write(const Book& book) {
  std::vector<int> ints;
  for (const Entry& entry : book)
    ints.insert(ints.end(), {entry.key, entry.order, entry.cents, entry.status, entry.until_ms});
  return states_.number(ints);
}

const GatewayPort::Entry* GatewayPort::latest(const Book& book, int key) {
  const auto found = std::find_if(book.rbegin(), book.rend(), [&](const Entry& entry) {
    return entry.key == key && entry.status != declined;
  });
  return found == book.rend() ? nullptr : &*found;
}

Effect GatewayPort::asked_for_money(const Json& request, const Situation& situation) {
  const int key = texts_.number(request.at("key"));
  Book book = read(situation.state);
  for (Entry& entry : book) {
    if (entry.until_ms <= situation.now_ms) entry.until_ms = 0;
    if (entry.key == key && entry.until_ms > 0)
      return {.state = situation.state, .reply = entry.status == declined ? "declined" : "done"};
  }
  const bool has_key = request.at("key") != "";
  const Entry made{
      .key = key,
      .order = texts_.number(request.at("order")),
      .cents = request.at("cents"),
      .status = request.at("card") == "declined" ? declined
                : request.at("do") == "charge"   ? charged
                                                 : authorised,
      .until_ms = has_key ? int(std::min(situation.now_ms + key_life_ms, key_horizon_ms)) : 0};
  // by key: which order was first makes no difference. Nor does it among requests without a key
  const auto is_after = [&](const Entry& entry) {
    if (entry.key != key || has_key) return entry.key > key;
    return std::tie(entry.order, entry.cents, entry.status) >
           std::tie(made.order, made.cents, made.status);
  };
  book.insert(std::find_if(book.begin(), book.end(), is_after), made);
  return {.state = write(book), .reply = made.status == declined ? "declined" : "done"};
}

Effect GatewayPort::carried_out(int action, const Situation& situation) {
  const Json& request = actions_[action];
  if (is_for_money(request)) return asked_for_money(request, situation);
  const std::string verb = text(request, "do");
  Book book = read(situation.state);
  const Entry* const found = latest(book, texts_.number(request.at("key")));
  if (verb == "lookup") {
    Json reply = Json::object();
    if (found != nullptr) {
      reply["order"] = texts_[found->order];
      reply["cents"] = found->cents;
      reply["status"] = statuses[std::size_t(found->status)];
    }
    return {.state = situation.state, .reply = reply};
  }
  if (found == nullptr || (verb == "capture" && found->status == voided))
    return {.state = situation.state, .reply = "declined"};
  int after = found->status;
  if (verb == "capture" && after == authorised) after = charged;
  if (verb == "refund") after = after == authorised || after == voided ? voided : refunded;
  if (after == found->status) return {.state = situation.state, .reply = "done"};
  book[std::size_t(found - book.data())].status = after;
  return {.state = write(book), .reply = "done"};
}

std::vector<Effect> GatewayPort::step(int action, const Situation& situation) {
  const Effect done = carried_out(action, situation);
  if (actions_[action].at("do") == "lookup") return {done};
  std::vector<Effect> effects{done};
  const auto leave_unanswered = [&](int state) {
    effects.push_back({.state = state, .reply = "unknown", .spent = Budget::one(Fault::unknown)});
  };
  if (situation.faults.left(Fault::unknown) > 0) {
    if (done.state != situation.state) leave_unanswered(done.state);
    leave_unanswered(situation.state);
  }
  return under(weather_, name, situation, std::move(effects), "unknown");
}

Request GatewayPort::request(int action) const {
  const Json& json = actions_[action];
  Request request{.verb = json.at("do"), .key = json.at("key")};
  if (!is_for_money(json)) return request;
  request.value = Json::object();
  for (const char* name : {"order", "card", "cents"}) request.value[name] = json.at(name);
  return request;
}

Reply GatewayPort::reply(int /*action*/, const Json& json) const {
  if (json == "unknown") return {.result = Result::unknown};
  if (json.is_string()) return {.result = Result::done, .value = json};
  if (json.empty()) return {.result = Result::missing};
  return {.result = Result::found, .value = json};
}

Json GatewayPort::book(int state) const {
  Json entries = Json::array();
  for (const Entry& entry : read(state)) {
    Json one = Json::object();
    one["key"] = texts_[entry.key];
    one["order"] = texts_[entry.order];
    one["cents"] = entry.cents;
    one["status"] = statuses[std::size_t(entry.status)];
    entries.push_back(std::move(one));
  }
  // numbers of keys depend on what was explored first
  std::stable_sort(entries.begin(), entries.end(), [](const Json& a, const Json& b) {
    return a.at("key") < b.at("key") || (a.at("key") == b.at("key") && a.at("key") == "" && a < b);
  });
  Json book = Json::object();
  book["book"] = std::move(entries);
  return book;
}

Json GatewayPort::show(int state) const { return state == 0 ? Json::object() : book(state); }

namespace ports {

PortKind gateway() {
  const std::vector<Field> money{
      form::text("key"), form::text("order"), form::text("card"),
      form::whole("cents", limits::gateway_cents_min, limits::gateway_cents_max)};
  const auto port = [](const PortSetting& setting) -> std::unique_ptr<Port> {
    return std::make_unique<GatewayPort>(setting.scenario.weather);
  };
  return port_kind<eda::Gateway, GatewayProxy>(
      {.name = "gateway",
       .title = "payment gateway",
       .requests = {{{"charge", "authorise"}, money},
                    {{"capture", "refund", "lookup"}, {form::text("key")}}}},
      port);
}

}  // namespace ports

}  // namespace sim
