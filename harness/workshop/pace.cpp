#include "workshop/pace.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <utility>

#include "workshop/command.hpp"
#include "workshop/text.hpp"

namespace workshop {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string pace_line(const std::string& words, const fs::path& folder, fs::file_time_type since) {
  std::string name, line = words;
  std::uint64_t most = 0;
  std::error_code gone;
  for (const auto& file : fs::directory_iterator{folder, gone}) {
    std::ifstream stream{file.path()};
    std::string test;
    std::uint64_t worlds = 0;
    if (!(stream >> test >> worlds) || worlds <= most || file.last_write_time(gone) < since)
      continue;
    name = test;
    most = worlds;
  }
  if (most > 0) line += fmt::format("; {}: {} worlds", name, with_commas(most));
  return line.substr(0, 79);
}

int ended_in_ctest(const fs::path& build) {
  std::ifstream numbers{build / "Testing" / "Temporary" / "CTestCheckpoint.txt"};
  return int(std::distance(std::istream_iterator<std::string>{numbers}, {}));
}

Pace::Pace(const fs::path& build, bool is_shown, std::function<std::string()> words) {
  if (!is_shown) return;
  const fs::path folder = build / "watch" / "pace";
  std::error_code nobody_minds;
  fs::remove_all(folder, nobody_minds);
  fs::create_directories(folder, nobody_minds);
  set_variable("OUT_OF_ORDER_PACE", folder.string());
  thread_ = std::thread{[this, folder, words = std::move(words)] { show(folder, words); }};
}

Pace::~Pace() {
  {
    const std::lock_guard lock{mutex_};
    is_over_ = true;
  }
  wake_.notify_one();
  if (thread_.joinable()) thread_.join();
}

void Pace::show(const fs::path& folder, const std::function<std::string()>& words) {
  const char* const take_back = "\r\x1b[K";
  std::unique_lock lock{mutex_};
  while (!wake_.wait_for(lock, 300ms, [this] { return is_over_; })) {
    const auto since = fs::file_time_type::clock::now() - 1s;
    fmt::print("{}{}", take_back, pace_line(words(), folder, since));
    std::fflush(stdout);
  }
  fmt::print("{}", take_back);
  std::fflush(stdout);
}

}  // namespace workshop
