#include "pack/documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <regex>
#include <set>

#include "answers/lines.hpp"
#include "results/checklist.hpp"
#include "results/json_file.hpp"

namespace facilitator {
namespace {

const std::string generated =
    "<!-- generated from {} by `facilitator_files --write`; do not edit -->\n";

std::string note_on(const std::string& from) { return fmt::format(fmt::runtime(generated), from); }

/// Returns "03, draw only" or "SL1": what fills a slot.
std::string content_of(const Row& row) {
  std::string content = row.deck;
  if (!row.activity.empty()) {
    content = row.activity.substr(0, 2);
    if (!row.form.empty()) content += ", " + row.form;
  }
  if (!row.demo.empty()) content += (content.empty() ? "" : "; ") + ("demo: " + row.demo);
  return content;
}

std::string joined_sheets(const std::vector<std::string>& sheets) {
  std::string links;
  for (const std::string& sheet : sheets)
    links += fmt::format("{}[{}](print/{}.pdf)", links.empty() ? "" : ", ", sheet, sheet);
  return links;
}

std::string script_of(const Sources& sources, const Row& row) {
  std::string script = fmt::format("## {}: {} ({} min)\n\n", span_of(row), row.title, row.minutes);
  script += fmt::format("- **Start:** {}\n", row.cue);
  if (!row.deck.empty()) script += fmt::format("- **Slides:** {}\n", row.deck);
  if (!row.demo.empty()) script += fmt::format("- **Demo:** [{}](demos.md)\n", row.demo);
  if (!row.sheets.empty()) script += fmt::format("- **Sheets:** {}\n", joined_sheets(row.sheets));
  if (!row.activity.empty()) {
    const ActivityNotes& activity = sources.activity(row.activity);
    script += fmt::format("- **Notes:** [{} {}]({}/notes.md)\n", activity.number(),
                          activity.about.title, activity.folder);
  }
  if (row.half_time > 0)
    script += fmt::format("- **Half time, minute {}:** {}\n", row.begin + row.half_time,
                          sources.half_time_move(row));
  script += fmt::format("- **Late? Cut:** {}\n\n", row.cut);
  return script;
}

/// Returns a text of Markdown with all its headings two levels lower.
std::string lower(const std::string& markdown) {
  std::string text;
  bool in_code = false;
  for (const std::string& line : answers::lines_of(markdown)) {
    if (line.starts_with("```")) in_code = !in_code;
    text += (!in_code && line.starts_with("#") ? "##" : "") + line + "\n";
  }
  return text;
}

std::string cell(const std::string& text) {
  return std::regex_replace(text, std::regex{R"(\|)"}, "\\|");
}

}  // namespace

const ActivityNotes& Sources::activity(const std::string& folder) const {
  const auto found = std::ranges::find(activities, folder, &ActivityNotes::folder);
  if (found == activities.end())
    throw results::BadInput{"facilitator/agenda.json: there is no activity " + folder};
  return *found;
}

std::string Sources::half_time_move(const Row& row) const {
  if (row.half_time == 0 || !row.move.empty()) return row.move;
  return activity(row.activity).half_time_move;
}

Document agenda_page(const Sources& sources, const Agenda& agenda) {
  std::string text =
      fmt::format("# {}\n\n{}\n{}\n\n", agenda.title, note_on("agenda.json"), agenda.people);
  text += "| Min | Starts at | What | Minutes | With |\n|---|---|---|---|---|\n";
  std::set<std::string> sheets;
  for (const Row& row : agenda.rows) {
    text += fmt::format("| {} | | {} | {} | {} |\n", span_of(row), row.title, row.minutes,
                        content_of(row));
    sheets.insert(row.sheets.begin(), row.sheets.end());
  }
  text += fmt::format("| | | **Sum** | **{}** | |\n\n", agenda.minutes);
  text += fmt::format("**Print:** {}, and the pictures of the talk, `slides/built/sheets.pdf`\n\n",
                      joined_sheets({sheets.begin(), sheets.end()}));
  text += fmt::format("**Slides:** `slides/built/{}.html`\n\n", agenda.name);
  text += "The [clock](clock.html) shows this agenda on the screen of the timekeeper.\n\n";
  for (const Row& row : agenda.rows) text += script_of(sources, row);
  text.pop_back();
  return {"agenda-" + agenda.name + ".md", text};
}

Document shared_notes(const Sources& sources, const Agenda& agenda) {
  std::string text = fmt::format("# Shared notes: {}\n\n{}\n", agenda.title,
                                 note_on("agenda.json and the notes of each activity"));
  text +=
      "Date: ____  Link to this page: ____\n\n"
      "Lead: ____  Helpers: ____  Timekeeper: ____  Notes: ____\n\n"
      "A question that takes more than 30 seconds goes to the parking lot.\n\n";
  std::set<std::string> shown;
  for (const Row& row : agenda.rows) {
    text += fmt::format("## {}: {}\n\n", span_of(row), row.title);
    if (row.activity.empty()) {
      text += "Notes:\n\n";
      continue;
    }
    if (shown.insert(row.activity).second)
      for (const std::string& question : sources.activity(row.activity).ask)
        text += fmt::format("- {}\n", question);
    text +=
        "\nOur answer:\n\nThe schedule that surprised us (paste its replay token):\n\nStill "
        "open:\n\n";
  }
  text +=
      "## Parking lot\n\n| Topic | Raised by | Why parked | Who follows up | By when |\n"
      "|---|---|---|---|---|\n| | | | | |\n\n"
      "## One change each\n\n| Group | What we will change | Where | By when |\n|---|---|---|---|\n"
      "| | | | |\n\n"
      "## To take home\n\n- the kit: ____\n- the cards: `facilitator/print/cards.pdf`\n"
      "- questions afterwards: ____ (channel), ____ (office hour)\n";
  return {"shared_notes-" + agenda.name + ".md", text};
}

Document debrief_prompts(const Sources& sources) {
  const Document page{"debrief_prompts.md", ""};
  const std::string name = "facilitator/" + page.name;
  std::string cards;
  for (const ActivityNotes& activity : sources.activities) {
    cards +=
        fmt::format("\n## {} {}\n\n{}\n\n", activity.number(), activity.about.title, activity.aim);
    for (const std::string& question : activity.ask) cards += fmt::format("- {}\n", question);
    cards += fmt::format("\n**Debrief.** {}\n", activity.debrief);
  }
  cards += "\n";
  return {page.name,
          with_part(answers::read_text(sources.root / name, name), "cards", cards, name)};
}

Document answer_keys(const Sources& sources) {
  std::string text =
      fmt::format("# Answer keys\n\n{}\n", note_on("why.md and the headers of wrong answers"));
  text +=
      "For the facilitator only. `workshop pack` leaves this folder out. Ask the question of the\n"
      "right column instead of naming the mistake.\n";
  for (const ActivityNotes& activity : sources.activities) {
    text += fmt::format("\n## {} {}\n\n{}\n\n", activity.number(), activity.about.title,
                        activity.about.idea);
    text += fmt::format("Our answer: `solutions/{}/`.\n\n", activity.folder);
    text += "### Script\n\n" + lower(activity.script) + "\n### Why it is right\n\n";
    text += lower(activity.why) + "\n### Wrong answers\n\n";
    text += "| mistake | rejected by | ask |\n|---|---|---|\n";
    for (const answers::WrongAnswer& wrong : activity.wrong)
      text += fmt::format("| [{}]({}/wrong/{}.diff) | `{}` | {} |\n", cell(wrong.mistake),
                          activity.folder, wrong.name, wrong.rejected_by, cell(wrong.hint));
  }
  return {"answer_keys.md", text};
}

Document cards(const Sources& sources) {
  const std::string name = "facilitator/cards.md";
  std::string part;
  for (const results::Checklist& list : results::read_checklists(sources.root)) {
    part += fmt::format("\n## {}\n\n", list.title);
    for (const results::CheckLine& line : list.lines)
      part +=
          fmt::format("- [ ] {}{}\n", line.says,
                      line.tests.empty() ? "" : fmt::format(" ({})", fmt::join(line.tests, ", ")));
  }
  part += "\n";
  return {"cards.md",
          with_part(answers::read_text(sources.root / name, name), "checklists", part, name)};
}

Document mapping(const Sources& sources) {
  const std::string name = "facilitator/mapping.md";
  std::string part;
  for (const ActivityNotes& activity : sources.activities)
    if (!activity.elsewhere.empty())
      part += fmt::format("\n### {} {}\n\n{}\n", activity.number(), activity.about.title,
                          activity.elsewhere);
  part += "\n";
  return {"mapping.md",
          with_part(answers::read_text(sources.root / name, name), "elsewhere", part, name)};
}

Document clock_page(const Sources& sources) {
  using Json = nlohmann::ordered_json;
  Json agendas = Json::array();
  for (const Agenda& agenda : sources.agendas) {
    Json rows = Json::array();
    for (const Row& row : agenda.rows) {
      Json entry{{"begin", row.begin},      {"minutes", row.minutes}, {"title", row.title},
                 {"with", content_of(row)}, {"sheets", row.sheets},   {"cue", row.cue},
                 {"cut", row.cut}};
      if (!row.activity.empty()) entry["activity"] = row.activity;
      if (row.half_time > 0) {
        entry["halfTime"] = row.begin + row.half_time;
        entry["move"] = sources.half_time_move(row);
      }
      rows.push_back(std::move(entry));
    }
    agendas.push_back(
        Json{{"name", agenda.name}, {"title", agenda.title}, {"minutes", agenda.minutes}});
    agendas.back()["rows"] = std::move(rows);
  }
  const std::string name = "facilitator/pack/clock.html";
  std::string page = answers::read_text(sources.root / name, name);
  const std::string slot = R"(<script id="agendas" type="application/json">)";
  const std::size_t begin = page.find(slot + "null");
  if (begin == std::string::npos) throw results::BadInput{name + ": must have the line " + slot};
  std::string data;
  for (const char c : agendas.dump(1)) data += c == '<' ? std::string{"\\u003c"} : std::string{c};
  page.replace(begin + slot.size(), 4, data);
  return {"clock.html", page};
}

}  // namespace facilitator
