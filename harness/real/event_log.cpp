#include "real/event_log.hpp"

#include "sim/model/ports/refusals.hpp"
#include "sim/model/unchecked_event.hpp"

namespace real {

Json EventLog::events_in(const Postgres::Rows& rows) {
  Json events = Json::array();
  for (const auto& row : rows) events.push_back(Json::parse(*row[0]));
  return events;
}

Json EventLog::carry_out(const Json& request) {
  const std::string verb = request.at("do");
  if (verb == "append") return append(request);
  const std::string at_most = request.at("at_most").dump();
  if (verb == "read")
    return events_in(postgres_.ask_until_answered(
        limit_,
        "SELECT event FROM log WHERE stream = $1 AND version >= $2 ORDER BY version LIMIT $3",
        {request.at("stream").get<std::string>(), request.at("from").dump(), at_most}));
  return events_in(postgres_.ask_until_answered(
      limit_, "SELECT event FROM log WHERE position > $1 ORDER BY position LIMIT $2",
      {request.at("after").dump(), at_most}));
}

Json EventLog::append(const Json& request) {
  for (const Json& event : request.at("events"))
    if (const auto flaw = sim::flaw_in_event(event, domain_, "appended event"))
      return Json::object({{"invalid", *flaw}});
  postgres_.wait_until_connected(limit_);
  try {
    postgres_.ask("BEGIN");
    postgres_.ask("LOCK TABLE log IN EXCLUSIVE MODE");
    const auto length = postgres_.ask("SELECT count(*) FROM log WHERE stream = $1",
                                      {request.at("stream").get<std::string>()});
    const Json reply = append_at(request, std::stoi(*length[0][0]));
    postgres_.ask("COMMIT");
    return reply;
  } catch (const Disconnected&) {
    return Json::object({{"result", "unknown"}});
  } catch (const SqlError&) {
    postgres_.ask_until_answered(limit_, "ROLLBACK");
    limit_.wait();
    return Json::object({{"result", "unknown"}});
  }
}

Json EventLog::append_at(const Json& request, int length) {
  if (length != request.at("expected"))
    return Json::object({{"result", "conflict"}, {"version", length}});
  int position = std::stoi(*postgres_.ask("SELECT coalesce(max(position), 0) FROM log")[0][0]);
  const std::string stream = request.at("stream");
  for (const Json& event : request.at("events")) {
    Json stored = event;
    stored["stream"] = stream;
    stored["version"] = ++length;
    stored["position"] = ++position;
    postgres_.ask("INSERT INTO log VALUES ($1, $2, $3, $4)",
                  {std::to_string(position), stream, std::to_string(length), stored.dump()});
    subscribers_.add(postgres_, stream, sim::unchecked_event(stored));
  }
  return Json::object({{"result", "appended"}, {"version", length}, {"position", position}});
}

}  // namespace real
