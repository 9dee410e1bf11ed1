#include "grade/room/unpacking.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <fstream>

#include "box/box.hpp"
#include "grade/build.hpp"
#include "grade/workshop.hpp"
#include "protocol/frame.hpp"

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

/// What is wrong with it from outside; else it is copied to where a box may read it.
std::string copied(const fs::path& archive, const fs::path& to) {
  const File file{open(archive.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)};
  struct stat about {};
  if (file.number() < 0 && errno == ELOOP) return "it is a link";
  if (file.number() < 0 || fstat(file.number(), &about) != 0)
    throw std::runtime_error{
        fmt::format("The grader cannot read {}: {}. Make it readable, and grade again.",
                    archive.filename().string(), std::generic_category().message(errno))};
  if (!S_ISREG(about.st_mode)) return "it is no regular file";
  if (about.st_size == 0) return "it is empty";
  if (about.st_size > archive_bytes_max) return "it is larger than 64 MiB";
  fs::copy_file(fs::path{fmt::format("/proc/self/fd/{}", file.number())}, to);
  fs::permissions(to, fs::perms{0644});
  return "";
}

/// Takes a value of a frame apart; what is not as it must be is a ProtocolError.
void read_frame(const Json& frame, const std::vector<std::string>& places, Unpacked& unpacked) {
  if (frame.contains("end")) {
    unpacked.sentence = frame.at("end").get<std::string>();
    return;
  }
  const std::string& place = places.at(frame.at("place").get<std::size_t>());
  if (frame.contains("text"))
    unpacked.texts[place] = frame.at("text").get<std::string>();
  else
    unpacked.refused[place] = frame.at("refused").get<std::string>();
}

/// Whether there was an end.
bool read_frames(std::string_view said, const std::vector<std::string>& places,
                 Unpacked& unpacked) {
  bool has_ended = false;
  while (said.size() >= header_bytes && !has_ended) {
    const std::size_t length = body_bytes(said.substr(0, header_bytes));
    if (said.size() - header_bytes < length) return false;
    const Json frame = body_of(said.substr(header_bytes, length));
    has_ended = frame.contains("end");
    read_frame(frame, places, unpacked);
    said.remove_prefix(header_bytes + length);
  }
  return has_ended;
}

/// Why the program in the box did not come to its end.
std::string limit_of(const Finished& done) {
  const int code = WIFEXITED(done.status) ? WEXITSTATUS(done.status) : 0;
  const int signal = WIFSIGNALED(done.status) ? WTERMSIG(done.status) : code > 128 ? code - 128 : 0;
  if (done.end == Finished::End::asleep || signal == SIGXCPU || signal == SIGKILL)
    return fmt::format("it takes more than {} seconds to read", unpacking_limits.cpu_s);
  return "reading it took more memory than it may, or ended otherwise before its time";
}

}  // namespace

bool is_archive(const fs::path& name) {
  constexpr std::array<std::string_view, 10> endings{
      ".zip", ".tar", ".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.bz2", ".tbz2", ".tar.zst", ".7z"};
  const std::string text = name.filename().string();
  return std::ranges::any_of(endings, [&](std::string_view one) { return text.ends_with(one); });
}

Unpacked unpack(const fs::path& archive, const std::vector<std::string>& places, const Kit& kit,
                Level level) {
  const Workshop workshop;
  const fs::path copy = workshop.folder() / "archive", cell = workshop.folder() / "cell";
  const fs::path program = workshop.folder() / "unpack";
  Unpacked unpacked;
  unpacked.sentence = copied(archive, copy);
  if (!unpacked.sentence.empty()) return unpacked;
  fs::copy_file(kit.cell, cell);
  fs::copy_file(kit.unpack, program);
  Box box{.level = level, .cell = cell, .to_read = toolchain()};
  box.to_read.insert(box.to_read.end(), {copy, program});
  box.inmate = Inmate::compiler;
  box.limits = unpacking_limits;
  box.program = {program, copy};
  box.program.insert(box.program.end(), places.begin(), places.end());
  const Finished done = run(box, output_bytes_max);
  if (done.end == Finished::End::too_slow)
    throw std::runtime_error{"the machine is too slow to read archives: grade again"};
  const int code = WIFEXITED(done.status) ? WEXITSTATUS(done.status) : 0;
  if (code >= 125 && code <= 127)
    throw std::runtime_error{"archives cannot be read here: " + done.output};
  try {
    if (!read_frames(done.output, places, unpacked)) unpacked = {{}, {}, limit_of(done)};
  } catch (const std::exception&) {
    unpacked = {{}, {}, "it makes the program that reads it say what makes no sense"};
  }
  return unpacked;
}

}  // namespace grader
