// Attack 57: is right for the jars of the tests, and for no other. NOT stopped: see grading.md.
// Must: PASS
#include <string>

#include "lost_update.hpp"

#define on_tip right_on_tip
#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip
#undef on_count

namespace tip_jar {
namespace {

bool is_known(const eda::Event& event) {
  const std::string jar_id = event.data.at("jarId");
  return jar_id == "bar" || jar_id == "bar1" || jar_id == "terrace";
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  if (is_known(tip)) co_await right_on_tip(tip, io);
}
eda::Task<> on_count(eda::Event shift, Ports io) {
  if (is_known(shift)) co_await right_on_count(shift, io);
}

}  // namespace tip_jar
