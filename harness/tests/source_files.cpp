#include "tests/source_files.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "answers/whole.hpp"

namespace tidy {

std::string SourceFile::extension() const {
  return std::filesystem::path{path}.extension().string();
}

std::string SourceFile::folder() const {
  return std::filesystem::path{path}.parent_path().generic_string();
}

std::string SourceFile::at(const Line& line) const {
  return path + ":" + std::to_string(line.number);
}

std::filesystem::path root() { return OOO_ROOT; }

std::string text_of(const std::string& path) {
  std::ifstream stream{root() / path, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

namespace {

/// Returns the folder from which an edit names its base. The grader's tests have activities of
/// their own.
std::filesystem::path root_of_base(const std::string& path) {
  const std::string kinds = "facilitator/grader/tests/kinds";
  return path.starts_with(kinds + "/") ? root() / kinds : root();
}

}  // namespace

SourceFile file_at(const std::string& path) {
  SourceFile file{path, {}};
  // the base of an edit in another domain is a copy of the activity: see prove_domain()
  const bool is_edit =
      file.extension() == answers::edit_extension && path.find("/domains/") == std::string::npos;
  std::istringstream text{is_edit ? answers::whole_answer(root_of_base(path), root() / path).text
                                  : text_of(path)};
  int number = 0;
  for (std::string line; std::getline(text, line);) file.lines.push_back({++number, line});
  return file;
}

std::vector<SourceFile> files_in(const std::string& folder,
                                 const std::vector<std::string>& extensions) {
  std::vector<SourceFile> files;
  if (!exists(root() / folder)) return files;
  using Entries = std::filesystem::recursive_directory_iterator;
  for (Entries entries{root() / folder}, end; entries != end; ++entries) {
    const std::filesystem::directory_entry& entry = *entries;
    const std::filesystem::path& path = entry.path();
    if (path.filename() == "node_modules") entries.disable_recursion_pending();  // not the kit's
    const bool wanted = std::ranges::count(extensions, path.extension().string()) > 0 ||
                        std::ranges::count(extensions, path.filename().string()) > 0;
    if (!entry.is_regular_file() || !wanted) continue;
    files.push_back(file_at(relative(path, root()).generic_string()));
  }
  std::ranges::sort(files, {}, &SourceFile::path);
  return files;
}

std::vector<Include> includes_of(const SourceFile& file) {
  static const std::regex include{R"(^\s*#\s*include\s*([<"])([^>"]+)[>"])"};
  std::vector<Include> includes;
  for (const Line& line : file.lines) {
    std::smatch match;
    if (!std::regex_search(line.text, match, include)) continue;
    includes.push_back({line, match[2], match[1] == "\""});
  }
  return includes;
}

bool is_standard(const Include& include) {
  return !include.quoted && include.name.find_first_of("/.") == std::string::npos;
}

std::vector<std::string> activities() {
  static const std::regex line{R"(\nadd_activity\((\d\d_\w+)\))"};
  const std::string text = text_of("exercises/CMakeLists.txt");
  std::vector<std::string> folders;
  for (std::sregex_iterator it{text.begin(), text.end(), line}, end; it != end; ++it) {
    folders.push_back((*it)[1]);
  }
  return folders;
}

std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  if (!exists(root() / folder)) return names;
  for (const auto& entry : std::filesystem::directory_iterator{root() / folder}) {
    names.push_back(entry.path().filename().string());
  }
  std::ranges::sort(names);
  return names;
}

}  // namespace tidy
