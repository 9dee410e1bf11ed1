// The library fmt for the subject, which the kit's objects need. Installed packages have it as a
// shared library only, which a static program cannot use.

#include <fmt/format.h>

namespace grader {

using Formatter = std::string (*)(fmt::string_view, fmt::format_args);

/// Refers to all functions that are not in other headers, so that they are compiled here.
extern const Formatter formatter;
const Formatter formatter = &fmt::vformat;

}  // namespace grader
