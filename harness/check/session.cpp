#include "check/session.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <charconv>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "check/answer.hpp"
#include "check/candidates.hpp"
#include "check/given.hpp"
#include "check/page.hpp"
#include "check/phases.hpp"
#include "check/terminal.hpp"
#include "shell/word.hpp"

namespace check {

namespace {

/// Passes each failure to the session. GoogleTest holds its lock meanwhile, so it cannot be asked
/// for the name of the test.
class FailureListener final : public testing::EmptyTestEventListener {
  void OnTestPartResult(const testing::TestPartResult& part) override {
    if (part.failed()) session().test_has_failed(part.message());
  }
};

/// Reads the number of an outcome, a scenario or the like. Throws std::invalid_argument.
int number_of(std::string_view text, std::string_view what) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < 1)
    throw std::invalid_argument{
        fmt::format("\"{}\" is no number of {}: they begin with 1", text, what)};
  return number;
}

}  // namespace

Session::Session() : columns_{terminal_columns()} {
  testing::UnitTest::GetInstance()->listeners().Append(new FailureListener);  // GoogleTest owns it
}

Session& session() {
  static Session session;
  return session;
}

std::string Session::test_name() const {
  const testing::TestInfo* test = testing::UnitTest::GetInstance()->current_test_info();
  if (test == nullptr) return "";
  const std::string name = fmt::format("{}.{}", test->test_suite_name(), test->name());
  return activity_.empty() ? name : activity_ + "." + name;
}

std::string Session::replay_command() const { return shell::word(program_) + " --replay="; }

std::string Session::tool_replay_command() const {
  const std::filesystem::path tool =
      std::filesystem::path{program_}.parent_path().parent_path() / "workshop";
  return exists(tool) ? shell::word(tool.string()) + " replay " : replay_command();
}

int Session::next_scenario() {
  const std::string test = test_name();
  if (std::exchange(latest_test_, test) != test) {
    scenarios_ = 0;
    reply_.reset();
    findings_.clear();
    std::error_code none_there;
    // a test that passes has no page; a replay keeps the page that the whole test has drawn
    if (!replay_token_ && !plays_adversary()) std::filesystem::remove(page(test), none_there);
  }
  return scenarios_++;
}

void Session::report(const std::function<std::string()>& coverage) const {
  if (reports_coverage_) fmt::print("  covered: {}\n", coverage());
}

std::filesystem::path Session::page(const std::string& name) const {
  const std::filesystem::path program{program_};
  if (!program.has_parent_path() || is_suite_) return {};
  // beside bin/, or in the folder of a program of another project
  std::filesystem::path build = program.parent_path();
  if (build.filename() == "bin") build = build.parent_path();
  return build / "pages" / program.stem() / (name + ".html");
}

void Session::name(sim::Trace& trace, int scenario) const {
  trace.test = test_name();
  trace.token.test = trace.test;
  trace.token.scenario = scenario;
  if (!executor_of) trace.replay_command = replay_command();  // the box runs another program
}

std::string Session::story_of(const sim::Trace& trace) {
  std::string text = "\n" + to_text(trace, columns_);
  const bool is_drawn = trace.is_confirmed && !replay_token_ && !plays_adversary();
  const std::filesystem::path file = is_drawn ? page(test_name()) : "";
  if (!file.empty()) text += fmt::format("\n  See it drawn, in a browser:\n\n{}\n", file.string());
  reply_ = Told{text, trace, file};
  return text;
}

void Session::test_has_failed(std::string_view message) {
  if (!reply_ || message.find(reply_->text) == message.npos) {
    findings_.emplace_back();
    return;
  }
  const sim::Trace& trace = reply_->trace;
  findings_.push_back(
      {trace.rule.says, trace.rule.hint, sim::shape_of(trace), !trace.is_confirmed});
  draw_latest();
}

void Session::show(const sim::Trace& trace) {
  fmt::print("{}\n", story_of(trace));
  draw_latest();
}

void Session::draw_latest() const {
  const auto& [text, trace, file] = *reply_;
  if (trace.is_confirmed) write_trace(to_json(trace));
  if (file.empty()) return;
  const eda::Json passing = trace.passing ? to_json(*trace.passing) : eda::Json{};
  const InPhase drawing{Phase::page};
  const std::string trouble = write_page(file, to_json(trace), passing);
  if (!trouble.empty()) fmt::print("  No page shows it: {}\n", trouble);
}

void Session::write_trace(const sim::Json& trace) const {
  if (traces_.empty()) return;
  std::filesystem::create_directories(traces_);
  const std::string name = trace.at("test");
  std::ofstream{traces_ / (name + ".json")} << trace.dump(2) << '\n';
}

void Session::draw(const Outcome& calm) {
  if (!draws_) return;
  has_drawn_ = true;
  const std::filesystem::path file = page(test_name());
  const sim::Json trace = calm.trace();
  write_trace(trace);
  const std::string trouble = write_page(file, trace, nullptr);
  fmt::print("{}\n", trouble.empty() ? "  Drawn: " + file.string() : "  Not drawn: " + trouble);
}

void Session::wait_for_enter() const {
  if (!steps_) return;
  for (int read = std::getchar(); read != '\n' && read != EOF;) read = std::getchar();
}

void Session::read_arguments(int& count, char** arguments) {
  const std::filesystem::path program{arguments[0]};
  program_ = program.string();
  const std::string name = program.filename().string();
  if (name.size() > 3 && std::isdigit(name[0]) != 0 && std::isdigit(name[1]) != 0 && name[2] == '_')
    activity_ = name.substr(0, 2);
  int kept = 1;
  for (int i = 1; i < count; ++i) {
    const std::string_view argument = arguments[i];
    if (argument == "--coverage") {
      reports_coverage_ = true;
    } else if (argument.starts_with("--coverage=")) {
      coverage_ = argument.substr(11);
    } else if (argument == "--times") {
      shows_times_ = true;
    } else if (argument == "--draw") {
      draws_ = true;
    } else if (argument == "--page") {
      draws_own_page_ = true;
    } else if (argument == "--outcomes") {
      wanted_outcome_ = 0;
    } else if (argument.starts_with("--outcomes=")) {
      wanted_outcome_ = number_of(argument.substr(11), "an outcome");
    } else if (argument.starts_with("--ends=")) {
      ends_ = argument.substr(7);
    } else if (argument.starts_with("--walks=")) {
      const std::string_view walks = argument.substr(8, argument.find(',') - 8);
      walks_ = number_of(walks, "walks");
      if (walks.size() + 8 < argument.size())
        walks_seed_ = number_of(argument.substr(walks.size() + 9), "a seed");
    } else if (argument == "--adversary") {
      wanted_stage_ = 0;
    } else if (argument.starts_with("--adversary=")) {
      wanted_stage_ = number_of(argument.substr(12), "a scenario");
    } else if (argument == "--step") {
      steps_ = true;
    } else if (argument == "--suite") {
      is_suite_ = true;
    } else if (argument == "--trial") {
      is_trial_ = true;
    } else if (argument.starts_with("--service=")) {
      set_service_under_test(std::string{argument.substr(10)});
    } else if (argument.starts_with("--answer=")) {
      replace_data_files(argument.substr(9));
    } else if (argument.starts_with("--given=")) {
      set_given_folder(argument.substr(8));
    } else if (argument.starts_with("--traces=")) {
      traces_ = argument.substr(9);
    } else if (argument.starts_with("--replay=")) {
      replay_token_ = sim::token_from(argument.substr(9));
      std::string test = replay_token_->test;
      if (!activity_.empty()) {
        if (!test.starts_with(activity_ + "."))
          throw std::invalid_argument{fmt::format(
              "{} holds the tests of activity {}; the token is of {}", name, activity_, test)};
        test = test.substr(activity_.size() + 1);
      }
      testing::GTEST_FLAG(filter) = test;
    } else {
      arguments[kept++] = arguments[i];
    }
  }
  count = kept;
}

}  // namespace check
