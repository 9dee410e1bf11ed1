// Parts of a suite's process that the system has elsewhere: the functions of the library fmt that
// the harness uses, as in fmt.cpp, and a working directory. GoogleTest stops without one, and a box
// refuses the call.

#include <fmt/format.h>

#include <cerrno>
#include <cstddef>
#include <cstring>

namespace grader {

using Formatter = std::string (*)(fmt::string_view, fmt::format_args);
using Printer = void (*)(fmt::string_view, fmt::format_args);

/// Refer to the functions that other files use, so that they are compiled here.
extern const Formatter suite_formatter;
extern const Printer suite_printer;
const Formatter suite_formatter = &fmt::vformat;
const Printer suite_printer = &fmt::vprint;

}  // namespace grader

extern "C" char* getcwd(char* buffer, std::size_t size) noexcept {
  if (buffer != nullptr && size >= 2) return std::strcpy(buffer, "/");
  errno = ERANGE;
  return nullptr;
}
