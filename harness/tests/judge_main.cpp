// judge wrong 03_correlator --answer FILE --program FILE --manifest build/self-check/manifest.json

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/judge.hpp"

namespace {

struct History {
  std::string kind;    ///< right | wrong | skeleton
  std::string folder;  ///< "03_correlator"
  std::filesystem::path answer;
  std::filesystem::path program;
  std::filesystem::path manifest;
};

int exit_status(int status) {
#ifdef _WIN32
  return status;
#else
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
#endif
}

/// Runs the answer's program; what it prints goes to a file beside it.
judging::Trial run(const std::filesystem::path& program, const std::string& filter) {
  const std::string report = program.string() + ".json";
  const std::string log = program.string() + ".log";
  std::filesystem::remove(report);
  const std::string command =
      fmt::format("\"{}\" \"--gtest_filter={}\" \"--gtest_output=json:{}\" > \"{}\" 2>&1",
                  program.string(), filter, report, log);
  const int status = exit_status(std::system(command.c_str()));
  const bool reported = std::filesystem::exists(report);
  return judging::read_trial(reported ? results::read_json(report, report) : results::Json{},
                             status);
}

judging::Opinion judge(const History& question, const results::ManifestActivity& activity,
                       const std::filesystem::path& root) {
  if (question.kind == "right") return judge_right(activity, run(question.program, "*"));
  if (question.kind == "skeleton") {
    const results::Activity about = results::read_activity(root, activity.folder);
    return judge_skeleton(activity, about.points, run(question.program, "*"));
  }
  const answers::WrongAnswer wrong = answers::read_wrong_answer(root, question.answer);
  return judge_wrong(activity, wrong, run(question.program, judging::filter_for(activity, wrong)));
}

int answer(const History& question) {
  const results::Manifest manifest = results::read_manifest(question.manifest);
  for (const results::ManifestActivity& activity : manifest.activities) {
    if (activity.folder != question.folder) continue;
    const judging::Opinion opinion = judge(question, activity, manifest.root);
    const std::string file = relative(question.answer, manifest.root).generic_string();
    for (const std::string& reason : opinion.reasons) fmt::print("{}: {}\n", file, reason);
    if (opinion.as_meant) return 0;
    fmt::print("what the program printed: {}.log\n", question.program.string());
    return 1;
  }
  throw results::BadInput{
      fmt::format("{}: has no activity {}", question.manifest.string(), question.folder)};
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Says whether an answer is as right, or as wrong, as it is meant to be."};
  History question;
  app.add_option("kind", question.kind)
      ->required()
      ->check(CLI::IsMember({"right", "wrong", "skeleton"}));
  app.add_option("activity", question.folder, "03_correlator")->required();
  app.add_option("--answer", question.answer, "its source")->required();
  app.add_option("--program", question.program, "the answer linked with all tests")->required();
  app.add_option("--manifest", question.manifest, "manifest.json of the build directory")
      ->required();
  try {
    app.parse(argc, argv);
    return answer(question);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
