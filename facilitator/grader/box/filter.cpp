#include "box/filter.hpp"

#include <seccomp.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <initializer_list>
#include <memory>
#include <system_error>

namespace grader {

namespace {

void check(int result, const char* what) {
  if (result < 0) throw std::system_error{-result, std::generic_category(), what};
}

class SyscallFilter {
 public:
  explicit SyscallFilter(std::uint32_t otherwise)
      : context_{seccomp_init(otherwise), seccomp_release} {
    if (!context_) throw std::system_error{ENOMEM, std::generic_category(), "seccomp_init"};
  }
  void allow(std::initializer_list<const char*> calls) { add(SCMP_ACT_ALLOW, calls); }
  /// Makes these calls fail with an error. A C++ library may try them and continue without.
  void refuse(int error, std::initializer_list<const char*> calls) {
    add(SCMP_ACT_ERRNO(std::uint32_t(error)), calls);
  }
  void allow_only_abort() {
    check(seccomp_rule_add(context_.get(), SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
                           SCMP_A2(SCMP_CMP_EQ, SIGABRT)),
          "tgkill");
  }
  int file() const {
    const int file = memfd_create("filter", 0);
    if (file < 0) throw std::system_error{errno, std::generic_category(), "memfd_create"};
    check(seccomp_export_bpf(context_.get(), file), "seccomp_export_bpf");
    lseek(file, 0, SEEK_SET);
    return file;
  }

 private:
  void add(std::uint32_t what, std::initializer_list<const char*> calls) {
    for (const char* name : calls) {
      const int call = seccomp_syscall_resolve_name(name);
      // a call unknown to this libseccomp or processor is blocked by the default action
      if (call == __NR_SCMP_ERROR || call < 0) continue;
      check(seccomp_rule_add(context_.get(), what, call, 0), name);
    }
  }
  std::unique_ptr<void, void (*)(scmp_filter_ctx)> context_;
};

/// Allows memory, time, open files, and the start and end of a static C++ program.
void allow_to_compute(SyscallFilter& filter) {
  filter.allow({"read",
                "readv",
                "write",
                "writev",
                "close",
                "lseek",
                "brk",
                "mmap",
                "munmap",
                "mremap",
                "mprotect",
                "madvise",
                "futex",
                "exit",
                "exit_group",
                "arch_prctl",
                "set_tid_address",
                "set_robust_list",
                "rseq",
                "getrandom",
                "clock_gettime",
                "clock_getres",
                "clock_nanosleep",
                "gettimeofday",
                "time",
                "nanosleep",
                "getpid",
                "gettid",
                "rt_sigprocmask",
                "rt_sigaction",
                "rt_sigreturn",
                "sigaltstack",
                "sched_yield",
                "restart_syscall",
                "sched_getaffinity",
                "execve"});
}

void allow_files_and_programs(SyscallFilter& filter) {
  filter.allow({"open",
                "openat",
                "stat",
                "lstat",
                "fstat",
                "newfstatat",
                "statx",
                "access",
                "faccessat",
                "faccessat2",
                "readlink",
                "readlinkat",
                "getcwd",
                "chdir",
                "unlink",
                "unlinkat",
                "rename",
                "renameat",
                "renameat2",
                "mkdir",
                "mkdirat",
                "rmdir",
                "ftruncate",
                "fallocate",
                "fchmod",
                "chmod",
                "fchmodat",
                "umask",
                "getdents64",
                "pread64",
                "pwrite64",
                "fcntl",
                "dup",
                "dup2",
                "dup3",
                "pipe",
                "pipe2",
                "poll",
                "ppoll",
                "pselect6",
                "select",
                "ioctl",
                "fork",
                "vfork",
                "clone",
                "clone3",
                "wait4",
                "waitid",
                "kill",
                "tgkill",
                "getuid",
                "geteuid",
                "getgid",
                "getegid",
                "getppid",
                "getpgrp",
                "getrlimit",
                "setrlimit",
                "prlimit64",
                "getrusage",
                "sysinfo",
                "uname",
                "prctl",
                "seccomp",
                "close_range",
                "fadvise64",
                "fsync",
                "utimensat",
                "statfs",
                "fstatfs",
                "sched_setaffinity",
                "membarrier",
                "setpgid",
                "landlock_create_ruleset",
                "landlock_add_rule",
                "landlock_restrict_self",
                "sync_file_range",
                "msync",
                "get_robust_list",
                "flock",
                "getgroups",
                "alarm",
                "setitimer",
                "times"});
}

}  // namespace

int filter_for(Inmate inmate, bool alone) {
  if (inmate == Inmate::answer) {
    SyscallFilter filter{SCMP_ACT_KILL_PROCESS};
    allow_to_compute(filter);
    filter.refuse(EACCES,
                  {"open", "openat", "readlink", "readlinkat", "access", "faccessat", "faccessat2",
                   "stat", "lstat", "newfstatat", "statx", "unlink", "getcwd", "rename", "mkdir"});
    filter.refuse(ENOTTY, {"ioctl"});
    filter.refuse(EPERM, {"prlimit64", "getrlimit", "fcntl", "uname", "sysinfo", "prctl"});
    filter.refuse(EBADF, {"fstat"});
    if (alone) filter.allow_only_abort();
    return filter.file();
  }
  // other versions of compilers try other calls, and continue without them
  SyscallFilter filter{inmate == Inmate::fork_server ? SCMP_ACT_KILL_PROCESS
                                                     : SCMP_ACT_ERRNO(ENOSYS)};
  allow_to_compute(filter);
  allow_files_and_programs(filter);
  if (inmate == Inmate::fork_server) filter.allow({"recvmsg"});
  return filter.file();
}

}  // namespace grader
