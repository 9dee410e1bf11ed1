#include "real/store.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "eda/invalid_request.hpp"
#include "sim/model/ports/row_bytes.hpp"
#include "sim/model/ports/store_rules.hpp"

namespace real {

namespace {

std::string partition_of(const Json& key) { return key.at(0); }
std::string sort_of(const Json& key) { return key.at(1); }

constexpr const char* one_row =
    "SELECT version, value, expires FROM items WHERE partition = $1 AND sort = $2";

/// `columns`: version, value, expires.
StoredRow row_in(const std::vector<SqlValue>& columns) {
  StoredRow row{.version = std::stoi(*columns[0])};
  if (columns[1]) row.value = Json::parse(*columns[1]);
  if (columns[2]) row.expires = std::stoll(*columns[2]);
  return row;
}

/// Returns the row that `one_row` has found.
StoredRow first_of(const Postgres::Rows& rows) {
  return rows.empty() ? StoredRow{} : row_in(rows[0]);
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
  return told(first_of(postgres_.ask_until_answered(
      limit_, one_row, {partition_of(request.at("key")), sort_of(request.at("key"))})));
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
    Json one = told(row_in(row));
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
  std::optional<std::vector<StoredRow>> before;
  if (!is_repeated) before = locked(writes);
  Json reply = sim::result_json(is_repeated || before ? "written" : "refused");
  if (!before) {
    postgres_.ask("ROLLBACK");
    return reply;
  }
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < writes.size(); ++i) {
    const Json& key = writes[i].at("key");
    const StoredRow& row = (*before)[i];
    const std::optional<StoredRow> after = changed(row, writes[i]);
    if (!after) continue;
    set(key, row, *after, false);
    if (request.at("do") == "write")
      reply = reply_to_write(writes[i], *after);
    else if (after->value)
      bytes += sim::row_bytes(key, *after->value);
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
std::optional<std::vector<StoredRow>> Store::locked(const Json& writes) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < writes.size(); ++i) order.push_back(i);
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return writes[a].at("key") < writes[b].at("key");
  });
  std::vector<StoredRow> rows(writes.size());
  for (const std::size_t i : order) {
    rows[i] = lock_row(writes[i].at("key"));
    if (!allows(rows[i], writes[i])) return {};
  }
  return rows;
}

StoredRow Store::lock_row(const Json& key) {
  return first_of(postgres_.ask("SELECT version, value, expires FROM locked_row($1, $2)",
                                {partition_of(key), sort_of(key)}));
}

/// Writes a row that is locked, and its change into the item stream.
void Store::set(const Json& key, const StoredRow& before, const StoredRow& after, bool by_ttl) {
  postgres_.ask(
      "INSERT INTO items VALUES ($1, $2, $3, $4, $5) ON CONFLICT (partition, sort) DO UPDATE SET "
      "version = EXCLUDED.version, value = EXCLUDED.value, expires = EXCLUDED.expires",
      {partition_of(key), sort_of(key), std::to_string(after.version),
       after.value ? SqlValue{after.value->dump()} : SqlValue{},
       after.expires ? SqlValue{std::to_string(*after.expires)} : SqlValue{}});
  if (!changes_.has_subscribers()) return;
  const Event record = sim::change_record({.key = key,
                                           .before = before.value ? *before.value : Json{},
                                           .after = after.value ? *after.value : Json{},
                                           .is_removed = !after.value,
                                           .version = after.version,
                                           .by_ttl = by_ttl});
  changes_.add(postgres_, key.dump(), record);
}

int Store::remove_expired() {
  const std::string now = std::to_string(pace_.now_ms());
  const auto expired = postgres_.ask(
      "SELECT partition, sort FROM items WHERE value IS NOT NULL AND expires <= $1 LIMIT 16",
      {now});
  for (const auto& found : expired) {
    const Json key = Json::array({*found[0], *found[1]});
    postgres_.ask("BEGIN");
    const StoredRow row = lock_row(key);
    if (row.value && row.expires && *row.expires <= pace_.now_ms())
      set(key, row, {.version = row.version + 1}, true);
    postgres_.ask("COMMIT");
  }
  return int(expired.size());
}

}  // namespace real
