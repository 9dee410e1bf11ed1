#pragma once

#include <string>

#include "report/document.hpp"

/// The report as other programs want it. Pure: the same document is the same text.
namespace grader::report {

/// A testsuite for each answer, a testcase for each family; what GitLab reads of it is among it:
/// classname, name, failure, error, skipped, and no system-out, in which it would look for files.
std::string junit(const Document& document);

/// For a step summary of GitHub, which takes 1 MiB: what is more is cut, and a sentence says so.
std::string markdown(const Document& document);

/// For a terminal: a line for each submission, with the points of each activity and of all.
std::string room_text(const Document& document);

/// Gradescope's results.json. A stretch family is worth extra points: it has no maximum. Throws
/// results::BadInput unless the document is about one submission.
std::string gradescope(const Document& document);

/// The result of one grader as GitHub Classroom's reporter reads it, before base64. Throws
/// results::BadInput unless the document is about one submission.
std::string classroom(const Document& document);

}  // namespace grader::report
