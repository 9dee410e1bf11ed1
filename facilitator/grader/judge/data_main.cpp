// The judge of an activity whose answer is data: its tests, which look at grader::document().
// Nothing of the answer is ever run, so there is no box: it has been read by a strict parser, and
// what arrives here is what our own writer has made of it.
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

/// Writes down how each test ended.
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
    std::fprintf(stderr, "judge: needs the folder of the answer\n");
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
