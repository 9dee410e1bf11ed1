// save_to_verdict CHECKOUT ANSWER...: measures how long `workshop watch` takes from the saving of
// an answer of activity 03 to the end of its verdict, in a checkout that has been built.
// Saves every ANSWER once, in that order, with an added line that differs each time.

#include <fmt/format.h>
#include <signal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
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

}  // namespace

int main(int count, char** arguments) {
  if (count < 3) {
    fmt::print(stderr, "usage: save_to_verdict CHECKOUT ANSWER...\n");
    return 2;
  }
  const fs::path checkout = arguments[1];
  const std::string watch = fmt::format(
      "echo $$; exec \"{}/build/participant/workshop\" watch 03 </dev/null", checkout.string());
  FILE* output = popen(watch.c_str(), "r");
  int pid = 0;
  if (output == nullptr || std::fscanf(output, "%d\n", &pid) != 1 || !reads_a_verdict(output)) {
    fmt::print(stderr, "cannot run workshop watch in {}\n", checkout.string());
    return 1;
  }
  std::vector<double> waits;
  for (int i = 2; i < count; ++i)
    waits.push_back(milliseconds_until_verdict(
        output, arguments[i], checkout / "exercises/03_correlator/correlator.cpp", waits.size()));
  kill(pid, SIGINT);
  pclose(output);
  std::sort(waits.begin(), waits.end());
  fmt::print("save to verdict in watch, 03, median of {} edits {:.0f} ms (goal 1500)\n",
             waits.size(), waits[waits.size() / 2]);
  fmt::print("                              longest of them   {:.0f} ms (goal 2000)\n",
             waits.back());
  return 0;
}
