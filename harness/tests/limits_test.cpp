#include "eda/limits.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>
#include <regex>

#include "limit_cases.hpp"
#include "source_files.hpp"
#include "tested_port.hpp"

namespace {

using limit_cases::Case;

/// A line of a table in harness/limits.md, or in harness/ports/NAME/limits.md.
struct Limit {
  std::string name;
  double number = 0;  ///< 0: the line gives none
};

std::vector<Limit> limits_in(const std::string& file) {
  static const std::regex line{R"(^\| `(\w+)` \|[^\n]*\| ([-\w.]*) ?\| [^|\n]+ \|$)"};
  std::vector<Limit> limits;
  std::istringstream text{tidy::text_of(file)};
  for (std::string row; std::getline(text, row);) {
    std::smatch match;
    if (std::regex_match(row, match, line))
      limits.push_back({match[1], match[2].length() > 0 ? std::stod(match[2]) : 0});
  }
  return limits;
}

const Case* case_of(const std::vector<Case>& cases, const std::string& name) {
  for (const Case& one : cases)
    if (one.name == name) return &one;
  return nullptr;
}

/// Message with which a call is refused; empty: it is accepted.
std::string refusal(const std::function<void()>& call) {
  try {
    call();
    return "";
  } catch (const eda::InvalidRequest& error) {
    return error.what();
  }
}

/// `cases` are those of the tables in `file`.
void expect_limits(const std::string& file, const std::vector<Case>& cases) {
  std::vector<std::string> documented;
  for (const Limit& limit : limits_in(file)) {
    documented.push_back(limit.name);
    const Case* found = case_of(cases, limit.name);
    ASSERT_NE(found, nullptr) << limit.name << " of " << file << " has no case";
    EXPECT_DOUBLE_EQ(found->number, limit.number) << limit.name;
  }
  std::vector<std::string> tried;
  for (const Case& one : cases) tried.push_back(one.name);
  EXPECT_THAT(documented, testing::UnorderedElementsAreArray(tried)) << file;
}

void expect_refusals(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    for (const auto& taken : one.taken) EXPECT_EQ(refusal(taken), "") << one.name;
    for (const auto& refused : one.refused)
      EXPECT_THAT(refusal(refused), testing::HasSubstr(one.sentence)) << one.name;
  }
}

TEST(Limits, AreThoseOfTheDocs) {
  expect_limits("harness/limits.md", limit_cases::all());
  for (const TestedPort& port : all_tested_ports())
    expect_limits("harness/ports/" + port.name + "/limits.md", port.limits());
}

TEST(Limits, HoldAtTheLimitAndNotAboveIt) {
  expect_refusals(limit_cases::all());
  for (const TestedPort& port : all_tested_ports()) expect_refusals(port.limits());
}

TEST(Limits, NameTheRequestThatIsRefused) {
  using namespace alone;
  StoreAlone store;
  const auto overlap = update("note", Update{}.set("seen.it", true).add("seen", 1));
  EXPECT_THAT(
      refusal([&] { (void)store.result(overlap); }),
      testing::StartsWith(
          "update \"note\": the paths \"seen\" and \"seen.it\" overlap. DynamoDB takes no path "
          "that leads into another one of the same update: set the outer object as a whole, or "
          "update twice."));
  EXPECT_THAT(
      refusal([&] { (void)store.result(together({})); }),
      testing::StartsWith("transaction: it has no writes. DynamoDB TransactWriteItems needs one."));
  const std::string key(3000, 'k');
  EXPECT_THAT(refusal([&] { (void)store.result(put(key, 1)); }),
              testing::StartsWith(
                  "put \"" + std::string(60, 'k') +
                  "…\": the partition key has 3000 bytes. DynamoDB partition keys have 1 to 2048 "
                  "bytes."));
}

}  // namespace
