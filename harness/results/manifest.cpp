#include "results/manifest.hpp"

#include "results/json_file.hpp"

namespace results {
namespace {

/// "order.in_sequence"
Test read_test(const std::string& name, bool visible) {
  const std::size_t dot = name.find('.');
  return {name.substr(0, dot), name.substr(dot + 1), visible};
}

}  // namespace

Manifest read_manifest(const std::filesystem::path& file) {
  const Fields fields = read_fields(file, file.string());
  Manifest manifest;
  manifest.root = fields.text("root");
  manifest.build = fields.text("build");
  manifest.answers = fields.text("answers");
  manifest.hidden_tests_here = fields.flag("hidden_tests_here");
  for (const Fields& each : fields.objects("activities")) {
    ManifestActivity activity;
    activity.folder = each.text("folder");
    for (const auto& name : each.texts("visible")) activity.tests.push_back(read_test(name, true));
    for (const auto& name : each.texts("hidden")) activity.tests.push_back(read_test(name, false));
    if (each.has("files")) activity.files = each.texts("files");
    manifest.activities.push_back(activity);
  }
  return manifest;
}

}  // namespace results
