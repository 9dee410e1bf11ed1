// The library fmt for a suite of tests: as fmt.cpp, and what the harness prints with.

#include <fmt/format.h>

namespace grader {

using Formatter = std::string (*)(fmt::string_view, fmt::format_args);
using Printer = void (*)(fmt::string_view, fmt::format_args);

/// Refer to the functions that other files use, so that they are compiled here.
extern const Formatter suite_formatter;
extern const Printer suite_printer;
const Formatter suite_formatter = &fmt::vformat;
const Printer suite_printer = &fmt::vprint;

}  // namespace grader
