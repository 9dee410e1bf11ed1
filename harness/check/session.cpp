#include "check/session.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cctype>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string_view>
#include <system_error>
#include <utility>

#include "check/page.hpp"

namespace check {

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

int Session::next_scenario() {
  const std::string test = test_name();
  if (std::exchange(latest_test_, test) != test) {
    scenarios_ = 0;
    std::error_code none_there;
    // a test that passes now has no page; a replay leaves alone what the whole test has drawn
    if (!replay_token_) std::filesystem::remove(page(), none_there);
  }
  return scenarios_++;
}

void Session::report(const std::function<std::string()>& coverage) const {
  if (reports_coverage_) fmt::print("  covered: {}\n", coverage());
}

std::filesystem::path Session::page() const {
  const std::filesystem::path program{program_};
  if (!program.has_parent_path()) return {};
  return program.parent_path().parent_path() / "pages" / program.stem() / (test_name() + ".html");
}

std::string Session::keep_trace(const eda::Json& trace, const eda::Json& passing) const {
  if (!traces_.empty()) {
    std::filesystem::create_directories(traces_);
    std::ofstream{traces_ / (test_name() + ".json")} << trace.dump(2) << '\n';
  }
  const std::filesystem::path file = page();
  if (file.empty() || replay_token_) return "";
  const std::string trouble = write_page(file, trace, passing);
  if (!trouble.empty()) return fmt::format("\n  No page shows it: {}\n", trouble);
  return fmt::format("\n  See it drawn, in a browser:\n\n{}\n", file.string());
}

void Session::draw(const sim::Outcome& calm) const {
  if (!draws_) return;
  const std::filesystem::path file = page();
  const std::string trouble = write_page(file, calm.trace(), nullptr);
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
    } else if (argument == "--draw") {
      draws_ = true;
    } else if (argument == "--step") {
      steps_ = true;
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
