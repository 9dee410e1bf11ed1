#include "grade/kit.hpp"

#include <fmt/format.h>

#include <map>

#include "results/json_file.hpp"

namespace grader {

namespace {

/// Resolves Debian's alternatives, links in /etc, since a box has no /etc. Other links must stay:
/// clang++ and clang are the same file and choose the language by its name.
std::filesystem::path seen_from_a_box(std::filesystem::path program) {
  namespace fs = std::filesystem;
  while (fs::is_symlink(program)) {
    const fs::path next = program.parent_path() / fs::read_symlink(program);
    if (!next.string().starts_with("/etc/") && !program.string().starts_with("/etc/")) break;
    program = next;
  }
  return program;
}

}  // namespace

const Kit::Activity& Kit::activity(const std::string& name) const {
  std::vector<std::string> folders;
  for (const Activity& each : activities) {
    if (name == each.tests.number() || name == each.tests.folder) return each;
    folders.push_back(each.tests.folder);
  }
  throw results::BadInput{
      fmt::format("there is no activity \"{}\"; choose from {}", name, fmt::join(folders, ", "))};
}

std::vector<const Kit::Activity*> Kit::chosen(const std::vector<std::string>& names) const {
  std::map<std::string, const Activity*> found;
  for (const std::string& name : names) found[activity(name).tests.folder] = &activity(name);
  if (names.empty())
    for (const Activity& each : activities) found[each.tests.folder] = &each;
  std::vector<const Activity*> all;
  for (const auto& [folder, each] : found) all.push_back(each);
  return all;
}

void Kit::check_built(const std::vector<const Activity*>& needed) const {
  std::vector<std::string> folders, targets;
  for (const Activity* activity : needed) {
    if (activity->is_built()) continue;
    folders.push_back(activity->tests.folder);
    targets.push_back("grader_" + activity->tests.number());
  }
  if (!folders.empty())
    throw results::BadInput{
        fmt::format("there are answers to {}, whose tests have not been built for grading. Build "
                    "them, and grade again:\n    cmake --build {} --target {}",
                    fmt::join(folders, ", "), build.string(), fmt::join(targets, " "))};
}

Kit read_kit(const std::filesystem::path& file) {
  const results::Fields fields = results::read_fields(file, file.string());
  Kit kit;
  kit.build = file.parent_path();
  kit.root = fields.text("root");
  kit.harness = fields.text("harness");
  kit.fork_server = fields.text("fork_server");
  kit.probe = fields.text("probe");
  kit.unpack = fields.text("unpack");
  kit.subject = fields.text("subject");
  if (fields.has("suite")) kit.suite = fields.text("suite");
  if (fields.has("port_list")) kit.port_list = fields.text("port_list");
  kit.compiler = seen_from_a_box(fields.text("compiler"));
  kit.answer_flags = fields.texts("answer_flags");
  if (fields.has("answer_headers")) kit.answer_headers = fields.text("answer_headers");
  if (fields.has("linker")) kit.linker = fields.text("linker");
  const results::Manifest manifest = results::read_manifest(fields.text("manifest"));
  const results::Fields judges = fields.object("judges"), services = fields.object("services");
  for (const results::ManifestActivity& tests : manifest.activities) {
    Kit::Activity activity{.tests = tests,
                           .about = results::read_activity(kit.root, tests.folder),
                           .judge = judges.text(tests.folder)};
    activity.given = kit.root / "exercises" / tests.folder;
    if (activity.has_code() && !activity.is_suite())
      activity.services = services.text(tests.folder);
    kit.activities.push_back(std::move(activity));
  }
  return kit;
}

}  // namespace grader
