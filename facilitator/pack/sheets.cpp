#include <fmt/format.h>

#include <regex>

#include "answers/lines.hpp"
#include "pack/documents.hpp"
#include "pack/kit_json.hpp"
#include "pack/operations_sheets.hpp"
#include "pack/paper.hpp"

namespace facilitator {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Format = Paper::Format;

/// Returns the sheet of 01: the event that has too much, for marking with pens.
Document overstuffed_event(const fs::path& root) {
  const std::string folder = "exercises/01_event_ownership/";
  const Json needs = kit_json(root, folder + "needs.json");
  const Json owners = kit_json(root, folder + "owners.json");
  const std::string service = needs.at("repairs");
  const std::string reader = needs.at("reader").at("name");
  Paper paper{Format::portrait, "The overstuffed event",
              fmt::format("The {0} publishes this. Draw /// over each field that the {0} owns, and "
                          "\\\\\\ over each field that another service owns; two colours do as "
                          "well. Then write the owner beside it.",
                          service)};
  double y = 150;
  for (const std::string& row : answers::lines_of(needs.at("before").dump(2))) {
    paper.code(40, y, row);
    const bool is_field = row.find("\": ") != std::string::npos && !row.ends_with("{");
    if (is_field) paper.line(430, y + 2, 555, y + 2, R"(stroke-dasharray="2 3")");
    y += 21;
  }
  paper.text(430, 138, "owner", R"(class="bold")");
  std::string names;
  for (const Json& owner : owners.at("services"))
    names += (names.empty() ? "Owners: " : ", ") + owner.at("name").get<std::string>();
  paper.text(40, y + 20, names, R"(class="bold")");
  y += 26;
  for (const std::string& question :
       {fmt::format(
            "1. If the database of the {} were the only one on earth, which fields could it "
            "still fill in?",
            service),
        std::string{"2. Write the event that is left. What happened?"},
        fmt::format("3. The {} needs the other fields. To which events does it listen?", reader),
        std::string{"4. A field is added. Which services have to change, before and after?"}}) {
    y = paper.paragraph(40, y + 18, 515, question);
    for (int i = 0; i < 2; ++i, y += 20)
      paper.line(40, y + 10, 555, y + 10, R"(stroke-dasharray="2 3")");
  }
  return {"print/01-event.svg", paper.svg()};
}

/// Returns the sheet of 02 that is handed out in its short form: three finished events of our
/// answer, all but those of the second service and of the last, which waits for the others.
Document finished_postcards(const fs::path& root) {
  Paper paper{
      Format::portrait, "Five postcards: three are finished",
      "Write the other two, then the wiring. {{…}} is what the service fills in: a new id for "
      "each occurrence, the time, and what it knows of the photo."};
  const Json answer = kit_json(root, "solutions/02_event_payloads/event_payloads.json");
  double y = 130;
  int number = 0;
  for (const auto& [service, outcomes] : answer.at("events").items()) {
    ++number;
    if (number == 2 || number == 5) continue;
    paper.text(40, y, service, R"(class="bold")");
    for (const std::string& row : answers::lines_of(outcomes.begin()->dump(2))) {
      y += 15.5;
      paper.code(56, y, row);
    }
    y += 30;
  }
  return {"print/02-finished.svg", paper.svg()};
}

/// Returns the questions of 04: the numbered tasks of its README that begin in italics.
std::vector<std::string> questions_of(const std::string& readme) {
  static const std::regex question{R"(\n\d\. \*([^*]+)\*)"};
  std::vector<std::string> questions;
  for (std::sregex_iterator it{readme.begin(), readme.end(), question}, end; it != end; ++it)
    questions.push_back(answers::squeezed((*it)[1]));
  return questions;
}

/// Returns the sheet of 04: four questions and the bonus, with a table of five services.
Document four_questions(const fs::path& root) {
  Paper paper{
      Format::portrait, "Sold-out olives: four questions",
      "An order wants three portions of olives, and two are left. By then the card is charged "
      "and the chef is assigned. Each service speaks for itself only, and undoes only its own "
      "work."};
  const std::string name = "exercises/04_compensation/README.md";
  double y = 140;
  for (const std::string& question : questions_of(answers::read_text(root / name, name))) {
    paper.text(40, y, question, R"(class="bold")");
    for (int i = 0; i < 3; ++i) {
      y += 23;
      paper.line(40, y, 555, y, R"(stroke-dasharray="2 3")");
    }
    y += 25;
  }
  paper.text(40, y + 4, "Who hears what, and which fact does it publish? Also when nothing fails.",
             R"(class="bold")");
  paper.text(142, y + 24, "hears");
  paper.text(350, y + 24, "publishes");
  y += 30;
  for (const char* service : {"order", "payment", "inventory", "chef", "customer"}) {
    paper.line(40, y, 555, y);
    paper.text(40, y + 20, service);
    y += 30;
  }
  paper.line(40, y, 555, y);
  return {"print/04-four-questions.svg", paper.svg()};
}

/// Returns the sheet of 05: five scenarios by four patterns.
Document table_of_patterns(const fs::path& root) {
  Paper paper{
      Format::landscape, "Which dance?",
      "A orchestration, B choreography, C aggregator, D facts that carry the state. One mark "
      "in each row. Count decisions, joins, readers and copies before you choose."};
  const double left = 40, right = 802, marks = 642, column = 44;
  double y = 128;
  for (int i = 0; i < 4; ++i)
    paper.text(marks + 7 + i * column, y - 6, std::string(1, char('A' + i)), R"(class="bold")");
  paper.line(left, y, right, y);
  int number = 0;
  const std::string name = "exercises/05_pattern_selection/scenarios.json";
  const Json scenarios = kit_json(root, name);
  for (const auto& [scenario, sentences] : scenarios.items()) {
    paper.text(left, y + 16, fmt::format("{} {}", ++number, scenario), R"(class="bold")");
    std::string words;
    for (const Json& sentence : sentences) words += sentence.get<std::string>() + " ";
    const double end = paper.paragraph(left + 98, y + 16, marks - left - 110, words);
    for (int i = 0; i < 4; ++i) paper.box(marks + i * column, y + 10, 22, 22);
    y = std::max(end - 8, y + 42);
    paper.line(left, y, right, y);
  }
  return {"print/05-table.svg", paper.svg()};
}

/// Returns the lines of the function that begins with `first`, with their numbers in `text`.
std::vector<std::pair<int, std::string>> function_in(const std::string& text,
                                                     const std::string& first) {
  std::vector<std::pair<int, std::string>> lines;
  int number = 0;
  for (const std::string& line : answers::lines_of(text)) {
    ++number;
    if (lines.empty() && !line.starts_with(first)) continue;
    lines.emplace_back(number, line);
    if (line == "}") return lines;
  }
  throw results::BadInput{"the listing of a sheet has no function " + first};
}

/// Draws a listing with line numbers below `y`, and returns the base line below it.
double draw_listing(Paper& paper, double y,
                    const std::vector<std::pair<int, std::string>>& listing) {
  constexpr double line_height = 14.7;
  for (const auto& [number, row] : listing) {
    paper.code(40, y, std::to_string(number), "faint");
    std::string rest = row;
    constexpr std::size_t columns = 68;
    while (rest.size() > columns) {
      const std::size_t cut = rest.rfind(' ', columns);
      paper.code(68, y, rest.substr(0, cut));
      y += line_height;
      rest = std::string(row.find_first_not_of(' ') + 4, ' ') + rest.substr(cut + 1);
    }
    paper.code(68, y, rest);
    y += line_height;
  }
  return y;
}

/// Returns the listing of the sample of 08: its record, and its handler of facts.
Document sample(const fs::path& root) {
  Paper paper{Format::portrait, "The sample on trial",
              "Three facts of one order, payment, inventory and chef, and a copy of each. The "
              "handler runs once for each of them, and several may be under way. Find an order "
              "of steps that bakes two pizzas. Then find one that is eaten and refunded."};
  const std::string name = "exercises/08_testing/sample_kitchen.cpp";
  const std::string text = answers::read_text(root / name, name);
  double y = 142;
  for (const char* first : {"eda::Task<eda::Json> record(", "eda::Task<> on_fact("})
    y = draw_listing(paper, y, function_in(text, first)) + 5;
  paper.paragraph(40, y + 9, 515,
                  "A sweep scans all orders; each that says \"waiting\" after more than thirty "
                  "minutes gets order.timeout, and a refund if it has a payment.");
  return {"print/08-sample.svg", paper.svg()};
}

/// Draws boxes to tick, each with its word, behind `head`.
void draw_choices(Paper& paper, double y, const std::string& head,
                  const std::vector<std::string>& words) {
  constexpr double letter = 6.3, box = 13;
  double x = 92;
  paper.text(40, y, head);
  for (const std::string& word : words) {
    paper.box(x, y - 11, box, box);
    paper.text(x + box + 4, y, word);
    x += box + 14 + letter * double(word.size());
  }
}

/// Returns the sheet of 12: five proposed changes, with a letter of before and one of after.
Document proposals(const fs::path& root) {
  Paper paper{Format::portrait, "Letters live forever: five proposals",
              "Each has a letter of before and one of after. Who reads the one, who reads the "
              "other, and what happens to them? Letters are kept for ever. Mark what kind of "
              "change it is, and what you would do instead; \"none\" is to do it."};
  const Json all = kit_json(root, "exercises/12_schema_evolution/proposals.json");
  double y = 148;
  for (const Json& proposal : all.at("proposals")) {
    std::string change = proposal.at("change");
    std::erase(change, '`');
    const std::string id = proposal.at("id");
    y = paper.paragraph(40, y, 470, id + ": " + change, R"(class="bold")") + 3;
    for (const char* when : {"old", "new"}) {
      paper.code(40, y, fmt::format("{}  {}", when, proposal.at(when).dump()));
      y += 17;
    }
    draw_choices(paper, y + 5, "kind", {"additive", "breaking", "breaking-in-disguise"});
    draw_choices(paper, y + 27, "instead",
                 {"none", "keep_optional", "add_beside", "new_version", "readers_first"});
    y += 58;
  }
  return {"print/12-proposals.svg", paper.svg()};
}

}  // namespace

std::vector<Document> printed_sheets(const Sources& sources) {
  std::vector<Document> sheets;
  const auto is_there = [&](const std::string& folder) {
    return exists(sources.root / "exercises" / folder / "activity.json");
  };
  if (is_there("01_event_ownership")) sheets.push_back(overstuffed_event(sources.root));
  if (is_there("02_event_payloads")) sheets.push_back(finished_postcards(sources.root));
  if (is_there("04_compensation")) sheets.push_back(four_questions(sources.root));
  if (is_there("05_pattern_selection")) sheets.push_back(table_of_patterns(sources.root));
  if (is_there("08_testing")) sheets.push_back(sample(sources.root));
  if (is_there("12_schema_evolution")) sheets.push_back(proposals(sources.root));
  if (is_there("13_routing")) sheets.push_back(pipes(sources.root));
  if (is_there("14_dead_letters")) sheets.push_back(runbook_form(sources.root));
  if (is_there("17_observability")) sheets.push_back(log_of_ten_orders(sources.root));
  if (is_there("19_ecommerce")) sheets.push_back(overview_of_the_shop(sources.root));
  return sheets;
}

}  // namespace facilitator
