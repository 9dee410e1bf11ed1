#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/service.hpp"

namespace real {

/// Answer that this program runs on the servers.
struct Answer {
  std::string activity;          ///< "03"
  std::filesystem::path plan;    ///< real.json
  std::filesystem::path folder;  ///< for the files of a run
  std::vector<eda::Service> services;
};

/// Defined by the build of each activity's program.
const Answer& answer();

}  // namespace real
