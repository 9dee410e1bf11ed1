#include <fmt/format.h>

#include <memory>

#include "results/progress.hpp"
#include "workshop/checklist.hpp"
#include "workshop/command.hpp"
#include "workshop/commands.hpp"
#include "workshop/proofs.hpp"
#include "workshop/verdict.hpp"

namespace workshop::commands {

namespace {

/// Runs the tests that prove a line, and prints what each has covered.
int prove(const results::Manifest& manifest, const std::string& number) {
  notice_interrupts();
  const auto lists = results::read_checklists(manifest.root);
  results::ManifestActivity activity = activity_of(manifest, number);
  activity.tests = proving_tests(activity, lists);
  results::Results results = judge_at_a_pace(manifest, activity, true);
  const results::Result& built = results[activity.number() + ".builds"];
  if (built.ending != results::Ending::passed) {
    print(built.output);
    return 3;
  }
  Proofs proofs{activity, manifest.hidden_tests_here, results};
  for (const results::Test& test : activity.tests) {
    const std::string name = activity.ctest_name(test);
    proofs.covered[name] = read_coverage(coverage_file(manifest.build, name));
  }
  return print(checklist(proofs, lists, terminal()));
}

}  // namespace

void add_checklist(CLI::App& app, Action& action) {
  auto number = std::make_shared<std::string>();
  CLI::App* list = app.add_subcommand(
      "checklist", "What an event, a state, a failure needs, and what proves it");
  list->add_option("NN", *number,
                   "Runs the tests of that activity; default: what has passed so far");
  list->callback([&action, number] {
    action = [number](const results::Manifest& manifest) {
      if (!number->empty()) return prove(manifest, *number);
      return print(workshop::checklist(manifest, results::read_checklists(manifest.root),
                                       results::read_progress(manifest), terminal()));
    };
  });
}

}  // namespace workshop::commands
