#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <vector>

#include "tests/handout.hpp"

namespace judging {
namespace {

namespace fs = std::filesystem;

/// True for files for the facilitator only, built files and backups: they are not handed out.
bool stays_here(const fs::path& path) {
  const std::set<std::string> folders{".git",         "build",  "facilitator",
                                      "node_modules", "slides", "solutions"};
  return folders.contains(path.filename().string()) || path.extension() == ".bak";
}

/// Files below `folder` that are handed out, by their paths from there.
std::set<std::string> files_in(const fs::path& folder) {
  std::set<std::string> files;
  using Entries = fs::recursive_directory_iterator;
  for (Entries entries{folder}, end; entries != end; ++entries) {
    if (stays_here(entries->path()))
      entries.disable_recursion_pending();
    else if (!entries->is_directory())
      files.insert(entries->path().lexically_relative(folder).generic_string());
  }
  return files;
}

std::vector<std::string> without(const std::set<std::string>& some,
                                 const std::set<std::string>& others) {
  std::vector<std::string> rest;
  std::ranges::set_difference(some, others, std::back_inserter(rest));
  return rest;
}

}  // namespace

Verdict judge_pack(const fs::path& root, const fs::path& pack) {
  std::vector<std::string> reasons;
  const std::set<std::string> expected = files_in(root), packed = files_in(pack);
  for (const std::string& file : without(expected, packed))
    reasons.push_back("the pack lacks " + file);
  for (const std::string& file : without(packed, expected))
    reasons.push_back("should not be in the pack: " + file);
  for (const char* folder : {"facilitator", "slides", "solutions"})
    if (exists(pack / folder)) reasons.push_back(fmt::format("the pack has {}/", folder));

  std::ifstream stream{pack / "README.md", std::ios::binary};
  const std::string readme{std::istreambuf_iterator<char>{stream}, {}};
  for (const char* unwanted :
       {"solutions/", "facilitator/", "self-check", "preset solutions", "<!--", "-->"})
    if (readme.find(unwanted) != std::string::npos)
      reasons.push_back(fmt::format("README.md has \"{}\"", unwanted));
  static const std::regex link{R"(\]\(([^)]+)\)|`([a-z_]+/[a-z_./]*)`)"};
  static const std::regex elsewhere{
      R"((#|https:|build/|eda/|lint/|patterns/|sim/|simulate/|check/|results/|tests/|bench/).*)"};
  for (std::sregex_iterator it{readme.begin(), readme.end(), link}, end; it != end; ++it) {
    const std::string path = (*it)[1].str() + (*it)[2].str();
    if (!std::regex_match(path, elsewhere) && !exists(pack / path))
      reasons.push_back("README.md names " + path + ", which is not in the pack");
  }
  if (!reasons.empty()) return {.as_meant = false, .reasons = reasons};
  return {.reasons = {fmt::format("the pack has {} files", packed.size())}};
}

}  // namespace judging
