#include "results/progress.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <exception>
#include <fstream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <system_error>

#include "results/json_file.hpp"

namespace results {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, Ending> endings{
    {"passed", Ending::passed},   {"failed", Ending::failed},   {"leaked", Ending::leaked},
    {"crashed", Ending::crashed}, {"endless", Ending::endless}, {"skipped", Ending::skipped},
    {"not run", Ending::not_run}};

std::string to_text(Ending ending) {
  for (const auto& [text, each] : endings)
    if (each == ending) return text;
  return "not run";
}

const char* const last_work = "last work";  // no test has a blank in its name

fs::path kept_in(const Manifest& manifest) { return manifest.build / "results.json"; }

/// Returns the FNV-1a hash of files, 64 bits. It detects edits, not forgery. Empty: one is missing.
std::string fingerprint(const std::vector<fs::path>& files) {
  constexpr std::uint64_t prime = 0x100000001b3u;
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const fs::path& file : files) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) return "";
    for (std::istreambuf_iterator<char> at{stream}, end; at != end; ++at)
      hash = (hash ^ static_cast<unsigned char>(*at)) * prime;
    hash *= prime;  // the end of a file: text that moves into the next one changes the hash
  }
  return fmt::format("{:016x}", hash);
}

std::optional<fs::file_time_type> time_of(const fs::path& file) {
  std::error_code none_there;
  const fs::file_time_type time = fs::last_write_time(file, none_there);
  return none_there ? std::nullopt : std::optional{time};
}

/// True if the run tested the answer as it is now. The answer may have been saved or built again
/// while the tests ran. The time of saving is not used: the disk may have another clock.
bool is_of_answer(const Manifest& manifest, const ManifestActivity& activity,
                  fs::file_time_type run) {
  const auto linked = time_of(built_program(manifest, activity));
  return linked && *linked <= run && is_as_built(manifest, activity);
}

/// Returns the kept results; an empty object if the file is missing or has another format.
Json read_kept(const Manifest& manifest) {
  std::ifstream stream{kept_in(manifest), std::ios::binary};
  Json kept = stream ? Json::parse(stream, nullptr, false) : Json::object();
  return kept.is_object() ? kept : Json::object();
}

/// Replaces the file in one step: a run may be stopped at any time, and no reader sees half a file.
void write_kept(const Manifest& manifest, const Json& kept) {
  const fs::path next = kept_in(manifest).string() + ".new";
  std::ofstream{next, std::ios::binary} << kept.dump(1) << '\n';
  std::error_code nothing_kept;
  fs::rename(next, kept_in(manifest), nothing_kept);
}

struct Kept {
  Ending ending = Ending::not_run;
  std::string answer;
};

std::optional<Kept> kept_of(const Json& kept, const std::string& test) {
  if (!kept.contains(test)) return std::nullopt;
  const Json& entry = kept.at(test);
  if (!entry.is_object() || !entry.contains("ending") || !entry.contains("answer"))
    return std::nullopt;
  if (!entry["ending"].is_string() || !entry["answer"].is_string()) return std::nullopt;
  const auto ending = endings.find(entry["ending"].get<std::string>());
  if (ending == endings.end()) return std::nullopt;
  return Kept{ending->second, entry["answer"].get<std::string>()};
}

}  // namespace

void keep_results(const Manifest& manifest) {
  const auto time = time_of(log_of(manifest.build));
  if (!time) return;
  try {
    keep_results(manifest, read_results(manifest.build), *time);
  } catch (const std::exception&) {
    return;
  }
}

void keep_results(const Manifest& manifest, const Results& latest, fs::file_time_type time) {
  Json kept = read_kept(manifest);
  std::set<std::string> run;
  for (const ManifestActivity& activity : manifest.activities) {
    const auto built = latest.find(activity.number() + ".builds");
    // the kit itself does not build, so the run says nothing about the answer
    if (built != latest.end() && built->second.ending == Ending::not_run) continue;
    const std::string answer = fingerprint(answer_files(manifest, activity));
    const bool is_of_it = is_of_answer(manifest, activity, time);
    const auto keep = [&](const std::string& test) {
      const auto result = latest.find(test);
      if (result == latest.end()) return;
      const bool proven = is_of_it || result->second.ending != Ending::passed;
      kept[test] = {{"ending", to_text(result->second.ending)}, {"answer", proven ? answer : ""}};
      run.insert(activity.folder);
    };
    keep(activity.number() + ".builds");
    for (const Test& test : activity.tests) keep(activity.ctest_name(test));
  }
  if (run.size() == 1) kept[last_work] = *run.begin();
  write_kept(manifest, kept);
}

Progress read_progress(const Manifest& manifest) {
  Progress progress;
  const Json kept = read_kept(manifest);
  const auto kept_at = time_of(kept_in(manifest));
  if (kept_at && kept.contains(last_work) && kept[last_work].is_string())
    progress.last = LastWork{kept[last_work].get<std::string>(), *kept_at};
  for (const ManifestActivity& activity : manifest.activities) {
    const std::string answer = fingerprint(answer_files(manifest, activity));
    const auto read = [&](const std::string& test) {
      const std::optional<Kept> entry = kept_of(kept, test);
      if (!entry) return;
      if (answer.empty() || entry->answer != answer)
        progress.changed.insert(test);
      else
        progress.results[test].ending = entry->ending;
    };
    read(activity.number() + ".builds");
    for (const Test& test : activity.tests) read(activity.ctest_name(test));
  }
  return progress;
}

}  // namespace results
