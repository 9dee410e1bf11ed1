#include <gmock/gmock.h>

#include "grade/room/folder_watch.hpp"
#include "tests/room_folder.hpp"

/// `grade room --watch`. It waits for each report, and no time is assumed.
namespace {

using namespace std::chrono_literals;
using testing::AllOf, testing::AnyOf, testing::HasSubstr, testing::IsEmpty, testing::Not;
namespace fs = std::filesystem;

/// A room that is being watched.
class Watching {
 public:
  explicit Watching(const RoomFolder& room, const std::vector<std::string>& words)
      : room_{room},
        out_{made(room.out()), {.quiet = 0ms}},
        program_{words, room.temporary(), room / "said"} {}

  /// Returns true as soon as it holds; false if the program has ended.
  bool until(const std::function<bool()>& holds) {
    while (!holds())
      if (out_.next(program_.handle()).empty()) return false;
    return true;
  }
  /// Returns true once the report has that verdict on the answer of `name`.
  bool until(const std::string& name, const std::string& verdict) {
    return until([&] {
      const RoomFolder::Json all = RoomFolder::Json::parse(room_.report(), nullptr, false);
      if (all.is_discarded()) return false;
      for (const auto& one : all.at("submissions"))
        if (one.at("name") == name && !one.at("answers").empty())
          return one.at("answers").at(0).at("verdict") == verdict;
      return verdict.empty();  // there is none
    });
  }
  /// Presses Ctrl-C. Returns the exit code.
  int interrupted() {
    program_.interrupt();
    return program_.exit_code();
  }
  std::string said() const { return file_text(room_ / "said"); }
  std::string page() const { return file_text(room_.out() / "room.html"); }
  std::string clock() const { return file_text(room_.out() / "clock.html"); }
  std::string clock_figures() const { return file_text(room_.out() / "clock_room.js"); }

 private:
  static fs::path made(const fs::path& folder) {
    fs::create_directories(folder);
    return folder;
  }

  const RoomFolder& room_;
  grader::FolderWatch out_;
  GradeProgram program_;
};

TEST(WatchedRoom, TakesWhatIsHandedInAndLosesWhatIsTakenAway) {
  const RoomFolder room;
  room.hand_in("anna", room.broken());
  Watching watching{room, room.words({"--watch"})};
  ASSERT_TRUE(watching.until("anna", "NOT_BUILT")) << watching.said();
  room.hand_in("ben", room.broken() + "//");
  ASSERT_TRUE(watching.until("ben", "NOT_BUILT")) << watching.said();
  ASSERT_TRUE(watching.until([&] {
    return watching.clock_figures().find("\"handedIn\": 2") != std::string::npos;
  })) << watching.clock_figures();
  EXPECT_THAT(watching.clock_figures(), HasSubstr("\"live\": true"));
  EXPECT_THAT(watching.clock(), HasSubstr("data-room=\"clock_room.js\""));
  room.hand_in("anna", room.broken() + "// again");
  ASSERT_TRUE(watching.until([&] {
    const std::string journal = file_text(room.out() / "journal.jsonl");
    std::size_t graded = 0, at = 0;
    while ((at = journal.find("\"graded\"", at + 1)) != std::string::npos) ++graded;
    return graded == 3;
  })) << "a changed answer is judged again";
  fs::remove_all(room.in() / "anna");
  ASSERT_TRUE(watching.until("anna", "")) << watching.said();
  EXPECT_THAT(watching.page(), HasSubstr("Follow the room"));
  EXPECT_EQ(watching.interrupted(), 0);
  EXPECT_THAT(watching.clock_figures(), HasSubstr("\"live\": false"));
}

TEST(WatchedRoom, EndsWithItsTableAndMadeUpNames) {
  for (const bool names : {false, true}) {
    const RoomFolder room;
    room.hand_in("anna-of-somewhere", room.broken());
    std::ofstream{room.in() / "ben-of-somewhere.zip"};
    Watching watching{room, room.words(names ? std::vector<std::string>{"--watch", "--names"}
                                             : std::vector<std::string>{"--watch"})};
    ASSERT_TRUE(watching.until("anna-of-somewhere", "NOT_BUILT")) << watching.said();
    EXPECT_EQ(watching.interrupted(), 0);
    EXPECT_THAT(watching.said(), AllOf(HasSubstr("Points of 100"), HasSubstr("does not build"),
                                       HasSubstr("The report is ")));
    for (const std::string& text : {watching.said(), watching.page()}) {
      if (names)
        EXPECT_THAT(text, HasSubstr("-of-somewhere"));
      else
        EXPECT_THAT(text, Not(HasSubstr("-of-somewhere")));
    }
    for (const std::string& text : {watching.clock(), watching.clock_figures()})
      EXPECT_THAT(text, Not(HasSubstr("-of-somewhere"))) << "the clock has counts only";
    EXPECT_THAT(watching.page(), Not(HasSubstr("Follow the room"))) << "it is not written again";
  }
}

TEST(WatchedRoom, TakesAFileWhenItIsComplete) {
  const RoomFolder room;
  fs::create_directory(room.in() / "anna");
  Watching watching{room, room.words({"--watch"})};
  ASSERT_TRUE(watching.until([&] { return fs::exists(room.out() / "report.json"); }));
  std::ofstream slow{room.in() / "anna" / "lost_update.cpp"};
  slow << room.broken() << std::flush;
  room.hand_in("ben", room.broken());
  ASSERT_TRUE(watching.until("ben", "NOT_BUILT")) << watching.said();
  EXPECT_THAT(room.submission("anna").at("answers").at(0).at("verdict"), "NOT_HANDED_IN");
  slow << "// and the rest\n";
  slow.close();
  ASSERT_TRUE(watching.until("anna", "NOT_BUILT")) << watching.said();
  EXPECT_EQ(room.answer("anna").at("attempt"), 1) << "no half was taken";
  EXPECT_EQ(watching.interrupted(), 0);
}

TEST(WatchedRoom, MayBeStoppedWhileItJudges) {
  const RoomFolder room;
  room.hand_in("anna", room.right());
  {
    Watching watching{room, room.words({"--watch"})};
    ASSERT_TRUE(watching.until([&] {
      return file_text(room.out() / "journal.jsonl").find("\"began\"") != std::string::npos;
    })) << watching.said();
    EXPECT_EQ(watching.interrupted(), 0) << watching.said();
    EXPECT_THAT(watching.said(), HasSubstr("Points of 100"));
  }
  EXPECT_THAT(room.answer("anna").at("verdict").get<std::string>(), AnyOf("NOT_JUDGED", "PASS"));
  EXPECT_THAT(processes_of(room.temporary()), IsEmpty());
  EXPECT_TRUE(fs::is_empty(room.temporary())) << "no folder is left behind";
  ASSERT_EQ(room.grade_room().exit_code, 0);
  EXPECT_EQ(room.answer("anna").at("points"), 100);
}

TEST(WatchedRoom, LeavesOutWhatWasNotBuilt) {
  const RoomFolder room;
  auto kit = RoomFolder::Json::parse(
      file_text(fs::path{OOO_GRADE}.parent_path().parent_path() / "grader.json"));
  for (auto& [activity, judge] : kit["judges"].items())
    if (activity != "00_lost_update") judge = (room / "nowhere").string();
  std::ofstream{room / "grader.json"} << kit;
  room.hand_in("anna", room.broken());
  std::ofstream{room.in() / "anna" / "correlator.cpp"} << room.broken();
  Watching watching{room,
                    {"room", room.in(), "--out", room.out(), "--watch",
                     "--kit=" + (room / "grader.json").string()}};
  ASSERT_TRUE(watching.until("anna", "NOT_BUILT")) << watching.said();
  EXPECT_EQ(room.submission("anna").at("answers").size(), 1u);
  EXPECT_THAT(watching.said(), HasSubstr("Not built for grading, so not graded: 01, 02, 03"));
  EXPECT_EQ(watching.interrupted(), 0);
}

}  // namespace
