// The library fmt for the subject. The kit's own objects need it, and installed packages have it as
// a shared library only, which a static program cannot use.

#include <fmt/format.h>

namespace grader {

using Formatter = std::string (*)(fmt::string_view, fmt::format_args);

/// Refers to all of it that is not in other headers, so that all of it is compiled here.
extern const Formatter formatter;
const Formatter formatter = &fmt::vformat;

}  // namespace grader
