#include "pack/agenda.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <regex>
#include <set>

#include "results/activity.hpp"
#include "results/json_file.hpp"

namespace facilitator {
namespace {

using results::Fields;

const std::string file = "facilitator/agenda.json";

std::string text_if_any(const Fields& fields, const std::string& name) {
  return fields.has(name) ? fields.text(name) : "";
}

Row read_row(const Fields& fields) {
  fields.only({"minutes", "title", "deck", "activity", "form", "demo", "sheets", "half_time",
               "move", "cue", "cut"});
  Row row;
  row.minutes = fields.number("minutes", 1, 180);
  row.title = fields.text("title");
  row.deck = text_if_any(fields, "deck");
  row.activity = text_if_any(fields, "activity");
  row.form = text_if_any(fields, "form");
  row.demo = text_if_any(fields, "demo");
  if (fields.has("sheets")) row.sheets = fields.texts("sheets");
  if (fields.has("half_time")) row.half_time = fields.number("half_time", 1, row.minutes - 1);
  row.move = text_if_any(fields, "move");
  row.cue = fields.text("cue");
  row.cut = fields.text("cut");
  if (!row.deck.empty() && !row.activity.empty())
    fields.complain("deck", "left out of a slot with an activity");
  if (!row.move.empty() && row.half_time == 0)
    fields.complain("move", "left out of a slot without \"half_time\"");
  if (!row.form.empty() && row.activity.empty())
    fields.complain("form", "left out of a slot without an activity");
  if (!row.deck.empty() && !std::regex_match(row.deck, std::regex{R"(SL\d+)"}))
    fields.complain("deck", "the name of a deck, such as SL1");
  return row;
}

/// Returns the minutes that the activity of `row` needs.
int minutes_needed(const std::filesystem::path& root, const Row& row, const std::string& where) {
  const results::Activity about = results::read_activity(root, row.activity);
  if (row.form.empty()) return about.minutes;
  const auto form = std::ranges::find(about.short_forms, row.form, &results::ShortForm::name);
  if (form == about.short_forms.end())
    throw results::BadInput{fmt::format("{}: exercises/{}/activity.json has no short form \"{}\"",
                                        where, row.activity, row.form)};
  return form->minutes;
}

Agenda read_agenda(const std::filesystem::path& root, const Fields& fields) {
  fields.only({"name", "title", "for", "minutes", "rows"});
  Agenda agenda{fields.text("name"), fields.text("title"), fields.text("for"),
                fields.number("minutes", 1, 480)};
  int end = 0;
  for (const Fields& row_fields : fields.objects("rows")) {
    Row row = read_row(row_fields);
    row.begin = end;
    end += row.minutes;
    const std::string where = fmt::format("{}: agenda {}: \"{}\"", file, agenda.name, row.title);
    const int needed = row.activity.empty() ? 0 : minutes_needed(root, row, where);
    if (row.minutes < needed)
      throw results::BadInput{fmt::format("{} has {} minutes, but {}{} needs {}", where,
                                          row.minutes, row.activity,
                                          row.form.empty() ? "" : ", " + row.form + ",", needed)};
    agenda.rows.push_back(std::move(row));
  }
  if (end != agenda.minutes)
    throw results::BadInput{fmt::format("{}: agenda {}: its slots have {} minutes together, not {}",
                                        file, agenda.name, end, agenda.minutes)};
  return agenda;
}

}  // namespace

std::vector<Agenda> read_agendas(const std::filesystem::path& root) {
  const Fields fields = results::read_fields(root / file, file);
  fields.only({"agendas"});
  std::vector<Agenda> agendas;
  std::set<std::string> names;
  for (const Fields& agenda : fields.objects("agendas")) {
    agendas.push_back(read_agenda(root, agenda));
    if (!names.insert(agendas.back().name).second)
      agenda.complain("name", "another name than that of the other agendas");
  }
  return agendas;
}

std::string span_of(const Row& row) {
  return fmt::format("{}-{}", row.begin, row.begin + row.minutes);
}

}  // namespace facilitator
