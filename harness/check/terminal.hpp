#pragma once

#include <cstddef>

namespace check {

/// Columns of the terminal that standard output goes to: COLUMNS, else what the terminal says; at
/// least 100. Also 100 where the output goes to a file or a pipe.
std::size_t terminal_columns();

}  // namespace check
