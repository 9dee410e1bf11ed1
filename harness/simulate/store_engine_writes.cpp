#include <algorithm>

#include "eda/invalid_request.hpp"
#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/row_bytes.hpp"
#include "sim/model/ports/store_rules.hpp"
#include "sim/model/ports/table.hpp"
#include "simulate/store_engine.hpp"

namespace sim {

namespace {

constexpr std::size_t older_max = 4;  ///< a sample needs no older values

/// True for a put whose condition is just a version.
bool is_put_of_version(const Json& write) {
  const Json& tests = write.at("condition");
  return write.at("verb") == "put" && tests.size() == 1 && tests[0].at("test") == "version_is";
}

}  // namespace

/// New contents of the row of `write`. Throws eda::InvalidRequest.
StoreEngine::Change StoreEngine::change_by(const Json& write, std::pair<const Key, Row>& at) const {
  auto& [key, row] = at;
  const std::string& verb = write.at("verb").get_ref<const std::string&>();
  Change change{&key, &row, {}, {}, is_put_of_version(write)};
  if (verb == "put") {
    change.value = write.value("value", Json{});
    if (write.contains("expires")) change.expires = write.at("expires").get<std::int64_t>();
  } else if (verb == "update") {
    change.value = updated(row.value ? *row.value : Json::object(), write.value("value", Json{}));
    change.expires = row.expires;
    check_row(write.at("key"), *change.value);
  }
  return change;
}

/// Changes that a request makes; absent: it is refused. Throws eda::InvalidRequest.
std::optional<std::vector<StoreEngine::Change>> StoreEngine::planned(const Json& request) {
  const Json& writes = request.at("writes");
  for (const Json& write : writes) {
    const Row& row = row_at(write.at("key")).second;
    const int version = row.value ? row.version : 0;
    if (!holds(write.at("condition"), row.value ? &*row.value : nullptr, version)) return {};
  }
  std::vector<Change> changes;
  std::size_t bytes = 0;
  for (const Json& write : writes) {
    auto& at = row_at(write.at("key"));
    const Json& verb = write.at("verb");
    if (verb == "check" || (verb == "erase" && !at.second.value)) continue;
    changes.push_back(change_by(write, at));
    if (changes.back().value && request.at("do") == "transact")
      bytes += row_bytes(write.at("key"), *changes.back().value);
  }
  check_transaction_bytes(bytes);
  return changes;
}

bool StoreEngine::takes(const Json& writes, std::int64_t now_ms) {
  if (setting_.writes_per_row == 0) return true;
  std::vector<Row*> rows;
  for (const Json& write : writes) {
    Row& row = row_at(write.at("key")).second;
    row.writes_left = std::min<double>(
        setting_.writes_per_row,
        row.writes_left + double(now_ms - row.refilled_ms) * setting_.writes_per_row / 1000);
    row.refilled_ms = now_ms;
    if (write.at("verb") != "check") rows.push_back(&row);
  }
  if (std::any_of(rows.begin(), rows.end(), [](Row* row) { return row->writes_left < 1; }))
    return false;
  for (Row* row : rows) {
    row->writes_left -= 1;
    ++row->writes;
  }
  return true;
}

void StoreEngine::forget_tokens(std::int64_t now_ms) {
  for (; !tokens_by_age_.empty() && tokens_by_age_.front().until_ms <= now_ms;
       tokens_by_age_.pop_front())
    tokens_.erase(tokens_by_age_.front().token);
}

Performed StoreEngine::write(const Json& request, const Call& call) {
  const Json& writes = request.at("writes");
  std::optional<std::vector<Change>> changes;
  bool is_repeated = false;
  try {
    check_transaction_size(limits_, writes.size());
    forget_tokens(call.now_ms);
    if (request.contains("token")) {
      const auto token = tokens_.find(request.at("token").get<std::string>());
      is_repeated = token != tokens_.end();
      if (is_repeated && token->second != writes) refuse_token();
    }
    if (!is_repeated) changes = planned(request);
  } catch (const eda::InvalidRequest& error) {
    return {.reply = Json::object({{"invalid", error.what()}})};
  }
  if (!takes(writes, call.now_ms)) {
    ++throttled_;
    return {.reply = result_json("throttled"),
            .answer_in_ms = 200 + std::int64_t(call.random.below(801))};
  }
  const bool throttles = call.faults.left(Fault::throttle) > 0;
  const bool is_unknown =
      call.faults.left(Fault::unknown) > 0 && (!throttles || call.random.below(2) == 0);
  if (throttles && !is_unknown)
    return {.reply = result_json("throttled"), .spent = Budget::one(Fault::throttle)};
  Performed performed{.reply = result_json(changes || is_repeated ? "written" : "refused")};
  if (changes && (!is_unknown || call.random.below(2) == 0))
    performed = carried_out(request, *changes, call);
  if (is_unknown) {
    performed.reply = result_json("unknown");
    performed.spent = Budget::one(Fault::unknown);
  }
  return performed;
}

Performed StoreEngine::carried_out(const Json& request, std::vector<Change>& changes,
                                   const Call& call) {
  Performed performed{.reply = result_json("written")};
  if (request.contains("token")) {
    const auto token =
        tokens_.try_emplace(request.at("token").get<std::string>(), request.at("writes")).first;
    tokens_by_age_.push_back({call.now_ms + token_life_ms, token});
  }
  for (Change& change : changes) set(performed, change, false);
  if (request.at("do") == "transact" || changes.empty()) return performed;
  const Json& write = request.at("writes")[0];
  const Row& row = *changes[0].row;
  if (write.at("verb") == "update") performed.reply["after"] = told(row);
  if (changes[0].is_put_of_version &&
      row.version != write.at("condition")[0].at("value").get<int>() + 1)
    performed.reply["version"] = row.version;
  return performed;
}

/// Makes the change. Its value moves into the row.
void StoreEngine::set(Performed& performed, Change& change, bool by_ttl) {
  Row& row = *change.row;
  Value before = std::exchange(row.value, std::move(change.value));
  ++row.version;
  row.expires = change.expires;
  expire_later(performed, *change.key, row);
  if (!setting_.change_handlers.empty() && (row.value || before))
    tell(performed, change, before, by_ttl);
  if (!setting_.has_stale_reads) return;
  row.older.push_front(std::move(before));
  if (row.older.size() > older_max) row.older.pop_back();
}

/// Adds the change to the item stream.
void StoreEngine::tell(Performed& performed, const Change& change, const Value& before,
                       bool by_ttl) {
  const Row& row = *change.row;
  const auto record = std::make_shared<const Event>(
      change_record({.key = Json::array({change.key->first, change.key->second}),
                     .before = before ? *before : Json{},
                     .after = row.value ? *row.value : Json{},
                     .is_removed = !row.value,
                     .version = row.version,
                     .by_ttl = by_ttl}));
  const int count = int(setting_.change_handlers.size());
  for (int i = 0; i < count; ++i) {
    const int lane = row.number * count + i;
    const Consignment one{setting_.change_handlers[std::size_t(i)], record, setting_.own_number,
                          lane};
    std::deque<Consignment>& waiting = lanes_[lane];
    waiting.push_back(one);
    if (waiting.size() == 1) performed.consignments.push_back(one);
  }
}

Performed StoreEngine::acknowledged(int lane, const Call& /*call*/) {
  Performed performed;
  const auto waiting = lanes_.find(lane);
  waiting->second.pop_front();
  if (waiting->second.empty())
    lanes_.erase(waiting);
  else
    performed.consignments.push_back(waiting->second.front());
  return performed;
}

std::int64_t StoreEngine::since_start(std::int64_t expires) const {
  constexpr std::int64_t far = std::int64_t{1} << 60;  // so that no difference overflows
  return std::clamp(expires, -far, far) - start_.time_since_epoch().count();
}

void StoreEngine::expire_later(Performed& performed, const Key& key, const Row& row) {
  if (!row.expires || since_start(*row.expires) + ttl_lag_ms > ttl_horizon_ms) return;
  expiries_[++expiries_count_] = &key;
  performed.due.push_back({.at_ms = std::max<std::int64_t>(0, since_start(*row.expires)),
                           .port = setting_.own_number,
                           .signal = expiries_count_});
}

/// An expired row goes at once, or as late as it may.
Performed StoreEngine::signalled(int expiry, const Call& call) {
  const auto due = expiries_.find(expiry);
  const Key& key = *due->second;
  Row& row = rows_.at(key);
  Performed performed;
  const bool is_expired = row.value && row.expires && since_start(*row.expires) <= call.now_ms;
  if (is_expired) {
    const std::int64_t at_last_ms =
        std::max<std::int64_t>(0, since_start(*row.expires)) + ttl_lag_ms;
    if (at_last_ms > call.now_ms && call.random.below(2) == 0) {
      performed.due.push_back({.at_ms = at_last_ms, .port = setting_.own_number, .signal = expiry});
      return performed;
    }
    Change removal{&key, &row, {}, {}, false};
    set(performed, removal, true);
  }
  expiries_.erase(due);
  return performed;
}

}  // namespace sim
