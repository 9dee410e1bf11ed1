#include "correlator.hpp"

namespace kitchen {

// A caricature: a kitchen that announces both ends of an order at every fact, under new ids.

eda::Task<> on_fact(eda::Event fact, Ports io) {
  for (const std::string& type : {ready, timed_out}) {
    eda::Event end{type};
    end.source = "kitchen-service";
    end.id = co_await io.ids.next();
    end.time = io.clock.now();
    end.data["orderId"] = fact.data.at("orderId");
    if (type == timed_out) end.data["missing"] = eda::Json::array();
    (void)co_await io.bus.publish(end);
  }
}

eda::Task<> on_timer(eda::Event, Ports) { co_return; }
eda::Task<> on_sweep(eda::Event, Ports) { co_return; }
eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
