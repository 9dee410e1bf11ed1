#include "choices_test.hpp"
#include "design_test.hpp"

using namespace design;
using choices::Row, dances::Pattern;

namespace {

/// Rows of key.json: forces of each flow, points of each pattern, hints for the others.
std::vector<Row> rows() {
  std::vector<Row> rows;
  for (const auto& [name, key] : facilitator("key.json").items()) {
    Row row{.name = name, .forces = key.at("forces"), .accepted = {}};
    for (const auto& [letter, told] : key.at("patterns").items()) {
      const Pattern pattern = choices::pattern_from(letter, name);
      if (told.is_number()) row.accepted.push_back({pattern, told.get<int>()});
      if (told.is_string()) row.hints[pattern] = told;
    }
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

TEST(lint, design) {
  const Rule no_ping{.says = "a ping of a phone is no event of the city",
                     .hint = "Ten seconds later it is the same street. What has happened?"};
  std::set<std::string> types;
  for (const auto& [service, about] : given_city().at("services").items()) {
    const std::string type = text_in(event_of(service), "type");
    for (const std::string& word : lint::words_of(type))
      if (word == "ping" || word == "pinged" || word == "gps" || word == "position")
        reject(no_ping, "  " + service + ": " + type + "\n");
    must_hold(legal(), flaws_of(service));
    must_hold(owned(), foreign_in(service));
    if (!types.insert(type).second) must_hold(legal(), {"two services say " + type});
  }
  must_hold(owned(), wrong_owners(given_city().at("facts").get<Lines>()));
  for (const Row& row : rows()) {
    choices::check_forces(row);
    choices::check_choice(row);
    choices::check_rejected(row);
  }
}
