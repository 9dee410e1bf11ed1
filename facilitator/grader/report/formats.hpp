#pragma once

#include <string>

#include "report/document.hpp"

/// Reports in the formats of other programs. Pure: the same document gives the same text.
namespace grader::report {

/// Returns JUnit XML: a testsuite for each answer, a testcase for each family. It has what GitLab
/// reads: classname, name, failure, error, skipped. It has no system-out, where GitLab looks for
/// names of files.
std::string junit(const Document& document);

/// Returns a step summary for GitHub. It is cut at GitHub's limit of 1 MiB, with a sentence on it.
std::string markdown(const Document& document);

/// Returns a table for a terminal: a line for each submission, with points per activity and in
/// total.
std::string room_text(const Document& document);

/// Returns Gradescope's results.json. A stretch family gives extra points: it has no maximum.
/// Throws results::BadInput unless the document has exactly one submission.
std::string gradescope(const Document& document);

/// Returns the result that GitHub Classroom's reporter reads, before base64. Throws
/// results::BadInput unless the document has exactly one submission.
std::string classroom(const Document& document);

}  // namespace grader::report
