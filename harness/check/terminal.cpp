#include "check/terminal.hpp"

#include <algorithm>
#include <cstdlib>

#include "sim/tell/trace.hpp"

#if __has_include(<sys/ioctl.h>)
#include <sys/ioctl.h>
#include <unistd.h>
#endif

namespace check {

std::size_t terminal_columns() {
  int wide = 0;
#if __has_include(<sys/ioctl.h>)
  if (isatty(STDOUT_FILENO) == 1) {
    if (const char* columns = std::getenv("COLUMNS")) wide = std::atoi(columns);
    winsize size{};
    if (wide <= 0 && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0) wide = size.ws_col;
  }
#endif
  return std::clamp<std::size_t>(std::size_t(std::max(0, wide)), sim::text_columns, 400);
}

}  // namespace check
