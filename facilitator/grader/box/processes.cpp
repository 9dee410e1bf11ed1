#include "box/processes.hpp"

#include <fmt/format.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

namespace grader {

namespace {

using std::chrono::milliseconds;
namespace fs = std::filesystem;

constexpr unsigned long ending = 0x4;  ///< PF_EXITING of the kernel

}  // namespace

// "4711 (a name) S 4242 …": the name may have any characters, so fields are counted from its end
std::optional<ProcessState> state_of(int process) {
  std::ifstream stream{fmt::format("/proc/{}/stat", process)};
  std::string line;
  std::getline(stream, line, '\0');  // the process may end meanwhile
  const std::size_t name_end = line.rfind(')');
  if (name_end == std::string::npos) return std::nullopt;
  std::istringstream fields{line.substr(name_end + 1)};
  ProcessState seen;
  std::string unused;
  unsigned long flags = 0;
  long all = 0;
  fields >> seen.state >> seen.parent;
  for (int i = 5; i <= 8; ++i) fields >> unused;
  fields >> flags;
  for (int i = 10; i <= 13; ++i) fields >> unused;
  for (int i = 14; i <= 17; ++i) {
    long ticks = 0;
    fields >> ticks;
    all += ticks;
  }
  if (!fields) return std::nullopt;
  seen.is_ending = (flags & ending) != 0 || seen.state == 'Z';
  seen.cpu = milliseconds{all * 1000 / sysconf(_SC_CLK_TCK)};
  return seen;
}

std::vector<ProcessState> states_below(int root) {
  std::map<int, ProcessState> all;
  std::error_code gone;
  for (fs::directory_iterator entry{"/proc", gone}, end; !gone && entry != end;
       entry.increment(gone)) {
    const int number = std::atoi(entry->path().filename().c_str());
    if (number <= 0) continue;
    if (const auto seen = state_of(number)) all.emplace(number, *seen);
  }
  const auto is_below = [&](int number) {
    for (auto at = all.find(number); at != all.end(); at = all.find(at->second.parent))
      if (at->first == root) return true;
    return false;
  };
  std::vector<ProcessState> below;
  for (const auto& [number, seen] : all)
    if (is_below(number)) below.push_back(seen);
  return below;
}

std::chrono::nanoseconds cpu_of(int process) {
  clockid_t clock{};
  timespec used{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

std::uint64_t kills_for_memory() {
  std::ifstream stream{"/proc/vmstat"};
  std::string name;
  for (std::uint64_t count = 0; stream >> name >> count;)
    if (name == "oom_kill") return count;
  return 0;
}

void SleepMeter::look(const std::vector<ProcessState>& seen, milliseconds slice) {
  milliseconds cpu{};
  for (const ProcessState& one : seen) cpu += one.cpu;
  const bool all_sleep = std::ranges::all_of(
      seen, [](const ProcessState& one) { return one.state == 'S' || one.is_ending; });
  if (all_sleep && !seen.empty() && cpu == cpu_) asleep_ += slice;
  cpu_ = cpu;
}

}  // namespace grader
