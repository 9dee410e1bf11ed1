#include "tests/tested_port.hpp"

#include "tested_port_list.hpp"

const std::vector<TestedPort>& all_tested_ports() {
  static const std::vector<TestedPort> ports = [] {
    std::vector<TestedPort> all;
    for (TestedPort (*const port)() : tested_ports::list) all.push_back(port());
    return all;
  }();
  return ports;
}
