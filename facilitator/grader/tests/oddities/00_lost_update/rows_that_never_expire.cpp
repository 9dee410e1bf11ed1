// Oddity: writes rows that expire at the last moment there is. Must: PASS
#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  eda::Row<int> row{"never/" + tip.id, 1};
  row.expires_at = eda::Instant::max();
  while (true) {
    const eda::WriteResult noted = co_await io.store.put(row);
    if (noted.ok()) break;
  }
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
