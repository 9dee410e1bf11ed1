#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <thread>

namespace grader {

/// What this process may use of the machine.
struct Capacity {
  double processors = 1;
  std::optional<std::uint64_t> memory_bytes{};  ///< nothing: unknown
};

/// What the capacity is read from. Tests have a system of their own.
struct System {
  double processors = std::max(1U, std::thread::hardware_concurrency());  ///< that we may run on
  std::filesystem::path proc = "/proc";
  std::filesystem::path cgroups = "/sys/fs/cgroup";
};

/// The processors that this process may run on, or less where a CPU quota of its cgroup or of one
/// of the cgroup's parents says so (`cpu.max`, `cpu.cfs_quota_us`). The memory of the machine, or
/// less where `memory.max`, `memory.high` or `memory.limit_in_bytes` says so.
Capacity capacity_here(const System& system = {});

/// How many answers can be judged at a time: one a processor and one a GiB, and at least one.
int jobs_for(const Capacity& capacity);

}  // namespace grader
