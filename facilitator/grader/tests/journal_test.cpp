#include "grade/room/journal.hpp"

#include <gmock/gmock.h>
#include <sys/resource.h>

#include <csignal>
#include <fstream>

#include "grade/room/durable.hpp"
#include "tests/scratch.hpp"

namespace {

using namespace grader;
using eda::Json;
using testing::AllOf, testing::ElementsAre, testing::HasSubstr, testing::StartsWith;
namespace fs = std::filesystem;

Json step(const std::string& what) { return {{"step", what}}; }

class Journals : public testing::Test {
 protected:
  void write(const std::vector<std::string>& steps) const {
    Journal journal{file};
    for (const std::string& one : steps) journal.write(step(one));
  }
  std::vector<Json> read() const { return Journal{file}.steps(); }
  std::string refusal() const {
    try {
      const Journal journal{file, std::chrono::milliseconds{0}};
      return "";
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

  Scratch scratch;
  const fs::path file = scratch / "journal.jsonl";
};

TEST_F(Journals, AreReadAsTheyWereWritten) {
  write({"one\n{\"step\":2}"});
  write({"two"});
  EXPECT_THAT(read(), ElementsAre(step("one\n{\"step\":2}"), step("two")));
}

TEST_F(Journals, LoseALastLineThatWasTornAndNothingElse) {
  write({"one"});
  const std::string kept = text_of(file);
  write({"two"});
  const std::string whole = text_of(file);
  for (std::size_t length = kept.size(); length < whole.size(); ++length) {
    std::ofstream{file} << whole.substr(0, length);
    ASSERT_THAT(read(), ElementsAre(step("one"))) << length;
    ASSERT_EQ(text_of(file), kept) << length;
  }
  std::ofstream{file} << kept << std::string(4096, '\0');
  EXPECT_THAT(read(), ElementsAre(step("one"))) << "blocks that were never written";
  write({"two"});
  EXPECT_EQ(text_of(file), whole);
}

TEST_F(Journals, SayWhichLineIsDamaged) {
  write({"one", "two", "three"});
  std::string text = text_of(file);
  text[text.find("two")] = 'T';
  std::ofstream{file} << text;
  EXPECT_THAT(refusal(), AllOf(StartsWith(file.string() + ":2: "), HasSubstr("damaged")));
  EXPECT_EQ(text_of(file), text) << "only a person may repair the file";
}

TEST_F(Journals, HaveOneWriter) {
  const Journal journal{file};
  EXPECT_THAT(refusal(), HasSubstr("another grader uses this folder"));
}

TEST_F(Journals, AreRegularFiles) {
  fs::create_symlink("/dev/zero", file);
  EXPECT_THAT(refusal(), HasSubstr("cannot be opened"));
}

/// Like a full disk: bytes beyond the limit are not written.
class RoomFor {
 public:
  explicit RoomFor(rlim_t bytes) : handler_{std::signal(SIGXFSZ, SIG_IGN)} {
    getrlimit(RLIMIT_FSIZE, &before_);
    const rlimit small{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &small);
  }
  ~RoomFor() {
    setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, handler_);
  }
  RoomFor(const RoomFor&) = delete;
  RoomFor& operator=(const RoomFor&) = delete;

 private:
  rlimit before_{};
  void (*handler_)(int);
};

TEST_F(Journals, AreAsBeforeWhenTheDiskIsFull) {
  Journal journal{file};
  journal.write(step("one"));
  const std::string kept = text_of(file);
  {
    const RoomFor half_a_line{kept.size() + 10};
    EXPECT_THROW(journal.write(step("two")), std::runtime_error);
    EXPECT_THAT(journal.steps(), ElementsAre(step("one")));
  }
  EXPECT_EQ(text_of(file), kept);
  journal.write(step("two"));
  EXPECT_THAT(journal.steps(), ElementsAre(step("one"), step("two")));
}

TEST(ReplacedFiles, AreTheOldOneOrTheNewOne) {
  const Scratch scratch;
  const fs::path file = scratch / "report.json";
  replace_file(file, "old");
  {
    const RoomFor little{2};
    EXPECT_THROW(replace_file(file, "new and longer"), std::runtime_error);
  }
  EXPECT_EQ(text_of(file), "old");
  EXPECT_EQ(std::distance(fs::directory_iterator{scratch.folder}, {}), 1)
      << "no other file beside it";
  replace_file(file, "new and longer");
  EXPECT_EQ(text_of(file), "new and longer");
}

}  // namespace
