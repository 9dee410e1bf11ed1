#pragma once

#include <string>

/// Templates of pages, compiled in: a test program writes pages wherever it is. CMake generates the
/// source from harness/viewer/.
namespace check {

/// Returns the page that draws a schedule: harness/viewer/template.html.
const std::string& viewer_template();
/// Returns the page of bar charts: harness/viewer/charts.html.
const std::string& charts_template();

}  // namespace check
