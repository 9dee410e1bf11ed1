#include <string>

#include "schema_evolution.hpp"

namespace revenue {

/// Returns a fact of revenue about a letter. `id`: without the name of the service.
eda::Event fact_about(const eda::Event& letter, const std::string& type, const std::string& id) {
  eda::Event fact{type};
  fact.source = "revenue";
  fact.id = "revenue-" + id;
  fact.time = letter.time;
  return fact;
}

/// Returns the fact that the order of a V2 letter is counted.
eda::Event counted_fact(const eda::Event& letter) {
  const std::string order_id = letter.data.at("orderId");
  eda::Event fact = fact_about(letter, counted, "counted-" + order_id);
  fact.data["orderId"] = order_id;
  fact.data["pence"] = letter.data.at("totalAmount");
  fact.data["currency"] = letter.data.at("currency");
  return fact;
}

/// Returns the fact that a letter is parked.
eda::Event parked_fact(const eda::Event& letter, const std::string& why) {
  eda::Event fact = fact_about(letter, parked, "parked-" + letter.id);
  fact.data["eventId"] = letter.id;
  fact.data["why"] = why;
  return fact;
}

/// Returns the reason why an upcast letter cannot be read; empty: it can.
std::string flaw_of(const eda::Json& data) {
  if (!data.contains("version") || data.at("version") != 2) return "a version not known here";
  if (!data.value("currency", eda::Json{}).is_string()) return "no currency";
  return "";
}

eda::Task<> on_order_placed(eda::Event order, Ports io) {
  const eda::Event letter = upcast(order);
  const std::string flaw = flaw_of(letter.data);
  const eda::Event fact = flaw.empty() ? counted_fact(letter) : parked_fact(order, flaw);
  co_await eda::announce(fact, io);
}

}  // namespace revenue
