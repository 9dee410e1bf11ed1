#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "real/cluster.hpp"
#include "real/postgres.hpp"

/// Whole runs of activity 11: what is kept of one, and one whose disk is full.
namespace {

namespace fs = std::filesystem;
using testing::AllOf, testing::HasSubstr, testing::Not;

std::string text_of(const fs::path& file) {
  std::ifstream input{file};
  return {std::istreambuf_iterator<char>{input}, {}};
}

class Run : public testing::Test {
 protected:
  void SetUp() override {
    if (!real::find_programs().are_there()) GTEST_SKIP() << real::how_to_install;
    fs::create_directories(folder);
  }
  /// Runs the program. Returns its exit code, and sets `said` to its output.
  int run(std::vector<std::string> command) {
    command.insert(command.begin(), OOO_PROGRAM);
    const fs::path log = folder / "run.log";
    fs::remove(log);
    int code = 0;
    {
      real::Process program{{.name = "11_real", .command = command, .log = log}};
      code = program.wait();
    }
    said = text_of(log);
    return code;
  }
  int judge() { return run({"judge", kept, "--orders", "20"}); }

  const fs::path folder = OOO_FOLDER;
  const std::string kept = OOO_KEPT;  ///< folder of the program's runs
  std::string said;
};

/// Removes the first event that says that an order is paid, with all of its copies.
void remove_an_end(const fs::path& log) {
  std::vector<std::string> lines;
  std::ifstream input{log};
  for (std::string line; std::getline(input, line);) lines.push_back(line);
  const auto event_in = [](const std::string& line) { return eda::Json::parse(line).at("event"); };
  const auto end = std::find_if(lines.begin(), lines.end(), [&](const std::string& line) {
    return event_in(line).at("type") == "com.shop.order.paid";
  });
  ASSERT_NE(end, lines.end());
  const eda::Json removed = event_in(*end);
  std::ofstream output{log};
  for (const std::string& line : lines)
    if (event_in(line) != removed) output << line << '\n';
}

TEST_F(Run, KeepsALogThatCanBeJudgedAgainAndAPage) {
  ASSERT_EQ(run({"run", "--orders", "20", "--no-kill", "--keep"}), 0) << said;
  EXPECT_THAT(said, AllOf(HasSubstr("\n0 wrong.\n"), HasSubstr("/page.html"),
                          HasSubstr("judge '" + kept + "' --orders 20\n")));
  // both the text and the page draw the deliveries of one order, each with its requests
  EXPECT_THAT(
      said, AllOf(HasSubstr("Order 1, as the workers logged it:\n"), HasSubstr("command create-1"),
                  HasSubstr("append"), Not(HasSubstr("shortest"))));
  EXPECT_THAT(text_of(fs::path{kept} / "page.html"),
              AllOf(HasSubstr("command create-1"), HasSubstr("\"append\"")));
  for (const char* file : {"n1.log", "postgres.log", "worker 1.log", "worker 2.jsonl"})
    EXPECT_TRUE(fs::exists(fs::path{kept} / file)) << file;

  EXPECT_EQ(judge(), 0) << said;
  EXPECT_THAT(said, AllOf(HasSubstr("20 orders, "), HasSubstr(", 0 wrong.\n")));
  remove_an_end(fs::path{kept} / "events.jsonl");
  EXPECT_EQ(judge(), 1) << said;
  EXPECT_THAT(said, AllOf(HasSubstr("WRONG  order "), HasSubstr("com.shop.order.created"),
                          Not(HasSubstr("com.shop.order.paid")), HasSubstr(", 1 wrong.\n")));
  fs::remove(fs::path{kept} / "events.jsonl");
  EXPECT_EQ(judge(), 2);
  EXPECT_THAT(said, HasSubstr("events.jsonl: it is missing"));
}

TEST_F(Run, StartsItsServersBelowAFolderThatTheirUserMayNotEnter) {
  const fs::path closed = folder / "closed";
  fs::create_directories(closed / "data");
  fs::permissions(closed, fs::perms::owner_all);
  real::Cluster cluster{closed / "data", real::find_programs()};
  cluster.start();
  EXPECT_EQ(real::Postgres{cluster.postgres_address()}.ask("SELECT 1")[0][0], "1");
  cluster.stop();
}

TEST_F(Run, SaysThatTheDiskOfNatsIsFullAndLeavesNoFiles) {
  EXPECT_EQ(run({"run", "--orders", "200", "--no-kill", "--nats-disk", "64K"}), 2);
  EXPECT_THAT(
      said, AllOf(HasSubstr("The disk of the NATS server n"), HasSubstr(" is full."),
                  HasSubstr("the run stops. The answer is not judged."), Not(HasSubstr("WRONG"))));
  EXPECT_FALSE(fs::exists(kept)) << "only --keep leaves files";
}

}  // namespace
