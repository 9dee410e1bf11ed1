#include "check/given.hpp"

#include <fmt/format.h>

#include <map>

#include "check/answer_text.hpp"
#include "lint/linter.hpp"

namespace check {
namespace {

std::filesystem::path& folder() {
  static std::filesystem::path folder;
  return folder;
}

const lint::Linter& linter(const std::filesystem::path& owners) {
  static std::map<std::filesystem::path, lint::Linter> read;
  const auto found = read.find(owners);
  if (found != read.end()) return found->second;
  return read.emplace(owners, lint::read_linter(OOO_ROOT, owners)).first->second;
}

const eda::Json& document_at(const std::filesystem::path& file) {
  static std::map<std::filesystem::path, eda::Json> read;
  const auto found = read.find(file);
  if (found != read.end()) return found->second;
  const std::string shown_as = file.generic_string();
  return read.emplace(file, document_from(read_answer_text(file, shown_as), shown_as))
      .first->second;
}

}  // namespace

std::filesystem::path given_file(std::string_view name) { return folder() / name; }

const eda::Json& given(std::string_view name) { return document_at(given_file(name)); }

std::filesystem::path facilitator_file(std::string_view name) {
  const std::filesystem::path root = folder().parent_path().parent_path();
  return root / "facilitator" / folder().filename() / name;
}

const eda::Json& facilitator(std::string_view name) { return document_at(facilitator_file(name)); }

std::vector<std::string> breaches_in(const std::vector<eda::Json>& events,
                                     const std::vector<std::string>& called,
                                     const std::set<std::string>& rules,
                                     const std::filesystem::path& owners) {
  std::vector<lint::Event> named;
  for (std::size_t i = 0; i < events.size(); ++i)
    named.push_back({.file = i < called.size() ? called[i] : "",
                     .place = eda::Json::json_pointer{},
                     .json = events[i]});
  std::vector<std::string> lines;
  const std::filesystem::path file = owners.empty() ? given_file("owners.json") : owners;
  for (const lint::Finding& finding : linter(file).check(named)) {
    if (!rules.empty() && !rules.contains(finding.rule)) continue;
    const std::string place = finding.pointer.empty() ? "" : " at " + finding.pointer;
    lines.push_back(fmt::format("{}{} [{}]: {} {}", finding.file, place, finding.rule, finding.what,
                                finding.cure));
  }
  return lines;
}

void set_given_folder(const std::filesystem::path& path) {
  folder() = std::filesystem::absolute(path / "").parent_path();
}

GivenToThisProgram::GivenToThisProgram(const char* path) { folder() = path; }

}  // namespace check
