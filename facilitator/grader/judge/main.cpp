// The judge of one activity: its tests, unchanged, and an executor that sends every question to the
// subject in its box. The symbols of the activity's header come from its skeleton. It is never run;
// if a test ran it by mistake, it would earn no points. Files of data are read here, by the same
// functions as in a participant's own run. An answer of data only has no subject and no box.
//     judge FOLDER [--gtest_filter=…]
// reads FOLDER/orders.json and FOLDER/data/, and writes FOLDER/record.json.

#include <gmock/gmock.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "check/answer.hpp"
#include "check/session.hpp"
#include "judge/boxed_executor.hpp"
#include "judge/boxed_suite.hpp"
#include "judge/orders.hpp"
#include "judge/record.hpp"
#include "subject/services.hpp"

namespace {

using grader::BoxedAnswer, grader::BoxedSuite, grader::Record;
namespace fs = std::filesystem;

/// Records the result of each test.
class Scribe final : public testing::EmptyTestEventListener {
 public:
  explicit Scribe(BoxedAnswer* answer) : answer_{answer} {}
  Record record{};

 private:
  void OnTestEnd(const testing::TestInfo& info) override {
    Record::Test test;
    test.name = std::string{info.test_suite_name()} + "." + info.name();
    const testing::TestResult& result = *info.result();
    for (int i = 0; i < result.total_part_count(); ++i) {
      const testing::TestPartResult& part = result.GetTestPartResult(i);
      if (part.passed()) continue;
      test.failures.emplace_back(part.message());
    }
    const std::vector<check::Finding> findings = check::session().take_findings();
    if (!findings.empty()) {
      test.rule = findings.front().rule;
      test.hint = findings.front().hint;
      test.schedule = findings.front().schedule;
    }
    for (const check::Finding& finding : findings) test.remembers |= finding.remembers;
    if (answer_ != nullptr)
      for (const auto& [trouble, sentence] : answer_->take_troubles())
        (trouble == grader::Trouble::limit     ? test.limits
         : trouble == grader::Trouble::crashed ? test.crashes
                                               : test.protocol)
            .push_back(sentence);
    // a test that continued without a reply has not judged the answer
    const bool is_clean = test.limits.empty() && test.crashes.empty() && test.protocol.empty();
    test.passed = result.Passed() && !result.Skipped() && is_clean;
    record.tests.push_back(std::move(test));
  }

  BoxedAnswer* answer_;  ///< nullptr: the answer has no code
};

/// Runs the tests and writes their results. At most one of the first two is not null.
int judge(BoxedAnswer* answer, BoxedSuite* suite, const fs::path& file) {
  auto* scribe = new Scribe{answer};  // GoogleTest deletes it
  testing::UnitTest::GetInstance()->listeners().Append(scribe);
  [[maybe_unused]] const int told_test_by_test = RUN_ALL_TESTS();
  Record& record = scribe->record;
  record.unreadable = check::unreadable_files();
  if (answer != nullptr) {
    record.misfortune = answer->misfortune();
    record.questions = answer->questions();
    record.bytes = answer->bytes();
    record.processes = answer->processes();
  }
  if (suite != nullptr) {
    record.misfortune = suite->misfortune();
    record.processes = suite->runs();
    record.bytes = suite->bytes();
  }
  std::ofstream stream{file};
  // text of an answer may not be UTF-8
  stream << grader::Json(record).dump(1, ' ', false, grader::Json::error_handler_t::replace);
  stream.close();
  return stream ? 0 : 2;
}

int judge_suite(const grader::Orders& orders, grader::Box box, const fs::path& file) {
  using std::chrono::seconds;
  const check::SuiteLimits limits;
  box.limits = grader::answer_limits;
  box.limits.memory_bytes = orders.memory_bytes;
  box.limits.cpu_s = std::uint64_t(limits.cpu_s);
  box.program = {orders.subject, "--suite"};
  BoxedSuite suite{box,
                   {.cpu = seconds{limits.cpu_s},
                    .asleep = seconds{limits.asleep_s},
                    .wall = seconds{60 + 120 * limits.cpu_s}}};
  check::session().suite_runner = [&](const eda::Service& service, int seed) {
    return suite.run(service, seed);
  };
  return judge(nullptr, &suite, file);
}

int judge(const grader::Orders& orders, const fs::path& folder) {
  check::set_data_files({.folder = folder / "data", .names = orders.data});
  if (orders.subject.empty()) {
    // services that the tests give run here; without an executor, a story would name a program
    check::session().executor_of = sim::in_process;
    return judge(nullptr, nullptr, folder / "record.json");
  }
  grader::Box box{.level = grader::level_from(orders.level),
                  .fork_server = orders.fork_server,
                  .to_read = {orders.subject}};
  using std::chrono::seconds;
  if (orders.is_suite) return judge_suite(orders, box, folder / "record.json");
  BoxedAnswer::Limits budgets;
  budgets.question.cpu = budgets.question.asleep = seconds{orders.cpu_s};
  budgets.question.wall = seconds{60 + 120 * orders.cpu_s};
  budgets.silent = seconds{8 * orders.cpu_s};
  budgets.cold = seconds{10 * orders.cpu_s};
  budgets.all = seconds{orders.reply_s};
  box.limits = grader::answer_limits;
  box.limits.memory_bytes = orders.memory_bytes;
  // The judge measures each question. If it is slow, the limits of the kernel apply.
  box.limits.cpu_s = orders.reply_s + orders.cpu_s;
  box.program = {orders.subject};
  BoxedAnswer answer{box, grader::services(), budgets};
  check::session().executor_of = [&](const sim::Scenario& scenario) {
    return answer.executor_of(scenario);
  };
  return judge(&answer, nullptr, folder / "record.json");
}

}  // namespace

int main(int count, char** arguments) {
  testing::InitGoogleMock(&count, arguments);
  std::signal(SIGPIPE, SIG_IGN);  // a subject may end while the judge writes to it
  if (count != 2) {
    std::fprintf(stderr, "judge: argument FOLDER is missing, with orders.json in it\n");
    return 2;
  }
  const fs::path folder = arguments[1];
  try {
    std::ifstream given{folder / "orders.json"};
    return judge(grader::Json::parse(given).get<grader::Orders>(), folder);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
