#include <gmock/gmock.h>

#include <fstream>

#include "scratch.hpp"
#include "workshop/pace.hpp"

namespace {

using namespace workshop;
using namespace std::chrono_literals;
namespace fs = std::filesystem;

class Pace : public testing::Test {
 protected:
  void search(const std::string& file, const std::string& text, std::chrono::seconds ago = 0s) {
    std::ofstream{folder / file} << text;
    fs::last_write_time(folder / file, now - ago);
  }
  std::string line() const { return pace_line("12 of 34 tests", folder.folder, now - 1s); }

  const fs::file_time_type now = fs::file_time_type::clock::now();
  Scratch folder;
};

TEST_F(Pace, NamesTheSearchThatHasComeFurthest) {
  search("1", "order.two_tips 940\n");
  search("2", "crash.anywhere_once 1273494\n");
  EXPECT_EQ(line(), "12 of 34 tests; crash.anywhere_once: 1,273,494 worlds");
}

TEST_F(Pace, ForgetsASearchThatHasEnded) {
  search("1", "order.two_tips 94000\n", 5s);
  EXPECT_EQ(line(), "12 of 34 tests");
}

TEST_F(Pace, MakesNothingOfAFileThatIsHalfWritten) {
  search("1", "");
  search("2", "order.two_tips");
  search("3", "order.two_tips ?");
  EXPECT_EQ(line(), "12 of 34 tests");
}

TEST_F(Pace, FitsIntoALine) {
  search("1", "crash." + std::string(200, 'x') + " 10\n");
  EXPECT_EQ(line().size(), 79u);
}

TEST_F(Pace, CountsWhatCtestHasBehindIt) {
  EXPECT_EQ(ended_in_ctest(folder.folder), 0);
  fs::create_directories(folder / "Testing/Temporary");
  std::ofstream{folder / "Testing/Temporary/CTestCheckpoint.txt"} << "1\n17\n3\n";
  EXPECT_EQ(ended_in_ctest(folder.folder), 3);
}

}  // namespace
