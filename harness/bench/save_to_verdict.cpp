// save_to_verdict CHECKOUT FILE ANSWER...: measures how long `workshop watch` takes from the saving
// of FILE, exercises/03_correlator/correlator.cpp, to the end of its verdict, in a checkout that
// has been built. Saves every ANSWER once, in that order, with an added line that differs each
// time. For the last one, prints also where the time went: the compiler, the linker, and the phases
// of the tests.

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

/// Reads up to the line that ends a verdict.
bool reads_a_verdict(FILE* output) {
  std::string line;
  for (int read = 0; (read = std::fgetc(output)) != EOF;) {
    if (read != '\n') {
      line += char(read);
      continue;
    }
    if (line.starts_with("Watching ")) return true;
    line.clear();
  }
  return false;
}

double milliseconds_until_verdict(FILE* output, const fs::path& answer, const fs::path& place,
                                  std::size_t edit) {
  std::ifstream input{answer};
  const std::string text{std::istreambuf_iterator<char>{input}, {}};
  const fs::path unsaved = place.string() + ".unsaved";
  std::ofstream{unsaved} << text << "\n// edit " << edit << '\n';
  const auto begin = std::chrono::steady_clock::now();
  fs::rename(unsaved, place);  // as editors save
  if (!reads_a_verdict(output)) {
    fmt::print(stderr, "workshop watch ended before it had judged {}\n", answer.string());
    std::exit(1);
  }
  return std::chrono::duration<double, std::milli>{std::chrono::steady_clock::now() - begin}
      .count();
}

/// Milliseconds that Ninja has noted for the latest build of an output whose name ends so.
int built_in(const fs::path& build, const std::string& output) {
  std::ifstream log{build / ".ninja_log"};
  int taken = 0;
  for (std::string line; std::getline(log, line);) {
    std::istringstream fields{line};
    int begin = 0, end = 0;
    std::string time, name;
    if (fields >> begin >> end >> time >> name && name.ends_with(output)) taken = end - begin;
  }
  return taken;
}

/// Returns the times that a test program prints for its phases; see check/phases.hpp.
std::string phases_of(const fs::path& program) {
  std::string line, times;
  FILE* output = popen(fmt::format("\"{}\" --times 2>&1", program.string()).c_str(), "r");
  for (int read = 0; output != nullptr && (read = std::fgetc(output)) != EOF;) {
    if (read != '\n') {
      line += char(read);
      continue;
    }
    if (line.starts_with("times: ")) times = line.substr(7);
    line.clear();
  }
  if (output != nullptr) pclose(output);
  return times;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 4) {
    fmt::print(stderr, "usage: save_to_verdict CHECKOUT FILE ANSWER...\n");
    return 2;
  }
  const fs::path checkout = arguments[1], file = arguments[2];
  const fs::path build = checkout / "build/participant";
  const std::string activity = file.parent_path().filename().string();
  const std::string watch = fmt::format("echo $$; exec \"{}/workshop\" watch {} </dev/null",
                                        build.string(), activity.substr(0, 2));
  FILE* output = popen(watch.c_str(), "r");
  int pid = 0;
  if (output == nullptr || std::fscanf(output, "%d\n", &pid) != 1 || !reads_a_verdict(output)) {
    fmt::print(stderr, "cannot run workshop watch in {}\n", checkout.string());
    return 1;
  }
  std::vector<double> waits;
  for (int i = 3; i < count; ++i)
    waits.push_back(
        milliseconds_until_verdict(output, arguments[i], checkout / file, waits.size()));
  kill(pid, SIGINT);
  pclose(output);
  std::ranges::sort(waits);
  fmt::print(
      "{}  {:>3} edits, median {:5.0f} ms, longest {:5.0f} ms   the last: compile {} ms, "
      "link {} ms, {}\n",
      activity.substr(0, 2), waits.size(), waits[waits.size() / 2], waits.back(),
      built_in(build, fmt::format("{}/{}.o", activity, file.filename().string())),
      built_in(build, "bin/" + activity), phases_of(build / "bin" / activity));
  return 0;
}
