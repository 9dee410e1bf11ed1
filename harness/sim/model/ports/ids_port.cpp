#include "sim/model/ports/ids_port.hpp"

#include "sim/model/port_kind.hpp"

namespace sim {

namespace ports {

PortKind ids() {
  const auto port = [](const PortSetting&) -> std::unique_ptr<Port> {
    return std::make_unique<IdsPort>();
  };
  return port_kind<eda::Ids, IdsProxy>(
      {.name = "ids", .title = "ids", .requests = {{{"next"}, {}}}}, port);
}

}  // namespace ports

}  // namespace sim
