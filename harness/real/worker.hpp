#pragma once

#include <filesystem>

namespace real {

/// Runs the handlers of all services until the process is told to end by SIGTERM. `number`: of the
/// worker, from 0. `descriptor`: of the board.
int run_worker(const std::filesystem::path& site_file, int number, int descriptor);

}  // namespace real
