#include "grade/intake.hpp"

#include <gmock/gmock.h>
#include <sys/fsuid.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <map>
#include <sstream>

#include "grade/room/submissions.hpp"
#include "tests/packed.hpp"
#include "tests/scratch.hpp"

/// The table of places and names in grading.md: each row is a room on the disk, with the result in
/// the row.
namespace {

using namespace grader;
using testing::HasSubstr, testing::IsEmpty, testing::Not, testing::SizeIs;
namespace fs = std::filesystem;

/// A file in the first column: **`anna/lost_update.cpp`** (UTF-16). The bold one is the answer.
struct Handed {
  std::string path, kind{};
  bool counts = false;
};

struct Row {
  std::string line;
  std::vector<Handed> files;
  std::string person;    ///< "–": no row in the report
  std::string sentence;  ///< reason without an answer, in quotation marks in the last column
  bool is_one_activity = false;
};

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::istringstream stream{line};
  for (std::string column; std::getline(stream, column, '|');) {
    const std::size_t begin = column.find_first_not_of(' ');
    if (begin == std::string::npos) continue;
    columns.push_back(column.substr(begin, column.find_last_not_of(' ') + 1 - begin));
  }
  return columns;
}

std::vector<Handed> files_in(const std::string& column) {
  std::vector<Handed> files;
  for (std::size_t at = column.find('`'); at != std::string::npos; at = column.find('`', at)) {
    const std::size_t end = column.find('`', at + 1);
    Handed file{column.substr(at + 1, end - at - 1)};
    file.counts = column.substr(0, at).ends_with("**");
    at = end + (file.counts ? 3 : 1);
    if (column.compare(at, 2, " (") == 0) {
      const std::size_t close = column.find(')', at);
      file.kind = column.substr(at + 2, close - at - 2);
      at = close;
    }
    files.push_back(file);
  }
  return files;
}

std::vector<Row> table() {
  std::ifstream guide{OOO_ROOT "/facilitator/grading.md"};
  std::vector<Row> rows;
  bool is_in_it = false;
  for (std::string line; std::getline(guide, line);) {
    if (line.starts_with("| handed in |")) {
      is_in_it = true;
    } else if (is_in_it && !line.starts_with("|")) {
      return rows;
    } else if (is_in_it && !line.starts_with("|---")) {
      const std::vector<std::string> columns = columns_of(line);
      if (columns.size() != 3) throw std::runtime_error{"three columns: " + line};
      const std::string& why = columns.back();
      const std::size_t quote = why.find('"');
      Row row{line, files_in(columns.at(0)), columns.at(1), ""};
      if (quote != std::string::npos)
        row.sentence = why.substr(quote + 1, why.find('"', quote + 1) - quote - 1);
      row.is_one_activity = why.find("--activity 00") != std::string::npos;
      rows.push_back(row);
    }
  }
  return rows;
}

std::string utf_16(const std::string& text) {
  std::string wide = "\xFF\xFE";
  for (const char c : text) (wide += c) += '\0';
  return wide;
}

constexpr std::string_view link_to = "a hard link to ";

/// Returns the target of a hard link in an archive: "old/answer.txt".
std::string target_of(const Handed& file) {
  const std::string quoted = file.kind.substr(link_to.size());
  return quoted.substr(1, quoted.size() - 2);
}

/// Returns the text of a file: its own path, so that it differs from all others.
std::string text_of(const Handed& file) {
  if (file.kind.starts_with(link_to))
    return "// " + file.path.substr(0, file.path.find('/') + 1) + target_of(file) + "\n";
  if (file.kind == "300 KiB") return std::string(300 * 1024, ' ');
  if (file.kind == "empty") return "";
  if (file.kind == "the same") return "// the same\n";
  if (file.kind == "UTF-16") return utf_16("// " + file.path + "\n");
  if (file.kind == "UTF-8 with a mark") return "\xEF\xBB\xBF// " + file.path + "\n";
  if (file.kind == "CRLF") return "// " + file.path + "\r\n";
  return "// " + file.path + "\n";
}

class Tables : public testing::Test {
 protected:
  Tables() {
    fs::permissions(scratch_.folder, fs::perms{0755});
    fs::create_directory(room());
    using Files = std::vector<std::string>;
    for (const auto& [folder, files] : std::map<std::string, Files>{
             {"00_lost_update", {}},
             {"03_correlator", {}},
             {"12_schema_change", {"orders.cpp", "plan.json", "rules/large.json", "change.json"}},
             {"20_ride_sharing", {"ride_sharing.cpp", "change.json"}}}) {
      Kit::Activity activity;
      activity.tests.folder = folder;
      activity.tests.files = files;
      kit_.activities.push_back(activity);
    }
    kit_.fork_server = OOO_FORK_SERVER;
    kit_.unpack = OOO_UNPACK;
  }
  ~Tables() override { setfsuid(geteuid()); }

  fs::path room() const { return scratch_ / "submissions"; }

  /// Writes the files of `row` to the disk, those of an archive into the archive.
  void lay_out(const Row& row) {
    std::map<std::string, std::unique_ptr<Packed>> archives;
    for (const Handed& file : row.files) {
      const fs::path path = room() / file.path;
      fs::path archive = path;
      while (archive != room() && !is_archive(archive.filename().string()))
        archive = archive.parent_path();
      if (archive == room() || archive == path) {
        lay_out(file, path);
        continue;
      }
      auto& packed = archives[archive];
      fs::create_directories(archive.parent_path());
      if (!packed) packed = std::make_unique<Packed>(small(archive));
      const std::string inside = path.lexically_relative(archive);
      if (file.kind.starts_with(link_to))
        packed->hard_link(inside, target_of(file));
      else
        packed->file(inside, file.kind == "a link" ? "/etc/passwd" : text_of(file),
                     file.kind == "a link" ? AE_IFLNK : AE_IFREG);
    }
    archives.clear();
    for (const auto& [wanted, made] : renamed_) fs::rename(made, wanted);
  }

  std::vector<Submission> submissions(const Row& row) {
    const Activities all = kit_.chosen({}), one{all.front()};
    const bool is_unreadable =
        std::ranges::count(row.files, "not readable", &Handed::kind) > 0 && geteuid() == 0;
    if (is_unreadable) setfsuid(65534);
    return submissions_in(room(), row.is_one_activity ? one : all, kit_, Level::process)
        .submissions;
  }

 private:
  void lay_out(const Handed& file, const fs::path& path) {
    fs::create_directories(path.parent_path());
    if (file.kind == "a folder") {
      fs::create_directory(path);
    } else if (file.kind == "a pipe") {
      ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    } else if (file.kind == "a link") {
      fs::create_symlink("/etc/passwd", path);
    } else {
      std::ofstream{path, std::ios::binary} << text_of(file);
      if (file.kind == "a hard link") fs::create_hard_link(path, scratch_ / "other");
      if (file.kind == "not readable") fs::permissions(path, fs::perms::none);
    }
  }
  /// libarchive chooses a format by an ending in lower case, so the archive is renamed afterwards.
  fs::path small(const fs::path& archive) {
    std::string ending = archive.stem().extension().string() + archive.extension().string();
    std::ranges::transform(ending, ending.begin(), [](unsigned char c) { return std::tolower(c); });
    fs::path made = scratch_ / ("archive" + std::to_string(renamed_.size()) + ending);
    renamed_[archive] = made;
    return made;
  }

  Scratch scratch_;
  Kit kit_;
  std::map<fs::path, fs::path> renamed_;
};

void expect(const Row& row, const std::vector<Submission>& found) {
  if (row.person == "\xE2\x80\x93") {
    EXPECT_THAT(found, IsEmpty());
    return;
  }
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].name, row.person);
  const HandedIn& handed_in = found[0].handed_in;
  std::vector<std::string> texts, wanted;
  for (const auto& [key, text] : handed_in.texts) texts.push_back(text);
  for (const Handed& file : row.files)
    if (file.counts) wanted.push_back(text_of(file));
  EXPECT_THAT(texts, testing::UnorderedElementsAreArray(wanted));
  std::string sentences;
  for (const auto& [key, why] : handed_in.refused) sentences += why.sentence + "\n";
  if (handed_in.whole) sentences += handed_in.whole->sentence;
  EXPECT_THAT(sentences, HasSubstr(row.sentence));
  if (wanted.empty()) {
    EXPECT_THAT(row.sentence, Not(IsEmpty())) << "the row has no reason in quotation marks";
  }
  const bool is_ours = row.line.find("INFRA_ERROR") != std::string::npos;
  for (const auto& [key, why] : handed_in.refused)
    EXPECT_EQ(why.verdict, is_ours ? Verdict::infra_error : Verdict::not_built);
}

class Found : public Tables, public testing::WithParamInterface<int> {};

TEST_P(Found, IsWhatTheTableSays) {
  const std::vector<Row> rows = table();
  ASSERT_LT(std::size_t(GetParam()), rows.size());
  const Row& row = rows[std::size_t(GetParam())];
  SCOPED_TRACE(row.line);
  ASSERT_NO_FATAL_FAILURE(lay_out(row));
  expect(row, submissions(row));
}
INSTANTIATE_TEST_SUITE_P(Rows, Found, testing::Range(0, int(table().size())));

TEST(Texts, ThatAreNoUtf8SayWhatTheyAre) {
  const auto said = [](const std::string& text) -> std::string {
    try {
      check_text(text, "a.cpp");
      return "";
    } catch (const Stopped& stopped) {
      return stopped.what();
    }
  };
  const std::string text = "#include \"lost_update.hpp\"\n", wide = utf_16(text);
  EXPECT_THAT(said(wide), HasSubstr("UTF-16"));
  EXPECT_THAT(said(wide.substr(2)), HasSubstr("UTF-16")) << "without a mark";
  EXPECT_THAT(said("\xFE\xFF" + wide.substr(3)), HasSubstr("UTF-16")) << "the other way round";
  EXPECT_THAT(said(text + '\0'), HasSubstr("NUL"));
  EXPECT_THAT(said(std::string(100, '\0')), HasSubstr("NUL"));
  EXPECT_EQ(said("// caf\xE9\n"), "") << "Latin-1 in a comment compiles";
}

}  // namespace
