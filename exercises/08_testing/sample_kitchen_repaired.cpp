#include "testing.hpp"

// The sample after the repair by the defence. Read only. All but the sweep is as it was.
namespace repaired {

using sample::Ports;

eda::Task<> check_timeouts(eda::Event, Ports io) {
  auto orders = co_await io.store.scan<eda::Json>("order/");
  const eda::Instant now = io.clock.now();
  for (const eda::Item& order : orders) {
    if (!sample::is_stale(order.value, now)) continue;

    const eda::Update to_timed_out = eda::Update().set("status", "timedout");
    const eda::Condition is_waiting = eda::Condition::equals("status", "waiting");
    const eda::WriteResult result = co_await io.store.update(order.key, to_timed_out, is_waiting);
    if (!result.ok()) continue;  // another sweep was faster, or the order is ready

    co_await sample::emit_timeout(order.value, io);
    co_await sample::compensate(order.value, io);
  }
}

eda::Service kitchen() {
  const eda::Service sample = sample::kitchen();
  return {
      sample.name, sample.domain, {sample.subscriptions.front(), eda::on_sweeps(check_timeouts)}};
}

}  // namespace repaired
