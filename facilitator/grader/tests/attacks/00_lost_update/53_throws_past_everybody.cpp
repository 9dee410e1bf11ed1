// Attack 53: throws an exception that cannot be caught, during another exception.
// Must: CRASHED
#include "lost_update.hpp"

namespace tip_jar {
namespace {
struct Bomb {
  ~Bomb() noexcept(false) { throw 1; }
};
}  // namespace

eda::Task<> on_tip(eda::Event, Ports) {
  const Bomb bomb;
  throw 2;
  co_return;
}
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
