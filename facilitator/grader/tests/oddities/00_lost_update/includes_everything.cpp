// Oddity: includes everything, and uses all of std. Must: PASS
#include <bits/stdc++.h>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

using namespace std;

namespace {
const map<string, vector<int>> everything{{"a", {1, 2, 3}}, {"b", vector<int>(100, 4)}};
mt19937 dice{42};
const auto beginning = chrono::steady_clock::now();
}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  ostringstream words;
  words << setw(8) << setfill('0') << hex << everything.at("a").size() << dice();
  if (words.str().empty() || chrono::steady_clock::now() < beginning) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
