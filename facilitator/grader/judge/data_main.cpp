// The judge of an activity whose answer is data: its tests, which look at grader::document().
// The answer is never run, so there is no box. The grader has parsed it strictly; the judge reads
// the grader's own copy of it.
//     judge FOLDER [--gtest_filter=…]
// reads FOLDER/answer.json and writes FOLDER/record.json.

#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "judge/document.hpp"
#include "judge/record.hpp"

namespace {

grader::Json answer;  // NOLINT: set before the first test runs

/// Records the result of each test.
class Scribe final : public testing::EmptyTestEventListener {
 public:
  grader::Record record{};

 private:
  void OnTestEnd(const testing::TestInfo& info) override {
    grader::Record::Test test;
    test.name = std::string{info.test_suite_name()} + "." + info.name();
    const testing::TestResult& result = *info.result();
    for (int i = 0; i < result.total_part_count(); ++i)
      if (!result.GetTestPartResult(i).passed())
        test.failures.emplace_back(result.GetTestPartResult(i).message());
    test.passed = result.Passed() && !result.Skipped();
    record.tests.push_back(std::move(test));
  }
};

}  // namespace

const grader::Json& grader::document() { return answer; }

int main(int count, char** arguments) {
  testing::InitGoogleMock(&count, arguments);
  if (count != 2) {
    std::fprintf(stderr, "judge: argument FOLDER is missing, with answer.json in it\n");
    return 2;
  }
  const std::filesystem::path folder = arguments[1];
  try {
    std::ifstream given{folder / "answer.json"};
    answer = grader::Json::parse(given);
    auto* scribe = new Scribe;  // GoogleTest deletes it
    testing::UnitTest::GetInstance()->listeners().Append(scribe);
    [[maybe_unused]] const int told_test_by_test = RUN_ALL_TESTS();
    std::ofstream stream{folder / "record.json"};
    stream << grader::Json(scribe->record).dump(1);
    stream.close();
    return stream ? 0 : 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 2;
  }
}
