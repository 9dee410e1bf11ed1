#include "grade/capacity.hpp"

#include <gmock/gmock.h>

#include <fstream>

#include "tests/scratch.hpp"

/// Number of answers to judge at a time on a machine of which the grader may use only a part.
namespace {

using namespace grader;
namespace fs = std::filesystem;

constexpr std::uint64_t gib = std::uint64_t{1} << 30;

/// A machine of 8 processors and 64 GiB.
class Machine {
 public:
  Machine() { write("proc/meminfo", "MemTotal:       67108864 kB\nMemFree: 1 kB\n"); }
  Machine& write(const fs::path& file, const std::string& text) {
    fs::create_directories((scratch_ / file).parent_path());
    std::ofstream{scratch_ / file} << text;
    return *this;
  }
  Capacity capacity() const {
    return capacity_here(
        {.processors = 8, .proc = scratch_ / "proc", .cgroups = scratch_ / "cgroup"});
  }
  int jobs() const { return jobs_for(capacity()); }

 private:
  Scratch scratch_;
};

TEST(Capacity, IsThatOfTheMachineWithoutLimits) {
  Machine machine;
  EXPECT_EQ(machine.jobs(), 8);
  machine.write("proc/self/cgroup", "0::/a\n").write("cgroup/a/cpu.max", "max 100000\n");
  machine.write("cgroup/a/memory.max", "max\n");
  EXPECT_EQ(machine.jobs(), 8);
  EXPECT_EQ(machine.capacity().memory_bytes, 64 * gib);
}

TEST(Capacity, FollowsTheQuotaOfACgroup) {
  Machine machine;
  machine.write("proc/self/cgroup", "0::/a/b\n").write("cgroup/a/b/cpu.max", "300000 100000\n");
  EXPECT_EQ(machine.jobs(), 3);
  machine.write("cgroup/a/b/cpu.max", "20000 100000\n");
  EXPECT_DOUBLE_EQ(machine.capacity().processors, 0.2);
  EXPECT_EQ(machine.jobs(), 1) << "at least one";
}

TEST(Capacity, FollowsTheQuotaOfAParent) {
  Machine machine;
  machine.write("proc/self/cgroup", "0::/a/b/c\n").write("cgroup/a/b/c/cpu.max", "max 100000\n");
  machine.write("cgroup/a/cpu.max", "150000 100000\n");
  EXPECT_DOUBLE_EQ(machine.capacity().processors, 1.5);
  machine.write("cgroup/a/b/cpu.max", "400000 100000\n");
  EXPECT_DOUBLE_EQ(machine.capacity().processors, 1.5) << "the smallest counts";
}

TEST(Capacity, FollowsTheQuotaOfVersionOne) {
  Machine machine;
  machine.write("proc/self/cgroup", "4:cpu,cpuacct:/a\n3:memory:/b\n0::/\n");
  machine.write("cgroup/cpu,cpuacct/a/cpu.cfs_period_us", "50000\n");
  machine.write("cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "-1\n");
  EXPECT_EQ(machine.jobs(), 8);
  machine.write("cgroup/cpu,cpuacct/a/cpu.cfs_quota_us", "200000\n");
  EXPECT_EQ(machine.jobs(), 4);
  machine.write("cgroup/memory/memory.limit_in_bytes", std::to_string(2 * gib));
  EXPECT_EQ(machine.jobs(), 2);
}

/// If the cgroup is not visible by its name, the root is the container's own.
TEST(Capacity, FollowsTheRootOfAContainer) {
  Machine machine;
  machine.write("proc/self/cgroup", "0::/docker/1234\n");
  machine.write("cgroup/cpu.max", "200000 100000\n");
  EXPECT_EQ(machine.jobs(), 2);
}

TEST(Capacity, FollowsTheMemory) {
  Machine machine;
  machine.write("proc/self/cgroup", "0::/a/b\n");
  machine.write("cgroup/a/memory.max", std::to_string(5 * gib));
  EXPECT_EQ(machine.jobs(), 5);
  machine.write("cgroup/a/b/memory.high", std::to_string(gib / 2));
  EXPECT_EQ(machine.jobs(), 1);
}

}  // namespace
