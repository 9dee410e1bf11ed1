#include "simulate/store_engine.hpp"

#include "eda/row.hpp"
#include "sim/model/ports/row_bytes.hpp"
#include "sim/model/ports/store_rules.hpp"

namespace sim {

namespace {

Json json_of(const std::pair<std::string, std::string>& key) {
  Json::array_t parts;
  parts.reserve(2);
  parts.emplace_back(key.first);
  parts.emplace_back(key.second);
  return parts;
}

}  // namespace

StoreEngine::StoreEngine(const Scenario& scenario, Setting setting)
    : setting_{std::move(setting)},
      start_{scenario.start},
      limits_{scenario.store},
      rows_at_start_{scenario.rows} {}

Performed StoreEngine::at_start() {
  Performed performed;
  for (const eda::Item& given : rows_at_start_) {
    auto& [key, row] = row_at(Json::array({given.key.partition, given.key.sort}));
    row.version = 1;
    row.value = given.value;
    if (given.expires_at) row.expires = given.expires_at->time_since_epoch().count();
    expire_later(performed, key, row);
  }
  return performed;
}

std::pair<const StoreEngine::Key, StoreEngine::Row>& StoreEngine::row_at(const Json& key) {
  const auto [at, is_new] = rows_.try_emplace(
      {key.at(0).get_ref<const std::string&>(), key.at(1).get_ref<const std::string&>()});
  if (is_new) {
    at->second.number = int(rows_.size()) - 1;
    at->second.writes_left = setting_.writes_per_row;
  }
  return *at;
}

Performed StoreEngine::carry_out(const Json& request, const Call& call) {
  const std::string& verb = request.at("do").get_ref<const std::string&>();
  if (verb == "get") return read(request, call);
  if (verb == "write" || verb == "transact") return write(request, call);
  return read_many(request, call);
}

Json StoreEngine::told(const Row& row, std::size_t versions_back) {
  const Value& value = versions_back == 0 ? row.value : row.older[versions_back - 1];
  Json json = Json::object();
  json["version"] = value ? row.version - int(versions_back) : 0;
  if (!value) return json;
  json["value"] = *value;
  if (row.expires) json["expires"] = *row.expires;
  return json;
}

Performed StoreEngine::read(const Json& request, const Call& call) const {
  const Json& key = request.at("key");
  const auto found = rows_.find(
      {key.at(0).get_ref<const std::string&>(), key.at(1).get_ref<const std::string&>()});
  const Row none;
  const Row& row = found == rows_.end() ? none : found->second;
  Performed performed{.reply = told(row)};
  if (request.at("strong") || row.older.empty() || call.faults.left(Fault::stale) == 0)
    return performed;
  Json stale = told(row, 1 + std::size_t(call.random.below(row.older.size())));
  if (stale == performed.reply) return performed;
  return {.reply = std::move(stale), .spent = Budget::one(Fault::stale)};
}

Performed StoreEngine::read_many(const Json& request, const Call& call) const {
  const std::string& verb = request.at("do").get_ref<const std::string&>();
  const std::string& prefix = request.at("prefix").get_ref<const std::string&>();
  const std::string after = request.value("after", std::string{});
  std::vector<std::pair<const Key*, const Row*>> selected;
  std::vector<const Row*> with_older;
  for (auto at = rows_.lower_bound({prefix, verb == "scan" ? "" : after}); at != rows_.end();
       ++at) {
    const auto& [key, row] = *at;
    if (verb == "scan" ? !key.first.starts_with(prefix) : key.first != prefix) break;
    if (verb == "query_page" && !after.empty() && key.second == after) continue;
    if (!row.value && row.older.empty()) continue;  // erased
    selected.emplace_back(&key, &row);
    if (!row.older.empty()) with_older.push_back(&row);
  }
  const auto answer = [&](const Row* stale, std::size_t back) {
    Json rows = Json::array();
    for (const auto& [key, row] : selected) {
      Json one = told(*row, row == stale ? back : 0);
      if (one.at("version") == 0) continue;
      one["key"] = json_of(*key);
      rows.push_back(std::move(one));
    }
    return told_rows(verb, prefix, limits_, std::move(rows));
  };
  Performed performed{.reply = answer(nullptr, 0)};
  if (request.at("strong") || with_older.empty() || call.faults.left(Fault::stale) == 0)
    return performed;
  const Row* row = with_older[std::size_t(call.random.below(with_older.size()))];
  Json stale = answer(row, 1 + std::size_t(call.random.below(row->older.size())));
  if (stale == performed.reply) return performed;
  return {.reply = std::move(stale), .spent = Budget::one(Fault::stale)};
}

/// A row is at work for as long as it could not have taken one more write.
void StoreEngine::add_busy(BusyTimes& busy) const {
  for (const auto& [key, row] : rows_)
    if (row.writes > 1)
      busy[key.first + "/" + key.second] = Duration{row.writes * 1000 / setting_.writes_per_row};
}

Json StoreEngine::size(std::int64_t now_ms) const {
  std::size_t rows = 0, bytes = 0;
  for (const auto& [key, row] : rows_) {
    if (!row.value || (row.expires && since_start(*row.expires) <= now_ms)) continue;
    ++rows;
    bytes += row_bytes(json_of(key), *row.value);
  }
  return Json::object({{"rows", rows}, {"bytes", bytes}});
}

}  // namespace sim
