#include "grade/capacity.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

namespace grader {

namespace {

namespace fs = std::filesystem;

/// Memory for one answer. A compiler, then a judge with its boxes, take less.
constexpr std::uint64_t bytes_per_job = std::uint64_t{1} << 30;

/// Returns the first words of a file; empty if there is no file.
std::vector<std::string> words_in(const fs::path& file) {
  std::ifstream stream{file};
  std::vector<std::string> words;
  for (std::string word; words.size() < 2 && stream >> word;) words.push_back(word);
  return words;
}

/// Returns the limit; empty for "max", "-1" and other values that mean no limit.
std::optional<std::uint64_t> number_in(const std::string& word) {
  std::istringstream stream{word};
  std::uint64_t number = 0;
  if (word.starts_with('-') || !(stream >> number)) return std::nullopt;
  return number;
}

std::optional<std::uint64_t> number_in(const fs::path& file) {
  const auto words = words_in(file);
  return words.empty() ? std::nullopt : number_in(words.front());
}

/// A cgroup hierarchy and the cgroup of this process in it.
struct Membership {
  bool is_v2 = false;
  std::string controllers{};  ///< v1: "cpu,cpuacct"
  std::string path{};         ///< "/user.slice/user-0.slice"
};

/// Parses "3:cpu,cpuacct:/a/b" (version 1) and "0::/a/b" (version 2).
std::vector<Membership> memberships(const fs::path& proc) {
  std::vector<Membership> all;
  std::ifstream stream{proc / "self" / "cgroup"};
  for (std::string line; std::getline(stream, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    all.push_back({controllers.empty(), controllers, line.substr(second + 1)});
  }
  return all;
}

bool has(const Membership& one, const std::string& controller) {
  return one.is_v2 ||
         ("," + one.controllers + ",").find("," + controller + ",") != std::string::npos;
}

/// Returns the folders of a cgroup and of its parents. In a container its own cgroup may be the
/// root, while /proc has its name on the host. Then only the root exists.
std::vector<fs::path> folders_of(const Membership& one, const std::string& controller,
                                 const fs::path& cgroups) {
  std::vector<fs::path> roots;
  if (one.is_v2)
    roots = {cgroups, cgroups / "unified"};
  else
    roots = {cgroups / one.controllers, cgroups / controller};
  std::vector<fs::path> all;
  for (const fs::path& root : roots) {
    fs::path below = fs::path{one.path}.relative_path();
    for (; !below.empty(); below = below.parent_path()) all.push_back(root / below);
    all.push_back(root);
  }
  return all;
}

void take_less(Capacity& capacity, std::optional<std::uint64_t> quota,
               std::optional<std::uint64_t> period) {
  if (quota && period && *quota > 0 && *period > 0)
    capacity.processors = std::min(capacity.processors, double(*quota) / double(*period));
}

void take_less(Capacity& capacity, std::optional<std::uint64_t> bytes) {
  if (bytes) capacity.memory_bytes = std::min(capacity.memory_bytes.value_or(*bytes), *bytes);
}

/// Parses "MemTotal:  1234 kB".
std::optional<std::uint64_t> memory_of_machine(const fs::path& proc) {
  const auto words = words_in(proc / "meminfo");
  const auto kib = words.size() == 2 ? number_in(words[1]) : std::nullopt;
  return kib ? std::optional{*kib * 1024} : std::nullopt;
}

}  // namespace

Capacity capacity_here(const System& system) {
  Capacity capacity{.processors = system.processors,
                    .memory_bytes = memory_of_machine(system.proc)};
  for (const Membership& one : memberships(system.proc)) {
    if (has(one, "cpu"))
      for (const fs::path& folder : folders_of(one, "cpu", system.cgroups)) {
        if (const auto words = words_in(folder / "cpu.max"); words.size() == 2)
          take_less(capacity, number_in(words[0]), number_in(words[1]));
        take_less(capacity, number_in(folder / "cpu.cfs_quota_us"),
                  number_in(folder / "cpu.cfs_period_us"));
      }
    if (has(one, "memory"))
      for (const fs::path& folder : folders_of(one, "memory", system.cgroups))
        for (const char* limit : {"memory.max", "memory.high", "memory.limit_in_bytes"})
          take_less(capacity, number_in(folder / limit));
  }
  return capacity;
}

int jobs_for(const Capacity& capacity) {
  // half a processor is worth one more job, since answers also wait for the disk
  const int by_processors = int(std::lround(capacity.processors));
  const int by_memory =
      capacity.memory_bytes
          ? int(std::min<std::uint64_t>(*capacity.memory_bytes / bytes_per_job, 100'000))
          : by_processors;
  return std::max(1, std::min(by_processors, by_memory));
}

}  // namespace grader
