// judge wrong 03_correlator --answer FILE --program FILE --manifest build/self-check/manifest.json
// judge first-run --root CHECKOUT
// judge first-contact --root CHECKOUT --kit KIT
// judge kinds --root CHECKOUT --kit KIT
// judge pack --root KIT --pack FOLDER

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <functional>
#include <nlohmann/json.hpp>

#include "tests/handout.hpp"
#include "tests/judge.hpp"

namespace {

struct Question {
  std::string kind;    ///< right | wrong | skeleton
  std::string folder;  ///< "03_correlator"
  std::filesystem::path answer;
  std::filesystem::path program;
  std::filesystem::path files;  ///< folder of data that replaces that of the program; empty: none
  std::filesystem::path given;  ///< the activity's folder in another domain; empty: its own
  std::filesystem::path manifest;
};

int exit_status(int status) {
#ifdef _WIN32
  return status;
#else
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
#endif
}

/// Returns the path of the files with the output of the answer's program, without an extension. An
/// answer without a program of its own has its name in it.
std::string output_of(const Question& question) {
  const std::string program = question.program.string();
  if (question.files.empty()) return program;
  const std::string domain =
      question.given.empty() ? ""
                             : "_" + question.given.parent_path().parent_path().filename().string();
  return fmt::format("{}{}_{}_{}", program, domain, question.kind, question.answer.stem().string());
}

/// Runs the answer's program.
judging::TestRun run(const Question& question, const std::string& filter) {
  const std::filesystem::path& program = question.program;
  const std::string report = output_of(question) + ".json", log = output_of(question) + ".log";
  std::filesystem::remove(report);
  std::string files;
  if (!question.files.empty()) files += fmt::format(" \"--answer={}\"", question.files.string());
  if (!question.given.empty()) files += fmt::format(" \"--given={}\"", question.given.string());
  const std::string command =
      fmt::format("\"{}\"{} \"--gtest_filter={}\" \"--gtest_output=json:{}\" > \"{}\" 2>&1",
                  program.string(), files, filter, report, log);
  const int status = exit_status(std::system(command.c_str()));
  const bool reported = std::filesystem::exists(report);
  return judging::read_test_run(reported ? results::read_json(report, report) : results::Json{},
                                status);
}

judging::Verdict judge(const Question& question, const results::ManifestActivity& activity,
                       const std::filesystem::path& root) {
  if (question.kind == "right") return judge_right(activity, run(question, "*"));
  if (question.kind == "skeleton") {
    const results::Activity about = results::read_activity(root, activity.folder);
    return judge_skeleton(activity, about.points, run(question, "*"));
  }
  const answers::WrongAnswer wrong = answers::read_wrong_answer(root, question.answer);
  return judge_wrong(activity, wrong, run(question, judging::filter_for(activity, wrong)));
}

int answer(const Question& question) {
  const results::Manifest manifest = results::read_manifest(question.manifest);
  for (const results::ManifestActivity& activity : manifest.activities) {
    if (activity.folder != question.folder) continue;
    const judging::Verdict verdict = judge(question, activity, manifest.root);
    const std::string file = relative(question.answer, manifest.root).generic_string();
    for (const std::string& reason : verdict.reasons) fmt::print("{}: {}\n", file, reason);
    if (verdict.as_meant) return 0;
    fmt::print("what the program printed: {}.log\n", output_of(question));
    return 1;
  }
  throw results::BadInput{
      fmt::format("{}: has no activity {}", question.manifest.string(), question.folder)};
}

int say(const judging::Verdict& verdict) {
  for (const std::string& reason : verdict.reasons) fmt::print("{}\n", reason);
  return verdict.as_meant ? 0 : 1;
}

void add_answers(CLI::App& app, Question& question, std::function<int()>& action) {
  for (const auto& [kind, meaning] : std::map<std::string, std::string>{
           {"right", "It passes every test"},
           {"skeleton", "It fails by assertions alone, without points"},
           {"wrong", "The test that it names rejects it, with its hint"}}) {
    CLI::App* one = app.add_subcommand(kind, meaning);
    one->add_option("activity", question.folder, "03_correlator")->required();
    one->add_option("--answer", question.answer, "its source")->required();
    one->add_option("--program", question.program, "the answer linked with all tests")->required();
    one->add_option("--files", question.files, "files of data that replace those of the program");
    one->add_option("--given", question.given, "the activity's folder in another domain");
    one->add_option("--manifest", question.manifest, "manifest.json of the build directory")
        ->required();
    one->callback([&question, &action, kind = kind] {
      question.kind = kind;
      action = [&question] { return answer(question); };
    });
  }
}

struct Handout {
  std::filesystem::path root, kit, pack;
  std::string build = "build/participant";
};

void add_handout(CLI::App& app, Handout& handout, std::function<int()>& action) {
  CLI::App* run = app.add_subcommand("first-run", "The first run is red by assertions alone");
  run->add_option("--root", handout.root, "a checkout without answers")->required();
  run->callback([&] { action = [&] { return say(judging::judge_first_run(handout.root)); }; });

  CLI::App* kinds =
      app.add_subcommand("kinds", "workshop takes answers that are data, or several files");
  kinds->add_option("--root", handout.root, "a checkout that has been built")->required();
  kinds->add_option("--kit", handout.kit, "the kit with those activities")->required();
  kinds->add_option("--build", handout.build, "the build directory of the checkout");
  kinds->callback([&] {
    action = [&] { return say(judging::judge_kinds(handout.root, handout.kit, handout.build)); };
  });

  CLI::App* contact = app.add_subcommand("first-contact", "workshop has words for first mistakes");
  contact->add_option("--root", handout.root, "a checkout that has been built")->required();
  contact->add_option("--kit", handout.kit, "the kit with the mistakes")->required();
  contact->callback([&] {
    action = [&] { return say(judging::judge_first_contact(handout.root, handout.kit)); };
  });

  CLI::App* pack = app.add_subcommand("pack", "The archive has what it should have");
  pack->add_option("--root", handout.root, "the kit")->required();
  pack->add_option("--pack", handout.pack, "the installed archive")->required();
  pack->callback(
      [&] { action = [&] { return say(judging::judge_pack(handout.root, handout.pack)); }; });
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app{"Judges answers and handouts of the kit: are they what they are meant to be?"};
  app.require_subcommand(1);
  Question question;
  Handout handout;
  std::function<int()> action;
  add_answers(app, question, action);
  add_handout(app, handout, action);
  try {
    app.parse(argc, argv);
    return action();
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  } catch (const std::exception& error) {
    fmt::print(stderr, "{}\n", error.what());
    return 2;
  }
}
