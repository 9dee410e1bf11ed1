#include "grade/room/unpacking.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <charconv>
#include <csignal>
#include <fstream>

#include "box/box.hpp"
#include "grade/build.hpp"
#include "grade/scratch_dir.hpp"

namespace grader {

namespace {

namespace fs = std::filesystem;

constexpr off_t archive_bytes_max = off_t{64} << 20;
constexpr std::size_t output_bytes_max = std::size_t{32} << 20;
constexpr Limits unpacking_limits{.cpu_s = 5,
                                  .memory_bytes = std::uint64_t{512} << 20,
                                  .file_bytes = 0,
                                  .processes = 16,
                                  .files = 64};

/// Copies the archive to a place that a box may read. Returns an error, or an empty text.
std::string copied(const fs::path& archive, const fs::path& to) {
  const File file{open(archive.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat about {};
  if (file.number() < 0 && errno == ELOOP) return "it is a symbolic link";
  if (file.number() < 0 || fstat(file.number(), &about) != 0)
    throw std::runtime_error{
        fmt::format("The grader cannot read {}: {}. Make it readable, and grade again.",
                    archive.filename().string(), std::generic_category().message(errno))};
  if (!S_ISREG(about.st_mode)) return "it is not a regular file";
  if (about.st_size == 0) return "it is empty";
  if (about.st_size > archive_bytes_max) return "it is larger than 64 MiB";
  fs::copy_file(fs::path{fmt::format("/proc/self/fd/{}", file.number())}, to);
  fs::permissions(to, fs::perms{0644});
  return "";
}

/// Removes a number and the character after it from the beginning of `said`, and returns the
/// number. Throws std::exception.
std::size_t take_number(std::string_view& said, char end) {
  const std::size_t length = said.substr(0, 20).find(end);
  std::size_t number = 0;
  const auto [last, error] = std::from_chars(said.data(), said.data() + said.size(), number);
  if (length == std::string_view::npos || error != std::errc{} || last != said.data() + length)
    throw std::runtime_error{"no number"};
  said.remove_prefix(length + 1);
  return number;
}

/// Parses the output of the program in the box; see unpack/main.cpp. Returns true if it has an end
/// record. Throws std::exception for output that the program never writes.
bool read_records(std::string_view said, const Search& search, Unpacked& unpacked) {
  const std::vector<Part> parts = parts_of(search, search.asked);
  while (!said.empty()) {
    const std::size_t space = said.substr(0, 20).find(' ');
    if (space == std::string_view::npos) return false;
    const std::string_view kind = said.substr(0, space);
    said.remove_prefix(space + 1);
    const std::size_t index = take_number(said, ' '), length = take_number(said, '\n');
    if (length > said.size()) return false;
    const std::string bytes{said.substr(0, length)};
    said.remove_prefix(length);
    if (kind == "end") {
      unpacked.sentence = bytes;
      return true;
    }
    const Part& part = parts.at(index);
    const Unpacked::Key key{search.activities[part.activity].folder, part.file};
    if (kind != "text" && kind != "refused") throw std::runtime_error{"unknown kind of record"};
    (kind == "text" ? unpacked.texts : unpacked.refused)[key] = bytes;
  }
  return false;
}

/// Returns the reason why the program in the box ended early.
std::string limit_of(const Finished& done) {
  const int code = WIFEXITED(done.status) ? WEXITSTATUS(done.status) : 0;
  const int signal = WIFSIGNALED(done.status) ? WTERMSIG(done.status) : code > 128 ? code - 128 : 0;
  if (done.end == Finished::End::asleep || signal == SIGXCPU || signal == SIGKILL)
    return fmt::format("it takes more than {} seconds to read", unpacking_limits.cpu_s);
  return "reading it used too much memory or crashed";
}

}  // namespace

Unpacked unpack(const fs::path& archive, const Search& search, const Kit& kit, Level level) {
  const ScratchDir scratch;
  const fs::path copy = scratch.folder() / "archive",
                 fork_server = scratch.folder() / "fork_server";
  const fs::path program = scratch.folder() / "unpack";
  Unpacked unpacked;
  unpacked.sentence = copied(archive, copy);
  if (!unpacked.sentence.empty()) return unpacked;
  fs::copy_file(kit.fork_server, fork_server);
  fs::copy_file(kit.unpack, program);
  Box box{.level = level, .fork_server = fork_server, .to_read = toolchain()};
  box.to_read.insert(box.to_read.end(), {copy, program});
  box.inmate = Inmate::compiler;
  box.limits = unpacking_limits;
  box.program = {program, copy, std::to_string(search.asked)};
  for (const Part& part : parts_of(search, search.activities.size()))
    box.program.push_back(search.activities[part.activity].folder + "/" + part.file);
  const Finished done = run(box, output_bytes_max);
  if (done.end == Finished::End::too_slow)
    throw std::runtime_error{
        "The machine is too slow to read archives: grade again, with fewer --jobs"};
  const int code = WIFEXITED(done.status) ? WEXITSTATUS(done.status) : 0;
  if (code >= 125 && code <= 127)
    throw std::runtime_error{"Archives cannot be read on this machine: " + done.output};
  try {
    if (!read_records(done.output, search, unpacked)) unpacked = {{}, {}, limit_of(done)};
  } catch (const std::exception&) {
    unpacked = {{}, {}, "the program that reads it produced invalid output"};
  }
  return unpacked;
}

}  // namespace grader
