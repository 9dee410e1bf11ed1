#include "real/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "eda/invalid_request.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/row_bytes.hpp"
#include "sim/model/ports/store_rules.hpp"
#include "sim/model/ports/table.hpp"

namespace real {

namespace {

std::string partition_of(const Json& key) { return key.at(0); }
std::string sort_of(const Json& key) { return key.at(1); }

/// `row`: version, value, expires.
Json told(const std::vector<SqlValue>& row) {
  Json json = Json::object();
  json["version"] = row[1] ? std::stoi(*row[0]) : 0;
  if (row[1]) json["value"] = Json::parse(*row[1]);
  if (row[1] && row[2]) json["expires"] = std::stoll(*row[2]);
  return json;
}

/// True for a write that a transaction of PostgreSQL gave up, without any change.
bool is_for_later(const SqlError& error) {
  return error.state.starts_with("40") || error.state.starts_with("53") || error.state == "55P03";
}

void report(const SqlError& error) {
  std::fprintf(stderr, "%s%s\n",
               error.is_disk_full() ? "The disk of PostgreSQL is full; writes are throttled. " : "",
               error.what());
}

}  // namespace

Json Store::carry_out(const Json& request) {
  const std::string verb = request.at("do");
  if (verb == "write" || verb == "transact") return write(request);
  if (verb != "get") return read_many(request);
  const auto rows = postgres_.ask_until_answered(
      limit_, "SELECT version, value, expires FROM items WHERE partition = $1 AND sort = $2",
      {partition_of(request.at("key")), sort_of(request.at("key"))});
  return rows.empty() ? Json::object({{"version", 0}}) : told(rows[0]);
}

Json Store::read_many(const Json& request) {
  const std::string verb = request.at("do"), prefix = request.at("prefix");
  const auto rows = postgres_.ask_until_answered(
      limit_,
      verb == "scan" ? "SELECT version, value, expires, partition, sort FROM items "
                       "WHERE starts_with(partition, $1) AND sort >= $2 AND value IS NOT NULL "
                       "ORDER BY partition, sort"
                     : "SELECT version, value, expires, partition, sort FROM items "
                       "WHERE partition = $1 AND (sort > $2 OR $2 = '') AND value IS NOT NULL "
                       "ORDER BY sort",
      {prefix, request.value("after", std::string{})});
  Json found = Json::array();
  for (const auto& row : rows) {
    Json one = told(row);
    one["key"] = Json::array({*row[3], *row[4]});
    found.push_back(std::move(one));
  }
  return sim::told_rows(verb, prefix, {}, std::move(found));
}

/// A connection that is lost during a write leaves its result unknown.
Json Store::write(const Json& request) {
  postgres_.wait_until_connected(limit_);
  try {
    return transact(request);
  } catch (const Disconnected&) {
    return sim::result_json("unknown");
  } catch (const eda::InvalidRequest& error) {
    postgres_.ask_until_answered(limit_, "ROLLBACK");
    return Json::object({{"invalid", error.what()}});
  } catch (const SqlError& error) {
    postgres_.ask_until_answered(limit_, "ROLLBACK");
    if (!is_for_later(error)) throw;
    if (!error.state.starts_with("40")) report(error);
    limit_.wait();
    return sim::result_json("throttled");
  }
}

Json Store::transact(const Json& request) {
  const Json& writes = request.at("writes");
  postgres_.ask("BEGIN");
  const bool is_repeated = knows_token(request);
  std::optional<std::vector<Found>> before;
  if (!is_repeated) before = locked(writes);
  Json reply = sim::result_json(is_repeated || before ? "written" : "refused");
  if (!before) {
    postgres_.ask("ROLLBACK");
    return reply;
  }
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Json& verb = writes[i].at("verb");
    if (verb == "check" || (verb == "erase" && !(*before)[i].value)) continue;
    const Json after = change(writes[i], (*before)[i]);
    if (after.contains("value") && request.at("do") == "transact")
      bytes += sim::row_bytes(writes[i].at("key"), after.at("value"));
    if (request.at("do") == "transact") continue;
    if (verb == "update") reply["after"] = after;
    const Json& tests = writes[i].at("condition");
    if (verb == "put" && tests.size() == 1 && tests[0].at("test") == "version_is" &&
        after.at("version") != tests[0].at("value").get<int>() + 1)
      reply["version"] = after.at("version");
  }
  sim::check_transaction_bytes(bytes);
  postgres_.ask("COMMIT");
  return reply;
}

/// True if the writes were carried out before, under the same client token.
bool Store::knows_token(const Json& request) {
  if (!request.contains("token")) return false;
  const std::string token = request.at("token"), writes = request.at("writes").dump();
  const std::string now = std::to_string(pace_.now_ms());
  const auto is_new = postgres_.ask(
      "INSERT INTO tokens VALUES ($1, $2, $3::bigint + $4::bigint) ON CONFLICT (token) DO UPDATE "
      "SET writes = EXCLUDED.writes, until_ms = EXCLUDED.until_ms WHERE tokens.until_ms <= $3 "
      "RETURNING token",
      {token, writes, now, std::to_string(sim::token_life_ms)});
  if (!is_new.empty()) return false;
  if (postgres_.ask("SELECT writes FROM tokens WHERE token = $1", {token})[0][0] != writes)
    sim::refuse_token();
  return true;
}

/// Locks all rows of a transaction, in the order of their keys, so that two transactions never wait
/// for each other. Returns them in the order of the writes; absent: a condition does not hold.
std::optional<std::vector<Store::Found>> Store::locked(const Json& writes) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < writes.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return writes[a].at("key") < writes[b].at("key");
  });
  std::vector<Found> rows(writes.size());
  for (const std::size_t i : order) {
    rows[i] = lock_row(writes[i].at("key"));
    const Found& row = rows[i];
    if (!sim::holds(writes[i].at("condition"), row.value ? &*row.value : nullptr,
                    row.value ? row.version : 0))
      return {};
  }
  return rows;
}

/// The lock is on the key, so that it also holds for a row that does not exist.
Store::Found Store::lock_row(const Json& key) {
  postgres_.ask("SELECT pg_advisory_xact_lock(hashtextextended($1 || chr(1) || $2, 0))",
                {partition_of(key), sort_of(key)});
  const auto rows =
      postgres_.ask("SELECT version, value, expires FROM items WHERE partition = $1 AND sort = $2",
                    {partition_of(key), sort_of(key)});
  if (rows.empty()) return {};
  Found found{.version = std::stoi(*rows[0][0]), .expires = rows[0][2]};
  if (rows[0][1]) found.value = Json::parse(*rows[0][1]);
  return found;
}

/// Makes one change. Returns the row afterwards, as a handler is told.
Json Store::change(const Json& write, const Found& before) {
  const std::string verb = write.at("verb");
  std::optional<Json> value;
  SqlValue expires;
  if (verb == "put") {
    value = write.value("value", Json{});
    if (write.contains("expires")) expires = write.at("expires").dump();
  } else if (verb == "update") {
    value =
        sim::updated(before.value ? *before.value : Json::object(), write.value("value", Json{}));
    expires = before.expires;
    sim::check_row(write.at("key"), *value);
  }
  const int version = set(write.at("key"), before, value, expires, false);
  Json after = Json::object();
  after["version"] = value ? version : 0;
  if (value) after["value"] = *value;
  if (value && expires) after["expires"] = std::stoll(*expires);
  return after;
}

/// Returns the new version.
int Store::set(const Json& key, const Found& before, const std::optional<Json>& value,
               const SqlValue& expires, bool by_ttl) {
  const auto written = postgres_.ask(
      "INSERT INTO items VALUES ($1, $2, 1, $3, $4) ON CONFLICT (partition, sort) DO UPDATE SET "
      "version = items.version + 1, value = EXCLUDED.value, expires = EXCLUDED.expires "
      "RETURNING version",
      {partition_of(key), sort_of(key), value ? SqlValue{value->dump()} : SqlValue{}, expires});
  const int version = std::stoi(*written[0][0]);
  if (!changes_.has_subscribers() || (!value && !before.value)) return version;
  const Event record = sim::change_record({.key = key,
                                           .before = before.value ? *before.value : Json{},
                                           .after = value ? *value : Json{},
                                           .is_removed = !value,
                                           .version = version,
                                           .by_ttl = by_ttl});
  changes_.add(postgres_, key.dump(), record);
  return version;
}

int Store::remove_expired() {
  const std::string now = std::to_string(pace_.now_ms());
  const auto expired = postgres_.ask(
      "SELECT partition, sort FROM items WHERE value IS NOT NULL AND expires <= $1 LIMIT 16",
      {now});
  for (const auto& row : expired) {
    const Json key = Json::array({*row[0], *row[1]});
    postgres_.ask("BEGIN");
    const Found found = lock_row(key);
    if (found.value && found.expires && std::stoll(*found.expires) <= pace_.now_ms())
      set(key, found, {}, {}, true);
    postgres_.ask("COMMIT");
  }
  return int(expired.size());
}

}  // namespace real
