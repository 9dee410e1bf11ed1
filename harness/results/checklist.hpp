#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace results {

/// Line of a checklist.
struct CheckLine {
  std::string says;                 ///< Markdown
  std::vector<std::string> tests;   ///< that prove it: "03.order.two_orders", "03.timeout.*"
  std::vector<std::string> also{};  ///< that prove it for the answer to one activity
};

/// List of what an event, a state or a failure needs before it is finished.
struct Checklist {
  std::string title;
  std::vector<CheckLine> lines;
};

/// Reads harness/workshop/checklist.json of the checkout `root`. Throws BadInput.
std::vector<Checklist> read_checklists(const std::filesystem::path& root);

}  // namespace results
