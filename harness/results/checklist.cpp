#include "results/checklist.hpp"

#include "results/json_file.hpp"

namespace results {

std::vector<Checklist> read_checklists(const std::filesystem::path& root) {
  const std::string name = "harness/workshop/checklist.json";
  const Fields fields = read_fields(root / name, name);
  fields.only({"lists"});
  std::vector<Checklist> lists;
  for (const Fields& list : fields.objects("lists")) {
    list.only({"title", "lines"});
    lists.push_back({.title = list.text("title"), .lines = {}});
    for (const Fields& line : list.objects("lines")) {
      line.only({"says", "tests", "also"});
      lists.back().lines.push_back({line.text("says"), line.texts("tests")});
      if (line.has("also")) lists.back().lines.back().also = line.texts("also");
    }
  }
  return lists;
}

}  // namespace results
