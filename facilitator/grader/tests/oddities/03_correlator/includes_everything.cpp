// Oddity: includes everything, and keeps constants in static tables. Must: PASS
#include <bits/stdc++.h>

#include "correlator.hpp"

#define on_fact right_on_fact
// @TEXT solutions/03_correlator/correlator.cpp@
#undef on_fact

namespace kitchen {

using namespace std;

namespace {
const map<string, regex> kinds{{"payment", regex{".*payment.*"}}, {"chef", regex{".*chef.*"}}};
thread_local vector<string> scratch;
}  // namespace

eda::Task<> on_fact(eda::Event fact, Ports io) {
  static const unordered_set<string> known{payment_completed, inventory_reserved, chef_assigned};
  scratch.clear();
  for (const auto& [name, kind] : kinds)
    if (regex_match(fact.type, kind)) scratch.push_back(name);
  cerr << "kitchen: " << scratch.size() << endl;
  if (known.contains(fact.type)) co_await right_on_fact(fact, io);
}

}  // namespace kitchen
