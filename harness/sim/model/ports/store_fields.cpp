#include "sim/model/ports/store_port.hpp"

namespace sim {

using eda::Json;

namespace {

Part part_of(const Json& write) {
  return {.verb = write.at("verb"),
          .key = key_words(write.at("key")),
          .value = write.value("value", Json{}),
          .condition = write.at("condition")};
}

Result result_of(const std::string& reply) {
  return reply == "written"     ? Result::written
         : reply == "refused"   ? Result::refused
         : reply == "throttled" ? Result::throttled
                                : Result::unknown;
}

}  // namespace

Request StorePort::request(int action) const {
  const Json& json = actions_[action];
  Request request{.verb = json.at("do")};
  if (request.verb == "get") {
    request.key = key_words(json.at("key"));
    request.eventual = !json.at("strong").get<bool>();
  } else if (json.contains("prefix")) {
    request.key = json.at("prefix");
    const std::string after = json.value("after", std::string{});
    if (!after.empty()) request.key += " after " + after;
  } else if (request.verb == "expire") {
    request.key = key_words(keys_[json.at("key").get<int>()]);
  } else if (request.verb == "write") {
    Part only = part_of(json.at("writes").at(0));
    request.verb = std::move(only.verb);
    request.key = std::move(only.key);
    request.value = std::move(only.value);
    request.condition = std::move(only.condition);
  } else if (request.verb == "transact") {
    request.key = json.value("token", std::string{});
    for (const Json& write : json.at("writes")) request.parts.push_back(part_of(write));
  }
  return request;
}

Reply StorePort::reply(int /*action*/, const Json& json) const {
  if (json.is_null()) return {};
  if (json.is_array() || json.contains("rows")) {
    Reply reply{.rows = json.is_array() ? json : json.at("rows")};
    reply.result = reply.rows.empty() ? Result::missing : Result::found;
    for (Json& row : reply.rows) row["key"] = key_words(row.at("key"));
    return reply;
  }
  if (json.contains("invalid")) return {.result = Result::invalid, .reason = json.at("invalid")};
  const bool is_read = !json.contains("result");
  const Json row = is_read ? json : json.value("after", Json::object());
  Reply reply{.version = row.value("version", 0), .value = row.value("value", Json{})};
  reply.result = !is_read            ? result_of(json.at("result"))
                 : reply.version > 0 ? Result::found
                                     : Result::missing;
  return reply;
}

int StorePort::version(int action, int state) const {
  const Action& what = parsed_[std::size_t(action)];
  if (what.verb != Verb::write) return 0;
  TableState table = TableState::read(states_[state]);
  const RowState* row = table.find(what.writes.front().key);
  return row == nullptr ? 0 : row->told_version();
}

Json StorePort::show(int state) const {
  Json rows = Json::object();
  TableState table = TableState::read(states_[state]);
  for (const RowState& row : table.rows)
    if (row.value != RowState::absent)
      rows[key_words(keys_[row.key])] =
          Json::object({{"version", row.version}, {"value", values_[row.value]}});
  return rows;
}

}  // namespace sim
