#pragma once

#include <filesystem>

#include "pack/documents.hpp"

namespace facilitator {

/// Returns the sheet of 13: its queues and its stream, with what the file must say left blank.
Document pipes(const std::filesystem::path& root);
/// Returns the form of 14: a page of a runbook with its headings and alarms, to fill in.
Document runbook_form(const std::filesystem::path& root);
/// Returns the log of 17: two columns of lines, with their time, order, service and what happened.
Document log_of_ten_orders(const std::filesystem::path& root);
/// Returns the overview of 19: each service with what it hears and says, by the flow table of our
/// architecture.md, and room for what a group finds.
Document overview_of_the_shop(const std::filesystem::path& root);

}  // namespace facilitator
