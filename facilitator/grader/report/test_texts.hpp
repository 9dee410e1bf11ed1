#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace grader::report {

/// The string literals in a C++ source; literals side by side are one text. Raw strings are left
/// out.
std::set<std::string> texts_in(const std::string& source);

/// The same of all tests, visible and hidden, of the activity in `folder`. The rule that a report
/// names is the kit's own if it is one of these texts, and may hold a participant's words if not.
std::set<std::string> texts_in_tests(const std::filesystem::path& root, const std::string& folder);

}  // namespace grader::report
