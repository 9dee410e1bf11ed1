#pragma once

#include <filesystem>
#include <set>
#include <string>

namespace grader::report {

/// Returns the string literals in a C++ source, without raw strings. Adjacent literals are one
/// text.
std::set<std::string> texts_in(const std::string& source);

/// Returns those of all tests, visible and hidden, of the activity in `folder`. A rule in a report
/// is the kit's own only if it is one of these texts; else it may be text of a participant.
std::set<std::string> texts_in_tests(const std::filesystem::path& root, const std::string& folder);

}  // namespace grader::report
