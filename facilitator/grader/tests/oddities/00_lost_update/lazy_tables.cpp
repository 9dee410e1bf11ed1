// Oddity: fills constants when they are first needed, one for each thread. Must: PASS
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

const std::map<std::string, int> worth{{"cent", 1}, {"euro", 100}};

const std::unordered_map<std::string, int>& lazily() {
  static const auto table = [] {
    std::unordered_map<std::string, int> all;
    for (int i = 0; i < 1000; ++i) all.emplace(std::to_string(i), i);
    return all;
  }();
  return table;
}

const std::string& once() {
  static std::once_flag flag;
  static std::unique_ptr<std::string> text;
  std::call_once(flag, [] { text = std::make_unique<std::string>("the same for ever"); });
  return *text;
}

thread_local std::string scratch;

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  scratch.assign(100, 'x');
  if (lazily().at("17") + worth.at("euro") != 117 || once().empty()) co_return;
  co_await right_on_tip(tip, io);
  scratch.clear();
}

}  // namespace tip_jar
