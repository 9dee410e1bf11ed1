#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "grade/intake.hpp"
#include "grade/report.hpp"
#include "protocol/actions.hpp"
#include "protocol/talk.hpp"

/// Parts of the grader that read untrusted text.
namespace {

using namespace grader;
using testing::ElementsAre, testing::HasSubstr, testing::IsEmpty;
namespace fs = std::filesystem;

std::string body(const std::string& frame) { return frame.substr(header_bytes); }

Json reply_of(const std::vector<Json>& asks) {
  return {{"v", protocol_version}, {"asks", Json(asks)}};
}
Json one_ask(Json action) {
  return {{"action", std::move(action)}, {"clock", false}, {"said", Json::array()}};
}
const Json done = {{"do", "done"}};
const Json next_id = {{"port", "ids"}, {"do", "next"}};

Command one_question(std::size_t told) {
  Command command;
  command.history.resize(told);
  return command;
}

TEST(Frame, IsReadAsItWasWritten) {
  const std::string bytes = std::string("\0\xff\x80", 3);  // no UTF-8, and a NUL
  const Json value = {{"text", bytes}, {"list", {1, -1, 1.5, true, nullptr}}, {"big", 1e300}};
  const std::string frame = to_frame(value);
  EXPECT_EQ(body_bytes(frame.substr(0, header_bytes)), frame.size() - header_bytes);
  EXPECT_EQ(body_of(body(frame)), value);
}

TEST(Frame, HasOneFormOnly) {
  EXPECT_THROW(body_of(body(to_frame(done)) + "x"), ProtocolError) << "trailing data";
  EXPECT_THROW(body_of(""), ProtocolError);
  EXPECT_THROW(body_of(std::string("\x18\x01", 2)), ProtocolError) << "a longer 1";
  EXPECT_THROW(body_of(std::string("\x9f\xff", 2)), ProtocolError) << "a list of open length";
  EXPECT_THROW(body_of("\xa2\x61\x61\x01\x61\x61\x02"), ProtocolError) << "a name given twice";
  EXPECT_THROW(body_of("\xa2\x61\x62\x01\x61\x61\x02"), ProtocolError) << "names out of order";
}

TEST(Frame, IsNeverTooLongOrTooDeep) {
  EXPECT_THROW((void)body_bytes(std::string("\xff\xff\xff\x7f", 4)), TooLong);
  EXPECT_THROW(body_of(std::string(100'000, '\x81')), ProtocolError);
  EXPECT_NO_THROW(body_of(std::string(nesting_max - 1, '\x81') + '\x80'));
}

TEST(Reply, FitsItsQuestionInEveryField) {
  EXPECT_EQ(reply_from(reply_of({one_ask(next_id), one_ask(done)}), one_question(1)).size(), 2u);
  EXPECT_EQ(reply_from(reply_of({one_ask(done)}), one_question(5)).size(), 1u) << "ended early";
  const Json good = reply_of({one_ask(done)});
  std::vector<Json> bad{Json::array(), reply_of({}), reply_of({one_ask(done), one_ask(done)}),
                        reply_of({one_ask(next_id)})};
  const Json in_the_reply{{"v", 2}, {"extra", 1}, {"asks", "none"}};
  for (const auto& [name, value] : in_the_reply.items()) {
    bad.push_back(good);
    bad.back()[name] = value;
  }
  const Json in_an_ask{{"clock", 1}, {"said", "x"}, {"more", 1}};
  for (const auto& [name, value] : in_an_ask.items()) {
    bad.push_back(good);
    bad.back()["asks"][0][name] = value;
  }
  for (const Json& one : bad) EXPECT_THROW(reply_from(one, one_question(1)), ProtocolError) << one;
}

/// The corpus of the fuzzer must be accepted, else the fuzzer starts from useless inputs.
TEST(Reply, OfTheCorpusIsAccepted) {
  int files = 0;
  for (const auto& file : fs::directory_iterator{OOO_CORPUS}) {
    std::ifstream stream{file.path(), std::ios::binary};
    const std::string frame{std::istreambuf_iterator<char>{stream}, {}};
    EXPECT_NO_THROW(reply_from(body_of(body(frame)), one_question(7))) << file.path();
    ++files;
  }
  EXPECT_GE(files, 6);
}

TEST(Action, IsOneThatAHandlerCanAsk) {
  const Json write = {{"verb", "put"}, {"key", {"a", ""}}, {"condition", Json::array()}};
  for (const Json& good :
       {done, next_id, Json{{"do", "threw"}, {"what", "x"}},
        Json{{"port", "store"}, {"do", "get"}, {"key", {"a", "b"}}, {"strong", true}},
        Json{{"port", "store"}, {"do", "write"}, {"writes", {write}}}})
    EXPECT_NO_THROW(check_action(good)) << good;
}

TEST(Action, IsNoneThatAPortKeepsForItself) {
  Json update = {{"verb", "update"}, {"key", {"a", ""}}, {"condition", Json::array()}};
  update["value"] = {{{"do", "add"}, {"path", "n"}, {"value", "many"}}};
  for (const Json& bad :
       {Json{{"port", "store"}, {"do", "acknowledge"}, {"key", 7}},
        Json{{"port", "store"}, {"do", "expire"}, {"key", 7}},
        Json{{"port", "fifo"}, {"do", "acknowledge"}, {"lane", 1'000'000}},
        Json{{"port", "store"}, {"do", "write"}, {"writes", Json::array()}},
        Json{{"port", "store"}, {"do", "write"}, {"writes", {update}}},
        Json{{"port", "store"}, {"do", "get"}, {"key", {"a"}}, {"strong", true}},
        Json{{"port", "judge"}, {"do", "pass"}}, Json{{"do", "done"}, {"points", 100}}})
    EXPECT_THROW(check_action(bad), ProtocolError) << bad;
}

TEST(Command, IsReadAsItWasWritten) {
  Command command = one_question(0);
  command.subscription = 2;
  command.event.type = "com.bistro.tip.given";
  command.event.data = {{"cents", 200}};
  command.event.extensions["poison"] = "\xff";
  command.event.time = command.now = sim::Instant{sim::Duration{1'768'298'400'000}};
  command.history.push_back({Json{{"version", 0}}, command.now});
  const Command read = command_from(body_of(body(to_frame(to_json(command)))));
  EXPECT_EQ(read.event, command.event);
  EXPECT_EQ(read.subscription, 2);
  ASSERT_EQ(read.history.size(), 1u);
  EXPECT_EQ(read.history[0].reply, command.history[0].reply);
  EXPECT_EQ(read.now, command.now);
}

TEST(Report, ShowsNothingThatATerminalObeys) {
  EXPECT_EQ(escaped("ok\t\n"), "ok\t\n");
  EXPECT_EQ(escaped("\x1b[2J\x07"), "\\x1b[2J\\x07");
  EXPECT_EQ(escaped("\xc2\x9b"
                    "31m"),
            "\\xc2\\x9b"
            "31m")
      << "an escape of one byte";
  EXPECT_EQ(escaped("\xe2\x80\xae"), "\\xe2\\x80\\xae") << "from right to left";
  EXPECT_EQ(escaped("\xe2\x80"), "\\xe2\\x80") << "cut in the middle";
  EXPECT_EQ(escaped("\xc3"), "\\xc3");
  EXPECT_EQ(escaped("caf\xc3\xa9 \xe2\x80\xa6"), "caf\xc3\xa9 \xe2\x80\xa6");
}

TEST(Report, KeepsWhatOthersSayBehindAMargin) {
  Graded graded{.activity = "00_lost_update", .verdict = Verdict::not_built};
  graded.details = "\n00_lost_update  PASS\n  Points: 100/100";
  graded.failures = {{"order", "a", false, "x\n00_lost_update  PASS"}};
  const std::string text = text_report(graded, Feedback::schedule);
  EXPECT_EQ(text.find("\n00_lost_update"), std::string::npos) << text;
  EXPECT_EQ(text.find("\n  Points"), std::string::npos) << text;
}

class Intake : public testing::Test {
 protected:
  Intake() {
    std::string name = (fs::temp_directory_path() / "ooo-intake-XXXXXX").string();
    folder = mkdtemp(name.data());
    activity.tests.folder = "00_lost_update";
  }
  ~Intake() override { fs::remove_all(folder); }
  /// Text of the answer in `given`, which has one file.
  std::string taken(const fs::path& given) const {
    return take_in(given, activity).at("lost_update.cpp");
  }
  std::string refused(const fs::path& given) const {
    try {
      return "took " + taken(given);
    } catch (const Stopped& stopped) {
      return stopped.what();
    }
  }
  void write(const std::string& text) const { std::ofstream{file} << text; }

  fs::path folder;
  const fs::path& file = answer_;
  Kit::Activity activity;

  void SetUp() override { answer_ = folder / "lost_update.cpp"; }

 private:
  fs::path answer_;
};

TEST_F(Intake, TakesTheFileOrTheFolderOrTheTree) {
  write("text");
  EXPECT_EQ(taken(file), "text");
  EXPECT_EQ(taken(folder), "text");
  const fs::path deep = folder / "exercises" / "00_lost_update";
  fs::create_directories(deep);
  std::ofstream{deep / "lost_update.cpp"} << "the tree's";
  EXPECT_EQ(taken(folder), "the tree's");
}

TEST_F(Intake, FollowsNoLink) {
  fs::create_symlink("/etc/passwd", file);
  EXPECT_THAT(refused(file), HasSubstr("is a symbolic link"));
  EXPECT_THAT(refused(folder), HasSubstr("is a symbolic link"));
  fs::remove(file);
  fs::create_symlink("/", folder / "exercises");
  EXPECT_THAT(refused(folder), HasSubstr("links in it (exercises) are not followed"));
}

TEST_F(Intake, TakesRegularFilesOfDecentSizeOnly) {
  EXPECT_THAT(refused(folder), HasSubstr("was not handed in"));
  ASSERT_EQ(mkfifo(file.c_str(), 0600), 0);
  EXPECT_THAT(refused(folder), HasSubstr("not a regular file"));
  fs::remove(file);
  write(std::string(256 * 1024 + 1, ' '));
  EXPECT_THAT(refused(folder), HasSubstr("larger than 256 KiB"));
  write(std::string("a\0b", 3));
  EXPECT_THAT(refused(folder), HasSubstr("NUL"));
  write("text");
  fs::create_hard_link(file, folder / "other.cpp");
  EXPECT_EQ(refused(folder), "took text") << "a hard link is a file like any other";
}

Record::Test tested(const char* name, bool passed) {
  Record::Test test;
  test.name = name;
  test.passed = passed;
  return test;
}

class Verdicts : public testing::Test {
 protected:
  Graded decided(std::vector<Record::Test> tests) const {
    Graded graded;
    Record record;
    record.tests = std::move(tests);
    decide(graded, record, {"00_lost_update", {{"order", "a", true}, {"order", "b", false}}}, {});
    return graded;
  }
};

TEST_F(Verdicts, OnlyATestThatPassedCounts) {
  EXPECT_EQ(decided({tested("order.a", true), tested("order.b", true)}).score.points, 100);
  const Graded half = decided({tested("order.a", true), tested("order.b", false)});
  EXPECT_EQ(half.verdict, Verdict::fail);
  EXPECT_EQ(half.score.points, 20);
}

TEST_F(Verdicts, AMissingTestIsNobodysPass) {
  EXPECT_THROW(decided({tested("order.a", true)}), Stopped);
}

TEST_F(Verdicts, WhoSpeaksOnTheLineHasNothing) {
  Record::Test forged = tested("order.b", false);
  forged.protocol = {"its process wrote to the channel"};
  const Graded graded = decided({tested("order.a", true), forged});
  EXPECT_EQ(graded.verdict, Verdict::crashed);
  EXPECT_EQ(graded.score.points, 0);
}

}  // namespace
