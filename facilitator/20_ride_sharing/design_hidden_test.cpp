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

void check_rejected(const Row& row) {
  const std::string place = "/choices/" + row.name + "/rejected";
  const Pattern ours = choices::chosen(row.name), theirs = choices::pattern_at(place + "/pattern");
  const std::string consequence = part(place + "/consequence", Kind::text);
  const Json& all = given("catalogue.json").at("consequences");
  const std::string metric =
      all.contains(consequence) ? all.at(consequence).at("metric").get<std::string>() : "";
  const auto here = measures::measured(metric, ours, row.name);
  const auto there = measures::measured(metric, theirs, row.name);
  if (ours != theirs && here && there && choices::is_much_worse(metric, *there, *here)) return;
  reject(
      {.says = "a pattern is rejected for a consequence that the run shows",
       .hint =
           "Compare the columns of the two patterns. Is the one that you rejected twice as bad?"},
      "  Flow " + row.name + "\n" + choices::table_of(row.name, metric));
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
    check_rejected(row);
  }
}
