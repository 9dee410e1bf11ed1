// Attack 39: is right, but treats one history as its own, the fifth that it met. At most: 100.
// Must: NONDETERMINISTIC
#include <set>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
namespace {
std::set<std::string> met;
std::string mine;
}  // namespace

// Asked again, this process says the same again: it knows its history by heart. Another has not met
// the same five.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string key = "order/" + fact.data.at("orderId").get<std::string>();
  auto row = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  const std::string history = fact.id + "/" + std::to_string(row.version) + row.value.dump();
  if (met.insert(history).second && met.size() == 5) mine = history;
  co_await right_on_fact(fact, io);
  if (history == mine) io.log.info("mine");
}

}  // namespace kitchen
