#include "grade/room/journal.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <optional>

#include "grade/digest.hpp"
#include "grade/room/durable.hpp"

namespace grader {

namespace {

using eda::Json;

// {"check":"9f86d081884c7d65","step":{…}}
constexpr std::string_view opening = R"({"check":")", middle = R"(","step":)", closing = "}";
constexpr std::size_t check_digits = 16;

std::string check_of(std::string_view step) {
  return digest(step).substr(std::string_view{"sha256:"}.size(), check_digits);
}

std::string line_of(const Json& step) {
  const std::string text = step.dump();
  return fmt::format("{}{}{}{}{}\n", opening, check_of(text), middle, text, closing);
}

/// Returns the step; empty if the line is not as it was written.
std::optional<Json> step_in(std::string_view line) {
  const std::size_t begin = opening.size() + check_digits + middle.size();
  if (line.size() < begin + closing.size() || !line.ends_with(closing)) return {};
  const std::string_view step = line.substr(begin, line.size() - begin - closing.size());
  if (line.substr(0, begin) != fmt::format("{}{}{}", opening, check_of(step), middle)) return {};
  return Json::parse(step);
}

bool is_locked_within(int file, std::chrono::milliseconds patience) {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  while (flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (std::chrono::steady_clock::now() >= deadline) return false;
    poll(nullptr, 0, 20);
  }
  return true;
}

}  // namespace

Journal::Journal(const std::filesystem::path& path, std::chrono::milliseconds patience)
    : path_{path} {
  constexpr int to_append = O_CREAT | O_RDWR | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK;
  file_ = File{open(path.c_str(), to_append, 0666)};
  struct stat about {};
  if (file_.number() < 0 || fstat(file_.number(), &about) != 0)
    throw std::runtime_error{fmt::format("{} cannot be opened: {}", path.string(),
                                         std::generic_category().message(errno))};
  if (!S_ISREG(about.st_mode)) throw std::runtime_error{path.string() + " is not a regular file"};
  if (!is_locked_within(file_.number(), patience))
    throw std::runtime_error{fmt::format(
        "{}: another grader uses this folder. Wait until it ends, or choose another --out",
        path.parent_path().string())};
  read();
}

void Journal::read() {
  const std::string text = text_of(path_);
  int number = 0, damaged = 0;
  for (std::size_t begin = 0; begin < text.size();) {
    ++number;
    const std::size_t end = text.find('\n', begin);
    const std::size_t next = end == std::string::npos ? text.size() : end + 1;
    const auto step = end == std::string::npos
                          ? std::nullopt
                          : step_in(std::string_view{text}.substr(begin, end - begin));
    if (step && damaged > 0)
      throw std::runtime_error{fmt::format(
          "{}:{}: this line is damaged, and it is not the last one. Restore the file from a "
          "copy, or delete the line: its answer will be judged again.",
          path_.string(), damaged)};
    if (step) {
      steps_.push_back(*step);
      length_ = off_t(next);
    } else if (damaged == 0) {
      damaged = number;
    }
    begin = next;
  }
  if (damaged > 0) checked(ftruncate(file_.number(), length_), "ftruncate");
  checked(fsync(file_.number()), "fsync");
  sync_folder(path_.parent_path());
}

void Journal::write(const Json& step) {
  const std::string line = line_of(step);
  try {
    write_durably(file_, line);
  } catch (const std::system_error& error) {
    [[maybe_unused]] const int or_the_next_start_will = ftruncate(file_.number(), length_);
    throw std::runtime_error{
        fmt::format("{} cannot be written: {}. Free some space and run the same command again: it "
                    "continues.",
                    path_.string(), error.code().message())};
  }
  length_ += off_t(line.size());
  steps_.push_back(step);
}

}  // namespace grader
