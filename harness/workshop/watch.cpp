#include "workshop/watch.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>
#include <vector>

#include "results/built.hpp"
#include "workshop/workshop.hpp"

namespace workshop {

Seen look_at(const results::Manifest& manifest, const results::ManifestActivity& activity) {
  namespace fs = std::filesystem;
  const fs::path given = manifest.root / "exercises" / activity.folder;
  std::error_code gone;  // an editor may be replacing a file at this moment
  Seen seen;
  std::vector<fs::path> files = results::answer_files(manifest, activity);
  files.insert(files.end(),
               {given / (activity.name() + ".hpp"), given / (activity.name() + "_test.cpp")});
  for (const fs::path& file : files) {
    std::ifstream input{file, std::ios::binary};
    if (!input) continue;
    const auto time = fs::last_write_time(file, gone).time_since_epoch().count();
    seen.times += fmt::format("{}:{} ", file.filename().string(), time);
    seen.content.append(std::istreambuf_iterator<char>{input}, {});
    seen.content += '\0';
  }
  return seen;
}

namespace {

constexpr const char* keys = "[r] again   [h] hint   [n] next activity   [q] quit";

const results::ManifestActivity& next_of(const results::Manifest& manifest,
                                         const results::ManifestActivity& activity) {
  const auto* next = &activity + 1;
  return next == manifest.activities.data() + manifest.activities.size()
             ? manifest.activities.front()
             : *next;
}

}  // namespace

int watch(const results::Manifest& manifest, const std::string& number, const Outside& outside) {
  const results::ManifestActivity* activity =
      number.empty() ? &manifest.activities.at(0) : &activity_of(manifest, number);
  while (true) {
    // look before judging, so that a file saved meanwhile counts as a change
    Seen seen = outside.look(*activity), latest = seen;
    outside.clear();
    const int code = outside.judge(*activity);
    outside.say(fmt::format("Watching {}/{}/ for changes.\n{}\n", manifest.answers,
                            activity->folder, keys));
    for (bool judge_again = false; !judge_again;) {
      switch (outside.key()) {
        case 'q':
          return code;
        case 'r':
          judge_again = true;
          break;
        case 'h':
          outside.say("\n" + outside.hint(*activity));
          break;
        case 'n':
          activity = &next_of(manifest, *activity);
          judge_again = true;
          break;
        default:
          break;
      }
      const Seen now = outside.look(*activity);
      const bool is_still = std::exchange(latest, now) == now;
      if (judge_again || now.times == seen.times || !is_still) continue;
      judge_again = now.content != seen.content;
      if (!judge_again) outside.say("Saved, but nothing in it has changed.\n");
      seen = now;
    }
  }
}

}  // namespace workshop
