#include <fmt/format.h>

#include <memory>

#include "grade/commands/commands.hpp"
#include "grade/commands/reporting.hpp"
#include "grade/room/document.hpp"
#include "report/reports.hpp"

namespace grader {

namespace {

struct MergeOptions {
  std::vector<std::string> documents;
  std::string out;
  Reports reports;
};

int merge(const MergeOptions& options) {
  const eda::Json document = merged({options.documents.begin(), options.documents.end()});
  write_document(document, options.out);
  write_reports(document, options.reports);
  return 0;
}

}  // namespace

void add_merge(CLI::App& app, Chosen& chosen) {
  const auto options = std::make_shared<MergeOptions>();
  CLI::App* command = app.add_subcommand("merge", "merges the reports of several rooms");
  command->add_option("reports", options->documents, "file report.json of each room")->required();
  command->add_option("--out", options->out, "file for the merged report")->required();
  add_report_options(*command, options->reports);
  command->callback([&chosen, options] { chosen = [options] { return merge(*options); }; });
}

}  // namespace grader
