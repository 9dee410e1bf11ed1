#include <fmt/format.h>

#include <algorithm>

#include "sim/tell/columns.hpp"
#include "sim/tell/trace.hpp"
#include "sim/tell/words.hpp"

namespace sim {

namespace {

/// Widths of the columns for 100 columns; they grow with a wider terminal.
constexpr std::size_t who_columns_max = 30, asked_columns_max = 36;
constexpr std::size_t reply_columns_min = 20;

std::string clock_text(int at_ms) {
  const int seconds = at_ms / 1000;
  return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60)
                           : fmt::format("{}m{:02}s", seconds / 60, seconds % 60);
}

std::size_t share_columns(const Layout& layout) { return layout.has_shares ? 5 : 0; }
/// Columns before the name of a delivery.
std::size_t indent(const Layout& layout) { return 13 + share_columns(layout); }

/// A line between two steps, about `who`.
std::string note(const std::string& who, const std::string& words, const Layout& layout) {
  return cut(fmt::format("{:{}}| {} {}", "", indent(layout), who, words), layout.width - 2) + "\n";
}

/// "67%". 0% and 100% are exact.
std::string percent(const std::optional<double>& share) {
  if (!share) return "?";
  if (*share > 0 && *share < 0.005) return "<1%";
  if (*share < 1 && *share >= 0.995) return ">99%";
  return fmt::format("{:.0f}%", *share * 100);
}

/// Returns the asides of a step of time, which stand in the place of a reply.
std::string passing_words(const TraceStep& step) {
  std::string words;
  if (step.request.verb != "time") return words;
  for (const Aside& aside : step.asides)
    if (aside.what != Aside::What::failed)
      words += (words.empty() ? "" : ", ") + aside.who +
               (aside.what == Aside::What::expired ? " expires"
                : aside.what == Aside::What::told  ? " gets its answer"
                                                   : " asks for nothing");
  return words;
}

/// "done, 30s later"
std::string told_words(const TraceStep& step, std::size_t width, const RowChanges& changes = {}) {
  if (step.answer_in_ms == 0) return reply_words(step.request, step.reply, width, changes);
  const std::string later = ", " + clock_text(step.answer_in_ms) + " later";
  const std::size_t used = columns(later);
  return reply_words(step.request, step.reply, width > used ? width - used : 0, changes) + later;
}

std::string note_on(const Aside& aside, const Layout& layout) {
  const std::string place = place_text(aside.at);
  if (aside.what == Aside::What::told && !aside.why.empty())
    return note(aside.who,
                fmt::format("fails{}: {}", place.empty() ? "" : ", after " + place, aside.why),
                layout);
  if (aside.what != Aside::What::failed) return "";
  const std::string at = place.empty() ? "" : ", in " + place;
  return note(aside.who, fmt::format("fails before it asks for anything{}: {}", at, aside.why),
              layout);
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

std::string verb_words(const TraceStep& step, std::size_t width, const RowChanges& changes = {}) {
  if (step.request.verb == "time") return "time passes";
  if (step.port.empty()) return "starts";
  return request_words(step.request, width, changes);
}

/// "   1     0m  tip.given  ", or "   1  67%     0m  tip.given  "
std::string start_of(const std::string& who, int at_ms, std::size_t number, const Layout& layout,
                     bool is_turn, const std::optional<double>& share = {}) {
  return fmt::format("{}{:>3}{} {:>6}  {}  ", is_turn ? ">" : " ", number + 1,
                     layout.has_shares ? fmt::format(" {:>4}", percent(share)) : "",
                     clock_text(at_ms), padded(who, layout.who));
}

/// "  ! late: kitchen.deadline"
std::string tail_of(const TraceStep& step, std::size_t width) {
  if (step.faults.empty()) return "";
  std::string tail = "  ! " + joined(step.faults);
  if (!step.late.empty()) tail += ": " + joined(step.late);
  return cut(tail, width / 2);
}

}  // namespace

void Layout::make_room_for(const TraceStep& step) {
  const std::size_t more = width > text_columns ? (width - text_columns) / 3 : 0;
  who = std::max(who, std::min(who_columns_max + more, columns(step.who)));
  if (step.reply.result != Result::none)
    asked =
        std::max(asked, std::min(asked_columns_max + more, columns(verb_words(step, no_limit))));
}

std::string step_line(const TraceStep& step, std::size_t number, Layout& layout, bool is_turn) {
  layout.changes.note(step.request, step.reply);
  std::string text;
  for (const std::string& line : step.said) text += note(step.who, "says: " + line, layout);
  const std::string tail = tail_of(step, layout.width);
  std::string line = start_of(step.who, step.at_ms, number, layout, is_turn, step.otherwise);
  const std::size_t used = columns(line + tail) + 1;
  const std::size_t room = layout.width > used ? layout.width - used : 0;
  const std::string passing = passing_words(step);
  const std::string whole = passing.empty() ? told_words(step, no_limit) : passing;
  const std::string arrow = whole.empty() ? "" : " -> ";
  // a long request leaves little room for a long reply
  const std::size_t kept = std::min(columns(arrow + whole), reply_columns_min);
  const std::size_t asked_room = room > kept ? room - kept : 0;
  const std::string asked = verb_words(step, asked_room, layout.changes);
  line += padded(asked, std::max(std::min(layout.asked, asked_room), columns(asked)));
  const std::size_t before_reply = columns(line + arrow + tail) + 1;
  const std::size_t left = layout.width > before_reply ? layout.width - before_reply : 0;
  if (!whole.empty())
    line += arrow + (passing.empty() ? told_words(step, left, layout.changes) : cut(passing, left));
  while (!line.empty() && line.back() == ' ') line.pop_back();
  text += line + tail + "\n";
  if (!is_turn) return text;
  const std::string place = place_text(step.at);
  return text +
         cut(fmt::format("{:{}}^ here{}: from now on everything leads to this end", "",
                         indent(layout), place.empty() ? "" : ", in " + place),
             layout.width - 1) +
         "\n";
}

std::string begin_line(const std::string& who, int at_ms, std::size_t number,
                       const Layout& layout) {
  return start_of(who, at_ms, number, layout, false) + "begins\n";
}

std::string asides_text(const std::vector<Aside>& asides, const Layout& layout) {
  std::string text;
  for (const Aside& aside : asides) text += note_on(aside, layout);
  return text;
}

std::string step_notes(const TraceStep& step, const Layout& layout) {
  std::string text;
  for (const std::string& last : step.last_said) text += note(step.who, "says: " + last, layout);
  if (!step.failure.empty()) {
    const std::string place = place_text(step.failed_at);
    text += note(step.who.empty() ? "the schedule" : step.who,
                 fmt::format("fails{}: {}", place.empty() ? "" : ", after " + place, step.failure),
                 layout);
  }
  return text + asides_text(step.asides, layout);
}

namespace {

constexpr std::size_t round_steps_max = 3, folded_steps_min = 4;

/// Returns the step after those that repeat, from step `at` on, a round of `steps` steps. `lines`:
/// the text of each step without its number.
std::size_t end_of_rounds(const std::vector<std::string>& lines, std::size_t at,
                          std::size_t steps) {
  std::size_t end = at + steps;
  while (end < lines.size() && lines[end] == lines[end - steps]) ++end;
  return end - (end - at) % steps;
}

/// Returns the steps, with one line in place of steps that repeat those before them. Numbers and
/// shares stand in the first `columns`.
std::string folded(const std::vector<std::string>& steps, std::size_t columns) {
  std::vector<std::string> lines;
  for (const std::string& step : steps) lines.push_back(step.substr(columns));
  std::string text;
  for (std::size_t at = 0; at < steps.size();) {
    std::size_t end = at + 1, round = 1;
    for (std::size_t length = 1; length <= round_steps_max; ++length) {
      const std::size_t next = std::min(steps.size(), end_of_rounds(lines, at, length));
      if (next >= at + length + folded_steps_min && next > end) {
        end = next;
        round = length;
      }
    }
    for (std::size_t i = at; i < at + round; ++i) text += steps[i];
    if (end > at + round)
      text += fmt::format("      … steps {} to {}: the same {} again and again\n", at + round + 1,
                          end, round == 1 ? "step" : fmt::format("{} steps", round));
    at = end;
  }
  return text;
}

}  // namespace

std::string to_text(const Trace& trace, std::size_t width) {
  std::string text;
  if (!trace.rule.says.empty())
    text += wrapped(trace.rule.says, "  Broken rule: ", "               ", width - 2);
  if (!trace.rule.hint.empty()) text += wrapped(trace.rule.hint, "  Hint: ", "        ", width - 2);
  if (!trace.is_confirmed) return text;
  const std::string length =
      counted(trace.steps.size(), "step") + ", " + counted(trace.faults, "fault");
  if (trace.is_printed)
    return text + fmt::format("  The schedule that does it is above ({}).\n", length);
  text += fmt::format("  The {}schedule that does it ({}):\n\n",
                      trace.is_shortest ? "shortest " : "", length);
  Layout layout{.width = width};
  for (const TraceStep& step : trace.steps) {
    layout.make_room_for(step);
    layout.has_shares = layout.has_shares || step.otherwise > 0;
  }
  layout.has_shares = layout.has_shares || trace.otherwise > 0;
  if (layout.has_shares)
    text +=
        cut(fmt::format("     {:>4} of the schedules end otherwise, if no further fault happens; "
                        "by step:",
                        percent(trace.otherwise)),
            width - 1) +
        "\n";
  const std::string before = asides_text(trace.asides, layout);
  text += before;
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < trace.steps.size(); ++i)
    steps.push_back(step_line(trace.steps[i], i, layout, int(i) == trace.turn) +
                    step_notes(trace.steps[i], layout));
  text += folded(steps, 4 + share_columns(layout));
  if (trace.steps.empty() && before.empty()) text += "      nothing happens\n";
  // the token starts a line of its own: it may need all columns, and the lines can be copied
  if (!trace.test.empty() && !trace.replay_command.empty())
    text += fmt::format("\n  See it again:\n\n{}\\\n{}\n", trace.replay_command,
                        to_string(trace.token));
  return text;
}

}  // namespace sim
