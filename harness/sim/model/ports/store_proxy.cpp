#include <algorithm>

#include "eda/detail/text.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/store_port.hpp"

namespace sim {

using eda::Item, eda::Json, eda::Task, eda::WriteResult;

namespace {

Json to_json(const eda::Key& key) {
  Json::array_t parts;
  parts.reserve(2);
  parts.emplace_back(key.partition);
  parts.emplace_back(key.sort);
  return parts;
}

eda::Key to_key(const Json& json) {
  eda::Key key{json.at(0).get<std::string>()};
  key.sort = json.at(1).get<std::string>();
  return key;
}

bool is_step(const Json& step) {
  if (not step.is_object() || not step.contains("do") || not step.contains("path")) return false;
  const bool has_value = step.contains("value");
  if (step.size() != (has_value ? 3u : 2u) || not step.at("path").is_string()) return false;
  const Json& verb = step.at("do");
  if (verb == "add") return has_value && step.at("value").is_number_integer();
  return verb == "set" || verb == "set_if_missing" || verb == "insert" || verb == "remove";
}

/// Checks a Write: its members are public, so it may hold values that none of its functions makes.
void check(const eda::Write& write, const RequestChannel& channel) {
  const std::string request = "store write of " + eda::detail::in_quotes(write.key.partition);
  const std::string& verb = write.verb;
  if (verb != "put" && verb != "update" && verb != "erase" && verb != "check")
    channel.refuse(request, "its verb is " + eda::detail::in_quotes(verb) +
                                "; it must be put, update, erase or check");
  const Json& steps = write.value;
  if (verb == "update" && not(steps.is_array() && std::all_of(steps.begin(), steps.end(), is_step)))
    channel.refuse(request, "its value is not the steps of an eda::Update");
}

/// Takes the value of `write`.
Json taken(eda::Write& write, const RequestChannel& channel) {
  check(write, channel);
  Json json = Json::object();
  json["verb"] = write.verb;
  json["key"] = to_json(write.key);
  json["condition"] = write.condition.to_json();
  if (!write.value.is_null()) json["value"] = std::move(write.value);
  if (write.expires_at) json["expires"] = write.expires_at->time_since_epoch().count();
  return json;
}

Item to_item(Json reply, eda::Key key) {
  Item item;
  item.key = std::move(key);
  item.version = reply.at("version").get<int>();
  if (item.version > 0) item.value = std::move(reply.at("value"));
  if (reply.contains("expires"))
    item.expires_at = eda::Instant{eda::Duration{reply.at("expires").get<std::int64_t>()}};
  return item;
}

std::vector<Item> to_items(Json reply) {
  if (reply.is_object()) throw eda::InvalidRequest{reply.at("invalid").get<std::string>()};
  std::vector<Item> items;
  items.reserve(reply.size());
  for (Json& row : reply) {
    eda::Key key = to_key(row.at("key"));
    items.push_back(to_item(std::move(row), std::move(key)));
  }
  return items;
}

WriteResult to_result(const Json& reply, const eda::Key& key) {
  throw_if_invalid(reply);
  const std::string& result = reply.at("result").get_ref<const std::string&>();
  using Kind = WriteResult::Kind;
  if (result == "refused") return WriteResult{Kind::refused};
  if (result == "throttled") return WriteResult{Kind::throttled};
  if (result == "unknown") return WriteResult{Kind::unknown};
  if (reply.contains("version")) return WriteResult{reply.at("version").get<int>()};
  return WriteResult{Kind::written,
                     reply.contains("after") ? to_item(reply.at("after"), key) : Item{}};
}

Json action(const char* verb) {
  Json json = Json::object();
  json["port"] = "store";
  json["do"] = verb;
  return json;
}

}  // namespace

Task<Item> StoreProxy::read_row(eda::Key key, eda::Read read) {
  Json asks = action("get");
  asks["key"] = to_json(key);
  asks["strong"] = read == eda::Read::strong;
  Json reply = co_await channel_.send(std::move(asks), check_store_request);
  co_return to_item(std::move(reply), std::move(key));
}

Task<std::vector<Item>> StoreProxy::read_rows(std::string partition, eda::Read read) {
  Json asks = action("query");
  asks["prefix"] = std::move(partition);
  asks["strong"] = read == eda::Read::strong;
  Json reply = co_await channel_.send(std::move(asks), check_store_request);
  co_return to_items(std::move(reply));
}

Task<eda::Page<Json>> StoreProxy::read_page(std::string partition, std::string after,
                                            eda::Read read) {
  Json asks = action("query_page");
  asks["prefix"] = std::move(partition);
  asks["after"] = std::move(after);
  asks["strong"] = read == eda::Read::strong;
  Json reply = co_await channel_.send(std::move(asks), check_store_request);
  co_return eda::Page<Json>{to_items(std::move(reply.at("rows"))),
                            reply.at("next").get<std::string>()};
}

Task<std::vector<Item>> StoreProxy::read_all(std::string prefix) {
  Json asks = action("scan");
  asks["prefix"] = std::move(prefix);
  asks["strong"] = false;
  Json reply = co_await channel_.send(std::move(asks), check_store_request);
  co_return to_items(std::move(reply));
}

Task<WriteResult> StoreProxy::write(eda::Write write) {
  Json asks = action("write");
  asks["writes"] = Json::array();
  asks["writes"].push_back(taken(write, channel_));
  const Json reply = co_await channel_.send(std::move(asks), check_store_request);
  co_return to_result(reply, write.key);
}

Task<WriteResult> StoreProxy::transact_write(std::vector<eda::Write> writes,
                                             std::string client_token) {
  Json asks = action("transact");
  asks["writes"] = Json::array();
  for (eda::Write& write : writes) asks["writes"].push_back(taken(write, channel_));
  if (!client_token.empty()) asks["token"] = std::move(client_token);
  const Json reply = co_await channel_.send(std::move(asks), check_store_request);
  co_return to_result(reply, eda::Key{});
}

}  // namespace sim
