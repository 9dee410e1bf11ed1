#include "sim/model/ports/store_port.hpp"

#include <algorithm>

#include "sim/model/ports/store_rules.hpp"

namespace sim {

using eda::Json;
using namespace std::chrono_literals;

namespace {

/// Adds the reply of a stale read, unless another effect has the same reply: an absent row looks
/// the same before its first write and after its deletion.
void add_stale(std::vector<Effect>& effects, Json reply) {
  const auto same = [&](const Effect& effect) { return effect.reply == reply; };
  if (std::any_of(effects.begin(), effects.end(), same)) return;
  effects.push_back({.state = effects.front().state,
                     .reply = std::move(reply),
                     .spent = Budget::one(Fault::stale)});
}

}  // namespace

StorePort::StorePort(SharedTables& tables, int own_number, std::vector<int> change_handlers,
                     Instant start, std::vector<eda::Item> rows, StoreLimits limits)
    : tables_{tables},
      own_number_{own_number},
      change_handlers_{std::move(change_handlers)},
      start_{start},
      rows_{std::move(rows)},
      limits_{limits} {}

int StorePort::learn(const Json& action, int /*service*/) {
  const int number = actions_.number(action);
  if (number < int(parsed_.size())) return number;
  Action parsed;
  const std::string& verb = action.at("do").get_ref<const std::string&>();
  parsed.verb = verb == "get"          ? Verb::get
                : verb == "query"      ? Verb::query
                : verb == "query_page" ? Verb::query_page
                : verb == "scan"       ? Verb::scan
                : verb == "write"      ? Verb::write
                : verb == "transact"   ? Verb::transact
                : verb == "expire"     ? Verb::expire
                                       : Verb::acknowledge;
  parsed.strong = action.value("strong", true);
  parsed.prefix = action.value("prefix", std::string{});
  parsed.after = action.value("after", std::string{});
  if (parsed.verb == Verb::get) parsed.key = keys_.number(action.at("key"));
  if (parsed.verb == Verb::expire || parsed.verb == Verb::acknowledge)
    parsed.key = action.at("key");
  if (action.contains("writes"))
    for (const Json& write : action.at("writes")) parsed.writes.push_back(parse_write(write));
  if (action.contains("token")) {
    parsed.token = tables_.names.number(action.at("token"));
    parsed.all_writes = values_.number(action.at("writes"));
  }
  parsed_.push_back(std::move(parsed));
  return number;
}

StorePort::OneWrite StorePort::parse_write(const Json& json) {
  OneWrite write;
  const std::string& verb = json.at("verb").get_ref<const std::string&>();
  using Kind = OneWrite::Kind;
  write.kind = verb == "put"      ? Kind::put
               : verb == "update" ? Kind::update
               : verb == "erase"  ? Kind::erase
                                  : Kind::check;
  write.key = keys_.number(json.at("key"));
  const Json& tests = json.at("condition");
  write.condition = values_.number(tests);
  write.only_version = tests.size() == 1 && tests[0].at("test") == "version_is";
  if (write.only_version) write.version = tests[0].at("value");
  write.value = values_.number(json.value("value", Json{}));
  if (json.contains("expires")) write.expires = values_.number(json.at("expires"));
  if (write.kind == Kind::erase || write.expires != RowState::absent) rows_can_vanish_ = true;
  return write;
}

int StorePort::signal(Verb verb, int key) {
  Json action = Json::object();
  action["port"] = "store";
  action["do"] = verb == Verb::expire ? "expire" : "acknowledge";
  action["key"] = key;
  return learn(action, -1);
}

std::int64_t StorePort::ms_of(int expires) const {
  // Any moment is allowed. Far ones are treated alike, so that no difference overflows.
  constexpr std::int64_t far = std::int64_t{1} << 60;
  const std::int64_t at = std::clamp(values_[expires].get<std::int64_t>(), -far, far);
  return at - start_.time_since_epoch().count();
}

std::vector<Effect> StorePort::step(int action, const Situation& situation) {
  const Action what = parsed_[std::size_t(action)];
  switch (what.verb) {
    case Verb::get:
      return read(what, situation);
    case Verb::query:
    case Verb::query_page:
    case Verb::scan:
      return read_many(what, situation);
    case Verb::expire:
      return expire(what, situation);
    case Verb::acknowledge:
      return {acknowledged(what, situation)};
    default:
      return write(what, situation);
  }
}

Json StorePort::told_row(const RowState& row, int versions_back) const {
  const int value = versions_back == 0 ? row.value : row.older[std::size_t(versions_back - 1)];
  Json json = Json::object();
  json["version"] = value == RowState::absent ? 0 : row.version - versions_back;
  if (value != RowState::absent) json["value"] = values_[value];
  if (value != RowState::absent && row.expires != RowState::absent)
    json["expires"] = values_[row.expires];
  return json;
}

std::vector<Effect> StorePort::read(const Action& action, const Situation& situation) {
  TableState table = TableState::read(states_[situation.state]);
  const RowState none{.key = action.key};
  const RowState* found = table.find(action.key);
  const RowState& row = found != nullptr ? *found : none;
  std::vector<Effect> effects{{.state = situation.state, .reply = told_row(row, 0)}};
  if (action.strong || situation.faults.left(Fault::stale) == 0) return effects;
  for (int back = 1; back <= int(row.older.size()); ++back) add_stale(effects, told_row(row, back));
  return effects;
}

bool StorePort::selected(const Action& action, const RowState& row) const {
  const std::string& partition = keys_[row.key].at(0).get_ref<const std::string&>();
  if (action.verb == Verb::scan) return partition.starts_with(action.prefix);
  const std::string& sort = keys_[row.key].at(1).get_ref<const std::string&>();
  return partition == action.prefix && (action.after.empty() || sort > action.after);
}

std::vector<Effect> StorePort::read_many(const Action& action, const Situation& situation) {
  TableState table = TableState::read(states_[situation.state]);
  std::erase_if(table.rows, [&](const RowState& row) { return !selected(action, row); });
  std::sort(table.rows.begin(), table.rows.end(),
            [&](const RowState& a, const RowState& b) { return keys_[a.key] < keys_[b.key]; });
  const std::string verb = action.verb == Verb::query        ? "query"
                           : action.verb == Verb::query_page ? "query_page"
                                                             : "scan";
  // one stale read: one row of the answer is old
  const auto answer = [&](const RowState* stale, int back) {
    Json rows = Json::array();
    for (const RowState& row : table.rows) {
      Json one = told_row(row, &row == stale ? back : 0);
      if (one.at("version") == 0) continue;
      one["key"] = keys_[row.key];
      rows.push_back(std::move(one));
    }
    return told_rows(verb, action.prefix, limits_, std::move(rows));
  };
  std::vector<Effect> effects{{.state = situation.state, .reply = answer(nullptr, 0)}};
  if (action.strong || situation.faults.left(Fault::stale) == 0) return effects;
  for (const RowState& row : table.rows)
    for (int back = 1; back <= int(row.older.size()); ++back)
      add_stale(effects, answer(&row, back));
  return effects;
}

bool StorePort::may_be_independent(int action) const {
  const Action& what = parsed_[std::size_t(action)];
  return what.verb == Verb::write && what.writes.front().only_version;
}

bool StorePort::is_independent(int action, int state) const {
  if (!may_be_independent(action)) return false;
  const Action& what = parsed_[std::size_t(action)];
  const OneWrite& write = what.writes.front();
  TableState table = TableState::read(states_[state]);
  const RowState* row = table.find(write.key);
  // it will be refused: versions grow, unless the row is removed and the key is absent again
  if (row == nullptr || row->value == RowState::absent || row->version == write.version)
    return false;
  return write.version > 0 ? row->version > write.version : !rows_can_vanish_;
}

/// Bytes as numbers: a prefix may end within a character, so it is not always UTF-8.
static Json bytes_of(const std::string& text) {
  Json bytes = Json::array();
  for (const char c : text) bytes.push_back(int(static_cast<unsigned char>(c)));
  return bytes;
}

/// A row, the rows of a partition, the rows whose partition begins with a prefix, a client token.
std::vector<Touch> StorePort::touches(int action) {
  using Access = Touch::Access;
  const Action& what = parsed_[std::size_t(action)];
  std::vector<Touch> touches;
  const auto touch = [&](const char* kind, const Json& name, Access access) {
    touches.push_back({things_.number(Json::array({kind, name})), access});
  };
  const auto change = [&](int key) {
    touch("row", key, Access::changes);
    const std::string& partition = keys_[key].at(0).get_ref<const std::string&>();
    touch("partition", partition, Access::adds);
    for (std::size_t length = 0; length <= partition.size(); ++length)
      touch("prefix", bytes_of(partition.substr(0, length)), Access::adds);
  };
  if (what.verb == Verb::get) touch("row", what.key, Access::reads);
  if (what.verb == Verb::query || what.verb == Verb::query_page)
    touch("partition", what.prefix, Access::reads);
  if (what.verb == Verb::scan) touch("prefix", bytes_of(what.prefix), Access::reads);
  if (what.verb == Verb::expire) change(what.key);
  for (const OneWrite& write : what.writes) {
    if (write.kind == OneWrite::Kind::check)
      touch("row", write.key, Access::reads);
    else
      change(write.key);
    if (write.expires != RowState::absent) touches.push_back({.thing = Touch::time});
  }
  if (what.token >= 0) {
    touch("token", what.token, Access::changes);
    touches.push_back({.thing = Touch::time});
  }
  return touches;
}

int StorePort::forget(int state, Budget left) {
  if (left.left(Fault::stale) > 0) return state;
  if (std::size_t(state) >= forgotten_.size()) forgotten_.resize(std::size_t(state) + 1, -1);
  int& without = forgotten_[std::size_t(state)];
  if (without < 0) {
    TableState table = TableState::read(states_[state]);
    for (RowState& row : table.rows) row.older.clear();
    without = states_.number(table.write());
  }
  return without;
}

}  // namespace sim
