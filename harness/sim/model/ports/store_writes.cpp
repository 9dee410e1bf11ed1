#include <algorithm>
#include <numeric>

#include "sim/model/ports/refusals.hpp"
#include "sim/model/ports/row_bytes.hpp"
#include "sim/model/ports/store_port.hpp"
#include "sim/model/ports/store_rules.hpp"

namespace sim {

using eda::Json;
using namespace std::chrono_literals;

bool StorePort::allowed(const OneWrite& write, const RowState* row) const {
  const bool exists = row != nullptr && row->value != RowState::absent;
  const int version = exists ? row->version : 0;
  if (write.only_version) return version == write.version;
  return holds(values_[write.condition], exists ? &values_[row->value] : nullptr, version);
}

void StorePort::expire_later(Effect& effect, const RowState& row) {
  if (row.expires != RowState::absent && ms_of(row.expires) + ttl_lag_ms <= ttl_horizon_ms)
    effect.scheduled.push_back({.at_ms = int(std::max<std::int64_t>(0, ms_of(row.expires))),
                                .port = own_number_,
                                .signal = signal(Verb::expire, row.key)});
}

void StorePort::set(Effect& effect, TableState& table, RowState& row, int value, int expires,
                    const Situation& situation, bool by_ttl) {
  const Json before = row.value == RowState::absent ? Json{} : values_[row.value];
  if (situation.faults.left(Fault::stale) > 0) row.older.insert(row.older.begin(), row.value);
  ++row.version;
  row.value = value;
  row.expires = value == RowState::absent ? RowState::absent : expires;
  expire_later(effect, row);
  const bool is_gone = value == RowState::absent;
  if (change_handlers_.empty() || (is_gone && before.is_null())) return;
  const int event = tables_.events.number(change_record({.key = keys_[row.key],
                                                         .before = before,
                                                         .after = is_gone ? Json{} : values_[value],
                                                         .is_removed = is_gone,
                                                         .version = row.version,
                                                         .by_ttl = by_ttl}));
  std::vector<int> readers(change_handlers_.size());
  std::iota(readers.begin(), readers.end(), 0);
  for (int i : table.changes.append(row.key, event, readers))
    effect.deliveries.push_back(
        {change_handlers_[std::size_t(i)], event, own_number_, row.key * int(readers.size()) + i});
}

void StorePort::change(Effect& effect, TableState& table, const OneWrite& write,
                       const Situation& situation) {
  using Kind = OneWrite::Kind;
  if (write.kind == Kind::check) return;
  if (write.kind == Kind::erase) {
    RowState* gone = table.find(write.key);
    if (gone != nullptr && gone->value != RowState::absent)
      set(effect, table, *gone, RowState::absent, RowState::absent, situation, false);
    return;
  }
  RowState& row = table.at(write.key);
  const bool exists = row.value != RowState::absent;
  if (write.kind == Kind::put)
    return set(effect, table, row, write.value, write.expires, situation, false);
  const Json before = exists ? values_[row.value] : Json::object();
  const Json after = updated(before, values_[write.value]);
  check_row(keys_[write.key], after);
  set(effect, table, row, values_.number(after), row.expires, situation, false);
  effect.reply["after"] = told_row(row, 0);
}

/// Throws if the rows that a transaction has put or updated are too large together.
void StorePort::check_total(const Action& action, TableState& table) const {
  std::size_t bytes = 0;
  for (const OneWrite& write : action.writes)
    if (write.kind == OneWrite::Kind::put || write.kind == OneWrite::Kind::update)
      bytes += row_bytes(keys_[write.key], values_[table.at(write.key).value]);
  check_transaction_bytes(bytes);
}

/// Adds the version of the row to the reply if a handler cannot know it: it found no row, and a
/// deleted row has been there before.
void StorePort::tell_version(Effect& effect, const OneWrite& write, TableState& table) {
  if (write.kind != OneWrite::Kind::put || !write.only_version) return;
  const int version = table.at(write.key).version;
  if (version != write.version + 1) effect.reply["version"] = version;
}

Effect StorePort::written(const Action& action, const Situation& situation) {
  check_transaction_size(limits_, action.writes.size());
  Effect effect{.state = situation.state, .reply = result_json("written")};
  TableState table = TableState::read(states_[situation.state]);
  std::erase_if(table.tokens,
                [&](const auto& token) { return token.until_ms <= situation.now_ms; });
  if (action.token >= 0) {
    for (const auto& token : table.tokens)
      if (token.name == action.token && token.writes == action.all_writes)
        return effect;
      else if (token.name == action.token)
        refuse_token();
    table.tokens.push_back({action.token, situation.now_ms + token_life_ms, action.all_writes});
  }
  for (const OneWrite& write : action.writes)
    if (!allowed(write, table.find(write.key)))
      return {.state = situation.state, .reply = result_json("refused")};
  for (const OneWrite& write : action.writes) change(effect, table, write, situation);
  if (action.verb == Verb::transact) check_total(action, table);
  if (action.verb == Verb::transact) effect.reply.erase("after");
  if (action.verb == Verb::write) tell_version(effect, action.writes.front(), table);
  effect.state = states_.number(table.write());
  return effect;
}

std::vector<Effect> StorePort::write(const Action& action, const Situation& situation) {
  std::vector<Effect> effects;
  try {
    effects.push_back(written(action, situation));
  } catch (const eda::InvalidRequest& error) {
    return {{.state = situation.state, .reply = Json::object({{"invalid", error.what()}})}};
  }
  if (situation.faults.left(Fault::throttle) > 0)
    effects.push_back({.state = situation.state,
                       .reply = result_json("throttled"),
                       .spent = Budget::one(Fault::throttle)});
  if (situation.faults.left(Fault::unknown) > 0) {
    Effect done = effects.front();
    done.reply = result_json("unknown");
    done.spent = Budget::one(Fault::unknown);
    if (done.state != situation.state) effects.push_back(std::move(done));
    effects.push_back({.state = situation.state,
                       .reply = result_json("unknown"),
                       .spent = Budget::one(Fault::unknown)});
  }
  return effects;
}

std::vector<Effect> StorePort::expire(const Action& action, const Situation& situation) {
  TableState table = TableState::read(states_[situation.state]);
  RowState* row = table.find(action.key);
  Effect stays{.state = situation.state};
  if (row == nullptr || row->expires == RowState::absent || ms_of(row->expires) > situation.now_ms)
    return {stays};
  Effect goes{.state = situation.state};
  const std::int64_t at_last_ms = std::max<std::int64_t>(0, ms_of(row->expires)) + ttl_lag_ms;
  set(goes, table, *row, RowState::absent, RowState::absent, situation, true);
  goes.state = states_.number(table.write());
  if (at_last_ms <= situation.now_ms) return {goes};
  stays.scheduled.push_back(
      {.at_ms = int(at_last_ms), .port = own_number_, .signal = signal(Verb::expire, action.key)});
  return {stays, goes};
}

int StorePort::acknowledge(int lane) { return signal(Verb::acknowledge, lane); }

Effect StorePort::acknowledged(const Action& action, const Situation& situation) {
  Effect effect{.state = situation.state};
  TableState table = TableState::read(states_[situation.state]);
  const int lane = action.key;  // of a key, for one of the handlers
  const int count = int(change_handlers_.size());
  const int next = table.changes.handled(lane / count, lane % count);
  if (next >= 0)
    effect.deliveries.push_back(
        {change_handlers_[std::size_t(lane % count)], next, own_number_, lane});
  effect.state = states_.number(table.write());
  return effect;
}

}  // namespace sim
