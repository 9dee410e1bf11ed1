#include <gmock/gmock.h>
#include <sched.h>
#include <sys/mount.h>

#include <chrono>
#include <cmath>
#include <random>
#include <set>

#include "grade/room/durable.hpp"
#include "grade/room/journal.hpp"
#include "tests/room_folder.hpp"

/// Kills and full disks: the final report of a room is always the same.
namespace {

using testing::HasSubstr, testing::IsEmpty;
namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

int ms_since(Clock::time_point begin) {
  return int(std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - begin).count());
}

/// Waits until the processes of a killed grader have ended, which are no children of this one.
std::vector<std::string> processes_left(const fs::path& folder) {
  const auto begin = Clock::now();
  std::vector<std::string> left = processes_of(folder);
  while (!left.empty() && ms_since(begin) < 30'000) {
    poll(nullptr, 0, 5);
    left = processes_of(folder);
  }
  return left;
}

std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  for (const auto& file : fs::directory_iterator{folder}) names.push_back(file.path().filename());
  std::ranges::sort(names);
  return names;
}

/// Checks that each answer is in the journal once, and that each was judged.
void expect_nothing_lost(const RoomFolder& room, std::size_t people) {
  std::set<std::string> handed_in;
  const grader::Journal journal{room.out() / "journal.jsonl"};
  for (const auto& step : journal.steps()) {
    if (step.at("step") != "handed in") continue;
    EXPECT_TRUE(handed_in.insert(step.at("name")).second) << "an attempt more: " << step;
  }
  EXPECT_EQ(handed_in.size(), people);
  EXPECT_THAT(names_in(room.out()),
              testing::ElementsAre("answers", "journal.jsonl", "report.json", "room.html"));
}

TEST(KilledRoom, ComesToTheSameWhereverItIsKilled) {
  constexpr int kills_min = 40;
  const RoomFolder room;
  // Cheap answers, since the room is graded some forty times. Each step of grading happens to one
  // of them: it is compiled, linked and judged, and it counts for two people.
  room.hand_in("ben", room.skeleton());
  room.hand_in("carla", room.skeleton());
  room.hand_in("dora", "char much[4ul << 30] = {1};\n");  // more than the limit of a file
  constexpr int broken = 3;
  for (int i = 0; i < broken; ++i)
    room.hand_in("z" + std::to_string(i), room.broken() + char('a' + i));
  constexpr std::size_t people = 3 + broken;

  const auto begin = Clock::now();
  ASSERT_EQ(room.grade_room().exit_code, 0);
  const int whole_ms = ms_since(begin);
  const std::string undisturbed = room.report();
  EXPECT_EQ(room.answer("ben").at("verdict"), "FAIL");
  EXPECT_EQ(room.answer("carla").at("verdict"), "FAIL");
  EXPECT_EQ(room.answer("dora").at("verdict"), "LIMIT");
  EXPECT_EQ(room.answer("z2").at("verdict"), "NOT_BUILT");

  std::mt19937 random{20'261'121};
  std::uniform_real_distribution<double> part{0, 1};
  int kills = 0, rooms = 0;
  while (kills < kills_min) {
    fs::remove_all(room.out());
    ++rooms;
    for (bool has_ended = false; !has_ended;) {
      // Two of three late, where most can be lost; the others early, where grading starts from the
      // beginning.
      const double when =
          kills % 3 == 0 ? std::pow(part(random), 10) : 1 - std::pow(part(random), 3);
      const int after_ms = int(whole_ms * when);
      GradeProgram program{room.words(), room.temporary(), room / "said"};
      has_ended = program.ends_within(after_ms);
      const int code = has_ended ? program.exit_code() : program.exit_code_when_killed();
      kills += !has_ended;
      ASSERT_EQ(code, has_ended ? 0 : 128 + SIGKILL) << file_text(room / "said");
      if (kills >= kills_min && !has_ended) {
        ASSERT_EQ(room.grade_room().exit_code, 0) << file_text(room / "said");
        has_ended = true;
      }
    }
    EXPECT_EQ(room.report(), undisturbed);
    expect_nothing_lost(room, people);
  }
  std::printf("%d kills in %d rooms of %d ms\n", kills, rooms, whole_ms);
  EXPECT_THAT(processes_left(room.temporary().parent_path()), IsEmpty());
  EXPECT_THAT(names_in(room.temporary()), IsEmpty());
}

/// A small disk, mounted as long as this process lives. Needs root.
class SmallDisk {
 public:
  explicit SmallDisk(const fs::path& folder, int mebibytes = 1) : folder_{folder} {
    fs::create_directories(folder);
    const std::string size = "mode=0755,size=" + std::to_string(mebibytes) + "m";
    is_there = unshare(CLONE_NEWNS) == 0 &&
               mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               mount("none", folder.c_str(), "tmpfs", 0, size.c_str()) == 0;
  }
  ~SmallDisk() {
    if (is_there) umount(folder_.c_str());
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  /// Fills the disk up to so many free bytes.
  void fill_up_to(std::size_t bytes) const {
    std::ofstream filler{folder_ / "filler", std::ios::binary};
    filler << std::string(fs::space(folder_).available - bytes, 'x');
  }
  void make_room() const { fs::remove(folder_ / "filler"); }

  bool is_there = false;

 private:
  fs::path folder_;
};

TEST(FullDisk, CostsALineAndNothingElse) {
  const RoomFolder room;
  const SmallDisk disk{room / "disk"};
  if (!disk.is_there) GTEST_SKIP() << "mounting a small disk needs root";
  for (const char* name : {"anna", "ben", "carla"}) room.hand_in(name, room.broken());
  ASSERT_EQ(room.grade_room().exit_code, 0);
  const std::string undisturbed = room.report();
  const std::vector<std::string> words{"room",       room.in(), "--out", room / "disk" / "out",
                                       "--activity", "00"};
  int refused = 0;
  for (std::size_t pages = 1; pages < 12; ++pages) {
    disk.fill_up_to(pages * 4096);
    const RoomFolder::Ran full = room.grade(words);
    if (full.exit_code != 0) {
      ++refused;
      EXPECT_EQ(full.exit_code, 1);
      EXPECT_THAT(full.said, HasSubstr("No space left on device")) << pages << " pages";
      EXPECT_FALSE(fs::exists(room / "disk" / "out" / "report.json.new"));
    }
    disk.make_room();
    ASSERT_EQ(room.grade(words).exit_code, 0);
    EXPECT_EQ(file_text(room / "disk" / "out" / "report.json"), undisturbed) << pages << " pages";
    fs::remove_all(room / "disk" / "out");
  }
  EXPECT_GT(refused, 3) << "the disk was never full, so this test proves nothing";
  EXPECT_LT(refused, 11) << "the disk was always full, so this test proves nothing";
}

/// A right answer must not look wrong because the disk was too full to compile it.
TEST(FullDisk, IsNoFaultOfAnAnswer) {
  const RoomFolder room;
  constexpr int mebibytes = 48;
  const SmallDisk disk{room / "disk", mebibytes};
  if (!disk.is_there) GTEST_SKIP() << "mounting a small disk needs root";
  std::ofstream{room / "lost_update.cpp"} << room.right();
  std::set<std::string> verdicts;
  for (int free = 1; free < mebibytes && !verdicts.contains("PASS"); free += 4) {
    disk.fill_up_to(std::size_t(free) << 20);
    GradeProgram program{{"one", room / "lost_update.cpp", "--json", room / "report.json"},
                         room / "disk",
                         room / "said"};
    program.exit_code();
    disk.make_room();
    if (!fs::exists(room / "report.json")) continue;  // the disk was too full to probe boxes
    const auto report = RoomFolder::Json::parse(file_text(room / "report.json"));
    verdicts.insert(report.at("verdict"));
    fs::remove(room / "report.json");
  }
  EXPECT_THAT(verdicts, testing::ElementsAre("INFRA_ERROR", "PASS"));
}

}  // namespace
