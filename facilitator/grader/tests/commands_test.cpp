#include <gmock/gmock.h>

#include "tests/packed.hpp"
#include "tests/room_folder.hpp"

/// Common behaviour of `grade one`, `grade room` and `grade ci`, and the output at the end of a
/// room.
namespace {

using testing::AllOf, testing::HasSubstr, testing::Not;
namespace fs = std::filesystem;

TEST(Commands, TakeTheSameNames) {
  const RoomFolder room;
  const std::string text = room.broken();
  fs::create_directories(room.in() / "anna" / "kit-main" / "exercises" / "00_lost_update");
  std::ofstream{room.in() / "anna/kit-main/exercises/00_lost_update/lost_update.cpp"} << text;
  std::ofstream{room.in() / "ben_00_lost_update.cpp"} << text;
  std::ofstream{room.in() / "carla_LATE_123_456_lost_update-1.CPP"} << text;
  Packed{room.in() / "dora.zip"}.file("x/lost_update.cc", text);
  for (const auto& entry : fs::directory_iterator{room.in()}) {
    const RoomFolder::Ran one = room.grade({"one", entry.path()});
    EXPECT_EQ(one.exit_code, 0) << entry;
    EXPECT_THAT(one.said, HasSubstr("00_lost_update  NOT_BUILT\n  The answer does not compile."))
        << entry;
  }
  const RoomFolder::Ran ci = room.grade({"ci", room.in() / "anna", "--activity", "00"});
  EXPECT_THAT(ci.said, HasSubstr("The answer does not compile."));
  ASSERT_EQ(room.grade_room().exit_code, 0);
  for (const char* name : {"anna", "ben", "carla_123", "dora"})
    EXPECT_EQ(room.answer(name).at("sentence"), "The answer does not compile.") << name;
}

TEST(Commands, OfOneAnswerAskForItsActivityWhereTheyMust) {
  const RoomFolder room;
  room.hand_in("anna", room.broken());
  std::ofstream{room.in() / "anna" / "correlator.cpp"} << room.broken();
  const RoomFolder::Ran both = room.grade({"one", room.in() / "anna"});
  EXPECT_EQ(both.exit_code, 2);
  EXPECT_THAT(both.said, HasSubstr("00_lost_update, 03_correlator: choose one with --activity=00"));
  EXPECT_THAT(room.grade({"one", room.in() / "anna", "--activity=03"}).said,
              HasSubstr("03_correlator  NOT_BUILT"));
  std::ofstream{room.in() / "main.txt"} << room.broken();
  EXPECT_EQ(room.grade({"one", room.in() / "main.txt"}).exit_code, 2);
  EXPECT_THAT(room.grade({"one", room.in() / "main.txt", "--activity=00"}).said,
              HasSubstr("The answer does not compile."));
}

TEST(Commands, OfARoomEndWithItsTableAndItsPage) {
  const RoomFolder room;
  room.hand_in("anna", room.broken());
  fs::create_directory(room.in() / "ben");
  std::ofstream{room.in() / "ben" / "correlator.cpp"} << room.broken();
  std::ofstream{room.in() / "Thumbs.db"} << "x";
  const RoomFolder::Ran ran = room.grade({"room", room.in(), "--out", room.out(), "--names"});
  ASSERT_EQ(ran.exit_code, 0) << ran.said;
  EXPECT_THAT(ran.said, AllOf(HasSubstr("Who   00              03              Points of 200\n"
                                        "anna  does not build  not handed in   0\n"
                                        "ben   not handed in   does not build  0\n\n"
                                        "Not handed in by anyone: 01, 02, 04"),
                              HasSubstr((room.out() / "room.html").string()),
                              HasSubstr("Ignored, as files of desktops and editors: Thumbs.db")));
  const std::string page = file_text(room.out() / "room.html");
  EXPECT_THAT(page, AllOf(HasSubstr("anna"), HasSubstr("does not build"),
                          HasSubstr("not handed in"), Not(HasSubstr("Thumbs"))));
  for (const auto& answer : room.submission("anna").at("answers")) {
    const bool is_hers = answer.at("activity") == "00_lost_update";
    EXPECT_EQ(answer.at("verdict"), is_hers ? "NOT_BUILT" : "NOT_HANDED_IN");
  }
}

/// The build of an activity can be left out: see grader_03 in activity.cmake.
TEST(Commands, NameTheTargetOfAJudgeThatHasNotBeenBuilt) {
  const RoomFolder room;
  auto kit = RoomFolder::Json::parse(
      file_text(fs::path{OOO_GRADE}.parent_path().parent_path() / "grader.json"));
  kit["judges"]["03_correlator"] = room / "nowhere";
  std::ofstream{room / "grader.json"} << kit;
  const std::string option = "--kit=" + (room / "grader.json").string();
  room.hand_in("anna", room.broken());
  EXPECT_EQ(room.grade({"room", room.in(), "--out", room.out(), option}).exit_code, 0);
  EXPECT_EQ(room.answer("anna").at("verdict"), "NOT_BUILT");

  fs::create_directory(room.in() / "ben");
  std::ofstream{room.in() / "ben" / "correlator.cpp"} << room.broken();
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"one", room.in() / "ben"},
        {"one", room.in() / "ben" / "correlator.cpp", "--activity=03"},
        {"ci", room.in() / "ben"},
        {"room", room.in(), "--out", room.out()},
        {"catalogue", "--activity=03"}}) {
    std::vector<std::string> all = words;
    all.push_back(option);
    const RoomFolder::Ran ran = room.grade(all);
    EXPECT_EQ(ran.exit_code, 2) << words.front();
    EXPECT_THAT(ran.said, AllOf(HasSubstr("03_correlator"), HasSubstr("--target grader_03")));
  }
}

}  // namespace
