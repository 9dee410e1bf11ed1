// facilitator_files --root KIT [--write]: compares the generated files of the facilitator's pack
// facilitator_files readout REPORT: prints the figures of a graded room, without names

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>

#include "answers/lines.hpp"
#include "pack/documents.hpp"
#include "pack/readout.hpp"
#include "pack/references.hpp"
#include "results/json_file.hpp"

namespace {

namespace fs = std::filesystem;
using facilitator::Document, facilitator::Sources;

std::vector<Document> all_documents(const Sources& sources) {
  std::vector<Document> all{facilitator::debrief_prompts(sources),
                            facilitator::answer_keys(sources), facilitator::cards(sources),
                            facilitator::mapping(sources), facilitator::clock_page(sources)};
  for (const facilitator::Agenda& agenda : sources.agendas) {
    all.push_back(facilitator::agenda_page(sources, agenda));
    all.push_back(facilitator::shared_notes(sources, agenda));
  }
  for (Document& sheet : facilitator::printed_sheets(sources)) all.push_back(std::move(sheet));
  return all;
}

bool is_as_committed(const fs::path& file, const std::string& text) {
  return exists(file) && answers::read_text(file, file.string()) == text;
}

int run(const fs::path& root, bool write) {
  const Sources sources{root, facilitator::read_agendas(root), facilitator::read_notes(root)};
  std::vector<std::string> complaints;
  for (const Document& document : all_documents(sources)) {
    const fs::path file = root / "facilitator" / document.name;
    if (is_as_committed(file, document.text)) continue;
    if (write)
      answers::write_text(file, document.text);
    else
      complaints.push_back(
          fmt::format("facilitator/{}: differs from its sources; run facilitator_files --write",
                      document.name));
  }
  for (const std::string& complaint : facilitator::broken_references(sources))
    complaints.push_back(complaint);
  for (const std::string& complaint : complaints) fmt::print("{}\n", complaint);
  return complaints.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Generates files of the facilitator's pack from agenda.json and the activities."};
  fs::path root, report;
  bool write = false;
  app.add_option("--root", root, "the kit's folder");
  app.add_flag("--write", write, "writes the files instead of comparing them");
  CLI::App& readout = *app.add_subcommand("readout", "Prints the figures of a graded room");
  readout.add_option("report", report, "report.json of `grade room`")->required();
  try {
    app.parse(argc, argv);
    if (readout.parsed()) {
      fmt::print("{}", facilitator::readout(report));
      return 0;
    }
    if (root.empty()) throw CLI::RequiredError{"--root"};
    return run(root, write);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
