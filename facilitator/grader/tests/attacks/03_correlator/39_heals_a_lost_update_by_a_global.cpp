// Attack 39: writes without a condition, but what a global has seen is never lost. At most: 60.
// Must: NONDETERMINISTIC
#include <map>
#include <set>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT facilitator/03_correlator/wrong/loses_updates.cpp@
#undef on_fact

namespace kitchen {
namespace {
std::map<std::string, std::set<std::string>> seen;  // order and what its row held -> tickets
}

// The wrong answer writes back what it has read. Beside it, each delivery tells all others what it
// knows, and each says who else has been here: where the others are known, no update is lost.
eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string key = "order/" + fact.data.at("orderId").get<std::string>();
  auto row = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  std::set<std::string>& others = seen[key + row.value.dump()];
  const bool somebody_is_here = !others.empty() && !others.contains(fact.id);
  others.insert(fact.id);
  if (somebody_is_here) io.log.info("after you");
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
