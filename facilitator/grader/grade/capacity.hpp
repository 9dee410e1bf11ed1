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
  std::optional<std::uint64_t> memory_bytes{};  ///< empty: unknown
};

/// Sources of the capacity. Tests set their own.
struct System {
  double processors = std::max(1U, std::thread::hardware_concurrency());  ///< usable
  std::filesystem::path proc = "/proc";
  std::filesystem::path cgroups = "/sys/fs/cgroup";
};

/// Returns the processors and the memory that this process may use. A CPU quota (`cpu.max`,
/// `cpu.cfs_quota_us`) or a memory limit (`memory.max`, `memory.high`, `memory.limit_in_bytes`) of
/// its cgroup or of a parent cgroup reduces them.
Capacity capacity_here(const System& system = {});

/// Number of answers to judge at a time: one per processor, at most one per GiB, at least one.
int jobs_for(const Capacity& capacity);

}  // namespace grader
