#include "table/judged.hpp"

#include "table/json_file.hpp"

namespace table {
namespace {

/// "order.in_sequence"
Test read_test(const std::string& name, bool visible) {
  const std::size_t dot = name.find('.');
  return {name.substr(0, dot), name.substr(dot + 1), visible};
}

}  // namespace

Judged read_judged(const std::filesystem::path& file) {
  const Fields fields = read_fields(file, file.string());
  Judged judged;
  judged.root = fields.text("root");
  judged.build = fields.text("build");
  judged.answers = fields.text("answers");
  judged.hidden_tests_here = fields.flag("hidden_tests_here");
  for (const Fields& each : fields.objects("activities")) {
    JudgedActivity activity;
    activity.folder = each.text("folder");
    for (const auto& name : each.texts("visible")) activity.tests.push_back(read_test(name, true));
    for (const auto& name : each.texts("hidden")) activity.tests.push_back(read_test(name, false));
    judged.activities.push_back(activity);
  }
  return judged;
}

}  // namespace table
