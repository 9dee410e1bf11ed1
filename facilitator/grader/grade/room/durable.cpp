#include "grade/room/durable.hpp"

#include <fcntl.h>
#include <fmt/format.h>

#include <fstream>
#include <iterator>

namespace grader {

namespace fs = std::filesystem;

void write_durably(const File& file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = write(file.number(), bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    bytes.remove_prefix(std::size_t(checked(int(put), "write")));
  }
  checked(fsync(file.number()), "fsync");
}

void sync_folder(const fs::path& folder) {
  const File file{checked(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), "open")};
  checked(fsync(file.number()), "fsync");
}

void replace_file(const fs::path& path, std::string_view text) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : ".";
  fs::path beside = path;
  beside += ".new";
  try {
    const File file{
        checked(open(beside.c_str(), O_CREAT | O_WRONLY | O_TRUNC | O_CLOEXEC, 0666), "open")};
    write_durably(file, text);
    fs::rename(beside, path);
    sync_folder(folder);
  } catch (const std::system_error& error) {
    std::error_code nobody_minds;
    fs::remove(beside, nobody_minds);
    throw std::runtime_error{
        fmt::format("{} cannot be written: {}", path.string(), error.code().message())};
  }
}

std::string text_of(const fs::path& path) {
  std::ifstream stream{path, std::ios::binary};
  if (!stream) throw std::runtime_error{path.string() + " cannot be read"};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

}  // namespace grader
