#include <fcntl.h>
#include <gmock/gmock.h>
#include <sys/file.h>
#include <sys/stat.h>

#include "tests/packed.hpp"
#include "tests/room_folder.hpp"

/// The programs `grade room`, `grade ci` and `grade merge`.
namespace {

using testing::AllOf, testing::HasSubstr, testing::IsEmpty, testing::Not, testing::StartsWith;
namespace fs = std::filesystem;

TEST(Room, JudgesFoldersArchivesAndFiles) {
  const RoomFolder room;
  const std::string text = room.broken();
  room.hand_in("anna", text);
  Packed{room.in() / "ben.zip"}.file("ben/exercises/00_lost_update/lost_update.cpp", text);
  Packed{room.in() / "carla.tar.gz"}.file("./lost_update.cpp", text).file("notes.txt", "");
  Packed{room.in() / "dora.7z"}.file("00_lost_update/lost_update.cpp", text);
  std::ofstream{room.in() / "emil_00_lost_update.cpp"} << text;
  ASSERT_EQ(room.grade_room().exit_code, 0);
  for (const char* name : {"anna", "ben", "carla", "dora", "emil"}) {
    EXPECT_EQ(room.submission(name).at("sentence"), "") << name;
    EXPECT_EQ(room.answer(name).at("sentence"), "The answer does not compile.") << name;
  }
  const std::string journal = file_text(room.out() / "journal.jsonl");
  EXPECT_EQ(journal.find("graded"), journal.rfind("graded")) << "the same is judged once";
}

TEST(Room, SaysInALineWhyItCannotReadSomething) {
  const RoomFolder room;
  const std::string name = "lost_update.cpp", text = room.broken();
  room.hand_in("good", text);
  room.hand_in("nothing", "");
  room.hand_in("too_long", std::string(256 * 1024 + 1, ' '));
  std::ofstream{room.in() / "empty.zip"};
  std::ofstream{room.in() / "no_archive.tar"} << text;
  std::ofstream{room.in() / "notes.pdf"} << text;
  std::ofstream{room.in() / "readme.txt"} << text;  // 17 has an answer of that kind
  fs::create_directories(room.in() / "folder" / name);
  fs::create_directories(room.in() / "f\xfcnf\n");
  fs::create_directories(room.in() / "pipe");
  mkfifo((room.in() / "pipe" / name).c_str(), 0600);
  mkfifo((room.in() / "waits").c_str(), 0600);
  fs::create_symlink("/etc", room.in() / "link");
  Packed{room.in() / "up.tar"}.file("../" + name, text).file("/" + name, text);
  Packed{room.in() / "etc.tar"}.file(name, "/etc/passwd", AE_IFLNK);
  Packed{room.in() / "device.tar"}.file(name, "", AE_IFCHR);
  Packed{room.in() / "bomb.tar.gz"}.zeros(name, 1);
  Packed{room.in() / "twice.tar"}.file("x/" + name, text).file("y/" + name, text + " ");
  Packed{room.in() / "torn.tar.gz"}.file(name, text);
  fs::resize_file(room.in() / "torn.tar.gz", fs::file_size(room.in() / "torn.tar.gz") / 2);
  Packed{room.in() / "names.zip"}.file("\xff\xfe", text).file("\xff/" + name, text);
  {
    Packed many{room.in() / "many.tar.gz"};
    for (int i = 0; i <= 100'000; ++i) many.file(std::to_string(i), "");
  }

  ASSERT_EQ(room.grade_room().exit_code, 0);
  for (const char* one : {"good", "names"}) EXPECT_EQ(room.submission(one).at("sentence"), "");
  const std::map<std::string, std::string> why{{"nothing", "is empty"},
                                               {"too_long", "larger than 256 KiB"},
                                               {"empty", "it is empty"},
                                               {"no_archive", "not a readable archive"},
                                               {"notes.pdf", "a readable archive"},
                                               {"readme", "names no requested activity"},
                                               {"folder", "not a regular file"},
                                               {"f\\xfcnf\\x0a", "has no answer"},
                                               {"pipe", "not a regular file"},
                                               {"waits", "not a regular file"},
                                               {"link", "is a symbolic link"},
                                               {"up", "has no answer"},
                                               {"etc", "is a symbolic link"},
                                               {"device", "not a regular file"},
                                               {"bomb", "larger than 256 KiB"},
                                               {"twice", "different answers"},
                                               {"torn", "truncated"},
                                               {"many", "more than 100000"}};
  for (const auto& [one, words] : why) {
    ASSERT_FALSE(room.submission(one).is_null()) << one;
    const std::string sentence = room.submission(one).at("sentence");
    EXPECT_THAT(sentence, HasSubstr(words)) << one;
    EXPECT_EQ(sentence.find('\n'), std::string::npos) << one;
  }
  EXPECT_THAT(fs::directory_iterator(room.temporary()) == fs::directory_iterator{}, true);
}

TEST(Room, CountsTheBestOfTheAttemptsThatAreAllowed) {
  const RoomFolder room;
  room.hand_in("anna", room.skeleton());
  ASSERT_EQ(room.grade_room({"--attempts", "1"}).exit_code, 0);
  EXPECT_EQ(room.answer("anna").at("points"), 0);
  room.hand_in("anna", room.right());
  ASSERT_EQ(room.grade_room({"--attempts", "1"}).exit_code, 0);
  EXPECT_EQ(room.answer("anna").at("points"), 0) << "it was the second";
  ASSERT_EQ(room.grade_room({"--attempts", "2"}).exit_code, 0);
  EXPECT_EQ(room.answer("anna").at("points"), 100);
  EXPECT_EQ(room.answer("anna").at("attempt"), 2);
  room.hand_in("anna", room.broken());
  ASSERT_EQ(room.grade_room().exit_code, 0);
  EXPECT_EQ(room.answer("anna").at("points"), 100) << "the best, not the last";
}

TEST(Room, TellsNoMoreThanPeopleMayKnow) {
  const RoomFolder room;
  room.hand_in("ben", room.skeleton());
  ASSERT_EQ(room.grade_room().exit_code, 0);
  EXPECT_THAT(room.answer("ben").at("rule"), StartsWith("what two waiters"));
  ASSERT_EQ(room.grade_room({"--feedback", "family"}).exit_code, 0);
  EXPECT_EQ(room.answer("ben").at("rule"), "");
  EXPECT_FALSE(room.answer("ben").at("failures").at(0).contains("words"));
  ASSERT_EQ(room.grade_room({"--feedback", "none"}).exit_code, 0);
  EXPECT_THAT(room.answer("ben").at("failures"), IsEmpty());
}

/// A write without a condition, as in the wrong answer of that name.
TEST(Room, TellsParticipantsWhichMistakeTheirAnswerBehavesLike) {
  const RoomFolder room;
  std::string answer = room.right();
  const std::string condition = "put_if_unchanged";
  answer.replace(answer.find(condition), condition.size(), "put");
  room.hand_in("anna", answer);
  const auto says_it = AllOf(HasSubstr("\n  It behaves like: the jar is written whatever"),
                             HasSubstr("\n  Hint: Both waiters read the jar"));
  const std::string file = room.in() / "anna" / "lost_update.cpp";
  EXPECT_THAT(room.grade({"one", file}).said, says_it);
  EXPECT_THAT(room.grade({"one", file, "--feedback=family"}).said, Not(HasSubstr("behaves like")));
  EXPECT_THAT(room.grade({"ci", room.in() / "anna", "--activity", "00"}).said, says_it);
  ASSERT_EQ(room.grade_room().exit_code, 0);
  EXPECT_THAT(room.answer("anna").at("behaves_like").at("mistake"), StartsWith("the jar is"));
  EXPECT_THAT(file_text(room.out() / "room.html"), HasSubstr("Hint: Both waiters read the jar"));
  ASSERT_EQ(room.grade_room({"--feedback", "family"}).exit_code, 0);
  EXPECT_FALSE(room.answer("anna").contains("behaves_like"));
}

TEST(Room, IsGradedByOneAtATime) {
  const RoomFolder room;
  room.hand_in("anna", room.broken());
  ASSERT_EQ(room.grade_room().exit_code, 0);
  const int journal = open((room.out() / "journal.jsonl").c_str(), O_RDONLY | O_CLOEXEC);
  ASSERT_EQ(flock(journal, LOCK_EX), 0);
  const RoomFolder::Ran second = room.grade_room();
  close(journal);
  EXPECT_EQ(second.exit_code, 1);
  EXPECT_THAT(second.said, HasSubstr("another grader uses this folder"));
}

TEST(Room, IsNotWrittenAmongTheSubmissions) {
  const RoomFolder room;
  const auto ran = room.grade({"room", room.in(), "--out", room.in() / "out"});
  EXPECT_EQ(ran.exit_code, 2);
  EXPECT_THAT(ran.said, HasSubstr("among the submissions"));
}

TEST(Merge, OfPartsIsTheRoomAsAWhole) {
  const RoomFolder whole, half, rest;
  const std::map<std::string, std::string> answers{
      {"anna", whole.right()}, {"ben", whole.skeleton()}, {"carla", whole.broken()}};
  for (const auto& [name, text] : answers) {
    whole.hand_in(name, text);
    (name == "ben" ? half : rest).hand_in(name, text);
  }
  for (const RoomFolder* room : {&whole, &half, &rest}) ASSERT_EQ(room->grade_room().exit_code, 0);
  const fs::path out = whole / "merged.json";
  ASSERT_EQ(
      whole.grade({"merge", rest.out() / "report.json", half.out() / "report.json", "--out", out})
          .exit_code,
      0);
  EXPECT_EQ(file_text(out), whole.report());
}

TEST(Ci, TakesTheAnswersOfACheckoutAndNothingElse) {
  const RoomFolder room;
  const fs::path folder = room.in() / "exercises" / "00_lost_update";
  fs::create_directories(folder);
  std::ofstream{folder / "lost_update.cpp"} << room.right();
  std::ofstream{folder / "lost_update.hpp"} << "#error not ours\n";
  std::ofstream{room.in() / "CMakeLists.txt"} << "message(FATAL_ERROR \"not ours\")\n";
  std::vector<std::string> words{"ci",   room.in(), "--activity", "00",           "--name",
                                 "anna", "--out",   room.out(),   "--fail-below", "100"};
  const RoomFolder::Ran passed = room.grade(words);
  EXPECT_EQ(passed.exit_code, 0) << passed.said;
  EXPECT_THAT(passed.said,
              AllOf(HasSubstr("00_lost_update  PASS"), HasSubstr("Total: 100 of 100")));
  EXPECT_EQ(room.answer("anna").at("verdict"), "PASS");
  words.back() = "101";
  EXPECT_EQ(room.grade(words).exit_code, 1);
  fs::remove_all(folder);
  EXPECT_EQ(room.grade(words).exit_code, 1);
  EXPECT_EQ(room.answer("anna").at("verdict"), "NOT_HANDED_IN");
}

}  // namespace
