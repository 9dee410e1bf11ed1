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
  // TODO 3, continued: One order may be announced by two letters. What is counted once, and what
  //         is the `id` made of?
  eda::Event fact = fact_about(letter, counted, "counted");
  fact.data["orderId"] = letter.data.at("orderId");
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

eda::Task<> on_order_placed(eda::Event order, Ports io) {
  const eda::Event letter = upcast(order);
  io.log.info("a letter: " + letter.data.dump());
  // TODO 3: Read what you need, and count it. What do you do about fields that you do not know?
  //         eda::announce(fact, io) publishes until the bus has it.

  // TODO 5: And if this is no V2 letter, even now? Or V2, and has no currency?
  co_return;
}

}  // namespace revenue
