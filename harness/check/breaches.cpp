#include "check/breaches.hpp"

#include <fmt/format.h>

#include <map>

#include "lint/linter.hpp"

namespace check {
namespace {

const lint::Linter& linter(const std::filesystem::path& owners) {
  static std::map<std::filesystem::path, lint::Linter> read;
  const auto found = read.find(owners);
  if (found != read.end()) return found->second;
  return read.emplace(owners, lint::read_linter(OOO_ROOT, owners)).first->second;
}

}  // namespace

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

}  // namespace check
