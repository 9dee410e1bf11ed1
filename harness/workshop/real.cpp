#include "workshop/real.hpp"

#include <fmt/format.h>

#include <cctype>
#include <regex>
#include <set>

#include "results/activity.hpp"
#include "workshop/command.hpp"
#include "workshop/text.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

namespace fs = std::filesystem;

/// Types of ports in a header that handlers may have and that harness/real/ has an engine for.
const std::set<std::string> with_engines{"Store",  "Bus",    "Timers", "Clock",   "Ids",    "Log",
                                         "Caller", "Events", "Mailer", "Gateway", "Metrics"};

/// "DeadLetters" -> "dead_letters".
std::string name_of(const std::string& type) {
  std::string name;
  for (const char c : type) {
    if (std::isupper(static_cast<unsigned char>(c)) != 0 && !name.empty()) name += '_';
    name += char(std::tolower(static_cast<unsigned char>(c)));
  }
  return name;
}

/// Names of the ports of a header that have no engine, in its order.
std::vector<std::string> ports_without_engine(const std::string& header) {
  static const std::regex port{R"(\n +eda::(\w+)& \w+;)"};
  std::vector<std::string> names;
  for (std::sregex_iterator it{header.begin(), header.end(), port}, end; it != end; ++it)
    if (!with_engines.contains((*it)[1])) names.push_back(name_of((*it)[1]));
  return names;
}

}  // namespace

std::string why_not_real(const results::Manifest& manifest, const std::string& number) {
  const results::ManifestActivity& activity = activity_of(manifest, number);
  const fs::path folder = manifest.root / "exercises" / activity.folder;
  const std::string shown = activity.number();
  if (results::read_activity(manifest.root, activity.folder).services.empty())
    return fmt::format("real: {} has no services, so there is nothing to run\n", shown);
  const auto missing = ports_without_engine(content_of(folder / (activity.name() + ".hpp")));
  if (!missing.empty())
    return fmt::format("real: {} needs the port `{}`, which has no engine yet\n", shown,
                       missing.front());
  if (!exists(folder / "real.json"))
    return fmt::format("real: {} has no load yet: exercises/{}/real.json\n", shown,
                       activity.folder);
  return "";
}

Commands real_commands(const results::Manifest& manifest, const RealRun& run) {
  const results::ManifestActivity& activity = activity_of(manifest, run.number);
  const std::string program = activity.number() + "_real";
  std::string command = quoted(manifest.build / "bin" / program) + " run";
  for (const std::string& option : run.options) command += " " + option;
  return {.build = fmt::format("cmake --build {} --target {}", quoted(manifest.build), program),
          .run = command};
}

}  // namespace workshop
