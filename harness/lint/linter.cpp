#include "lint/linter.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>
#include <utility>

#include "eda/detail/json_flaw.hpp"
#include "eda/limits.hpp"
#include "lint/relation_rules.hpp"
#include "lint/rules.hpp"

namespace lint {

Linter::Linter(Vocabulary vocabulary, Owners owners)
    : vocabulary_{std::move(vocabulary)}, owners_{std::move(owners)} {}

std::vector<Finding> Linter::check(const eda::Json& event) const {
  return check(std::vector<Event>{{"", 0, eda::Json::json_pointer{}, event}});
}

std::vector<Finding> Linter::check(const std::vector<Event>& events) const {
  std::vector<Finding> all;
  std::vector<Event> objects;
  for (const Event& event : events) {
    Findings findings{event, all};
    if (not event.json.is_object()) {
      findings.add(
          eda::Json::json_pointer{}, "cloudevents",
          fmt::format("An event is a JSON object, and this is {}.", eda::detail::shown(event.json)),
          "Write one object, an array of objects, or one object in each line.");
      continue;
    }
    // the rules below are recursive, and write parts of the event as text
    if (const auto flaw =
            eda::detail::flaw_in_json(event.json, eda::limits::payload_levels_max + 1)) {
      findings.add(eda::Json::json_pointer{}, "json",
                   fmt::format("A value of the event {}.", flaw->what), "Correct this value.");
      continue;
    }
    check_attributes(event.json, findings);
    check_type(event.json, vocabulary_, findings);
    check_keys(event.json, vocabulary_, findings);
    check_ownership(event.json, owners_, findings);
    check_privacy(event.json, vocabulary_, findings);
    check_content(event.json, vocabulary_, findings);
    objects.push_back(event);
  }
  std::ranges::move(check_relations(objects), std::back_inserter(all));
  std::ranges::stable_sort(all, [](const Finding& a, const Finding& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  return all;
}

Linter read_linter(const std::filesystem::path& root, const std::filesystem::path& owners) {
  const std::filesystem::path data = root / "harness" / "lint" / "data";
  return Linter{read_vocabulary(data / "vocabulary.json"),
                read_owners(owners.empty() ? data / "owners.json" : owners)};
}

}  // namespace lint
