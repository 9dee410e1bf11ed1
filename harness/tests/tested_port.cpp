#include "tests/tested_port.hpp"

#include "tested_port_list.hpp"

std::vector<TestedPort> all_tested_ports() {
  std::vector<TestedPort> all;
  for (TestedPort (*const port)() : tested_ports::list) all.push_back(port());
  return all;
}
