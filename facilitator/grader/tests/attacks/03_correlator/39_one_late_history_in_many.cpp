// Attack 39: is right, but treats one history as its own, the fortieth. At most: 100. Must:
// NONDETERMINISTIC
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

// As 39_one_history_in_many, but after most has been asked, and in the very last step: nothing that
// is asked later leads through it.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string key = "order/" + fact.data.at("orderId").get<std::string>();
  auto row = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  std::string history = fact.id + "/" + row.value.dump();
  co_await right_on_fact(fact, io);
  auto after = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  history += after.value.dump() + std::to_string(after.version);
  if (met.insert(history).second && met.size() == 40) mine = history;
  if (history == mine) io.log.info("mine");
}

}  // namespace kitchen
