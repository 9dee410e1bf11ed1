#pragma once

#include <map>
#include <string>
#include <vector>

#include "eda/service.hpp"
#include "fixtures/shop/platform.hpp"

/// Shops that the test of part 4 is tried on, by what is special about them.
namespace shops {

using Services = std::vector<eda::Service>;

std::map<std::string, Services> right();
std::map<std::string, Services> wrong();

}  // namespace shops
