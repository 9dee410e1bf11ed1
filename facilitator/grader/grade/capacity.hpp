#pragma once

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <thread>

namespace grader {

/// Part of the machine that this process may use.
struct Capacity {
  double processors = 1;
  std::optional<std::uint64_t> memory_bytes{};  ///< nothing: unknown
};

/// Sources of the capacity. Tests have a system of their own.
struct System {
  double processors = std::max(1U, std::thread::hardware_concurrency());  ///< that we may run on
  std::filesystem::path proc = "/proc";
  std::filesystem::path cgroups = "/sys/fs/cgroup";
};

/// The processors that this process may run on, or less where a CPU quota of its cgroup or of one
/// of the cgroup's parents says so (`cpu.max`, `cpu.cfs_quota_us`). The memory of the machine, or
/// less where `memory.max`, `memory.high` or `memory.limit_in_bytes` says so.
Capacity capacity_here(const System& system = {});

/// Number of answers to judge at a time: one a processor, at most one a GiB, and at least one.
int jobs_for(const Capacity& capacity);

}  // namespace grader
