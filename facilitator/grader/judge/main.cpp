// The judge of one activity: its tests, unchanged, and an executor that sends every question to the
// subject in its box. The symbols of the activity's header come from its skeleton. It is never run;
// if a test ran it by mistake, it would earn no points.
//     judge FOLDER [--gtest_filter=…]
// reads FOLDER/orders.json and writes FOLDER/record.json.

#include <gmock/gmock.h>

#include <csignal>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "check/session.hpp"
#include "judge/boxed_executor.hpp"
#include "judge/orders.hpp"
#include "judge/record.hpp"
#include "subject/services.hpp"

namespace {

using grader::BoxedAnswer, grader::Record;
namespace fs = std::filesystem;

/// Records the result of each test.
class Scribe final : public testing::EmptyTestEventListener {
 public:
  explicit Scribe(BoxedAnswer& answer) : answer_{answer} {}
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
    for (const auto& [trouble, sentence] : answer_.take_troubles())
      (trouble == grader::Trouble::limit     ? test.limits
       : trouble == grader::Trouble::crashed ? test.crashes
                                             : test.protocol)
          .push_back(sentence);
    // a test that continued without a reply has not judged the answer
    const bool is_clean = test.limits.empty() && test.crashes.empty() && test.protocol.empty();
    test.passed = result.Passed() && !result.Skipped() && is_clean;
    record.tests.push_back(std::move(test));
  }

  BoxedAnswer& answer_;
};

int judge(const grader::Box& box, const fs::path& file, const BoxedAnswer::Limits& limits) {
  BoxedAnswer answer{box, grader::services(), limits};
  check::session().executor_of = [&](const sim::Scenario& scenario) {
    return answer.executor_of(scenario);
  };
  auto* scribe = new Scribe{answer};  // GoogleTest deletes it
  testing::UnitTest::GetInstance()->listeners().Append(scribe);
  [[maybe_unused]] const int told_test_by_test = RUN_ALL_TESTS();
  scribe->record.misfortune = answer.misfortune();
  scribe->record.questions = answer.questions();
  scribe->record.bytes = answer.bytes();
  scribe->record.processes = answer.processes();
  std::ofstream stream{file};
  // text of an answer may not be UTF-8
  stream
      << grader::Json(scribe->record).dump(1, ' ', false, grader::Json::error_handler_t::replace);
  stream.close();
  return stream ? 0 : 2;
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
    const auto orders = grader::Json::parse(given).get<grader::Orders>();
    grader::Box box{.level = grader::level_from(orders.level),
                    .fork_server = orders.fork_server,
                    .to_read = {orders.subject}};
    using std::chrono::seconds;
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
    return judge(box, folder / "record.json", budgets);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
