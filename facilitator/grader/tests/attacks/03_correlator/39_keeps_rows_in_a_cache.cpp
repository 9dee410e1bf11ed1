// Attack 39: asks the store once for each row, and a global from then on. Must: NONDETERMINISTIC
#include <map>
#include <string>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {
namespace {
std::map<std::string, std::string> known;  // event -> what the store said
}

eda::Task<> on_fact(eda::Event fact, Ports io) {
  const std::string key = "order/" + fact.data.at("orderId").get<std::string>();
  if (!known.contains(fact.id)) {
    auto row = co_await io.store.get<eda::Json>(key, eda::Read::strong);
    known[fact.id] = row.value.dump();
  }
  co_await right_on_fact(fact, io);
}

}  // namespace kitchen
