#include <gmock/gmock.h>

#include <algorithm>
#include <cctype>
#include <iterator>
#include <regex>

#include "tests/source_files.hpp"

/// A new port touches one folder.
namespace {

using tidy::Line, tidy::SourceFile;

/// Names of the folders in harness/ports.
std::vector<std::string> ports() {
  std::vector<std::string> names = tidy::names_in("harness/ports");
  std::erase_if(names, [](const std::string& name) { return name.find('.') != std::string::npos; });
  return names;
}

/// "dead_letters" -> "DeadLetters"
std::string type_name(const std::string& port) {
  std::string type;
  bool begins = true;
  for (const char c : port) {
    if (c != '_') type += begins ? char(std::toupper(c)) : c;
    begins = c == '_';
  }
  return type;
}

/// Texts of a file that knows the port.
std::vector<std::string> signs_of(const std::string& port) {
  const std::string type = type_name(port);
  return {port + "_port", "ports/" + port, "ports::" + port, "eda/" + port,
          type + "Port",  type + "Proxy",  "eda::" + type};
}

/// True if the line has the name of the port as a text. "events" is also the name of a member, of
/// publications for one: there it counts where a port is named.
bool has_name(const std::string& line, const std::string& port) {
  if (line.find('"' + port + '"') == std::string::npos) return false;
  static const std::regex names_a_port{
      R"rx((port"?\]?\)? *[=:,] *|held\(|number_of\(|unknowns_of[^;]*)"events")rx"};
  return port != "events" || std::regex_search(line, names_a_port);
}

/// True for files whose words are no ports of the kit, for handlers that ask a port, and for the
/// engines of real servers.
bool may_know(const std::string& path, const std::string& port) {
  const std::vector<std::string> folders{"harness/ports/" + port + "/", "harness/lint/",
                                         "harness/fixtures/shop/", "harness/fixtures/city.",
                                         "harness/real/"};
  return std::ranges::any_of(folders, [&](const auto& each) { return path.starts_with(each); }) ||
         path == "harness/tests/lint_test.cpp" ||
         path == "harness/tests/compiler_messages_test.cpp";
}

TEST(Ports, AreKnownInTheirOwnFoldersOnly) {
  std::vector<SourceFile> files;
  for (const char* folder : {"harness", "facilitator/grader"})
    std::ranges::move(tidy::files_in(folder, {".cpp", ".hpp", ".in", ".ts", ".tsx", ".mjs", ".json",
                                              ".md", ".cmake", "CMakeLists.txt"}),
                      std::back_inserter(files));
  ASSERT_THAT(ports(), testing::Not(testing::IsEmpty()));
  std::vector<std::string> complaints;
  for (const std::string& port : ports()) {
    const std::vector<std::string> signs = signs_of(port);
    for (const SourceFile& file : files) {
      if (may_know(file.path, port)) continue;
      for (const Line& line : file.lines) {
        const bool has_sign = std::ranges::any_of(signs, [&](const std::string& sign) {
          return line.text.find(sign) != std::string::npos;
        });
        if (has_sign || has_name(line.text, port))
          complaints.push_back(file.at(line) + ": " + line.text);
      }
    }
  }
  EXPECT_THAT(complaints, testing::IsEmpty());
}

TEST(Ports, HaveAllThatTheirFolderMustHold) {
  for (const std::string& port : ports()) {
    const std::string folder = "harness/ports/" + port + "/";
    for (const std::string& file : {"eda/" + port + ".hpp", port + "_port.cpp", port + "_port.hpp",
                                    std::string{"limits.md"}, "tests/" + port + "_port_test.cpp"})
      EXPECT_NE(tidy::text_of(folder + file), "") << folder << file << " is missing";
  }
}

}  // namespace
