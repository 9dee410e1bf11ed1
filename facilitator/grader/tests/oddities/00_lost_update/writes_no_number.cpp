// Oddity: writes a row that is no number, and throws bytes that are not UTF-8. Must: FAIL
#include <cmath>
#include <stdexcept>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

eda::Task<> on_tip(eda::Event tip, Ports io) {
  try {
    const eda::Row<double> row{"mean/" + tip.id, std::nan("")};
    const eda::WriteResult noted = co_await io.store.put(row);
    if (!noted.ok()) co_return;
  } catch (const eda::InvalidRequest&) {
    throw std::runtime_error{"caf\xE9"};
  }
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
