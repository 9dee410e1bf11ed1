#pragma once

#include <optional>
#include <string>
#include <vector>

#include "port_alone.hpp"
#include "sim/model/ports/store_port.hpp"

/// The store alone, with the calls that answers make to it.
namespace alone {

using eda::Condition, eda::Key, eda::Read, eda::Update, eda::Write;
using Store = eda::Store;

inline eda::Item row(Key key, Json value) { return {std::move(key), std::move(value)}; }

inline auto get(Key key, Read read = Read::strong) {
  return [=](Store& store) { return store.get<Json>(key, read); };
}
inline auto put(Key key, Json value, Condition condition = Condition::none()) {
  return [=](Store& store) { return store.put(row(key, value), condition); };
}
/// Returns a conditional put of a row that was read at `version`.
inline auto put_over(int version, Key key, Json value) {
  eda::Item item = row(std::move(key), std::move(value));
  item.version = version;
  return [=](Store& store) { return store.put_if_unchanged(item); };
}
inline auto put_until(eda::Duration expires, Key key, Json value) {
  eda::Item item = row(std::move(key), std::move(value));
  item.expires_at = start + expires;
  return [=](Store& store) { return store.put(item); };
}
inline auto update(Key key, Update update, Condition condition = Condition::none()) {
  return [=](Store& store) { return store.update(key, update, condition); };
}
inline auto erase(Key key, Condition condition = Condition::none()) {
  return [=](Store& store) { return store.erase(key, condition); };
}
inline auto together(std::vector<Write> writes, std::string client_token = "") {
  return [=](Store& store) { return store.transact_write(writes, client_token); };
}
inline auto query(std::string partition, Read read = Read::strong) {
  return [=](Store& store) { return store.query<Json>(partition, read); };
}
inline auto scan(std::string prefix) {
  return [=](Store& store) { return store.scan<Json>(prefix); };
}

class StoreAlone : public PortAlone<sim::StoreProxy> {
 public:
  /// `listeners`: numbers of the handlers that subscribe to every change.
  explicit StoreAlone(std::optional<Fault> possible = {}, std::vector<int> listeners = {},
                      sim::StoreLimits limits = {})
      : PortAlone{port}, port{tables, 1, std::move(listeners), start, {}, limits} {
    if (possible) now.faults = Budget::one(*possible);
  }

  sim::SharedTables tables;
  sim::StorePort port;

  /// Deliveries to the listeners: "1: inserted order/42", "1: removed order/42 by TTL".
  std::vector<std::string> heard() const {
    std::vector<std::string> words;
    for (const sim::Message& message : deliveries) {
      const Event& record = tables.events.event(message.event);
      const std::string key = record.data.at("partition");
      words.push_back(std::to_string(message.handler) + ": " + record.type.substr(10) + " " + key +
                      (record.data.at("byTtl") ? " by TTL" : ""));
    }
    return words;
  }
};

}  // namespace alone
