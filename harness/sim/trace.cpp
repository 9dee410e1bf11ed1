#include "sim/trace.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sim {

namespace {

/// What of a step is a fault, in a word for each kind.
std::string faults_of(const World& before, const Step& step, const World& after) {
  std::string words;
  const auto add = [&](std::string_view word) {
    if (words.find(word) != std::string::npos) return;
    words += words.empty() ? "" : ", ";
    words += word;
  };
  for (int i = 0; i < faults_count; ++i)
    if (before.budget.left(Fault(i)) > after.budget.left(Fault(i)))
      add(fault_names[std::size_t(i)]);
  if (step.what == Step::What::time && !before.is_idle()) add("late");
  return words;
}

/// What a handler asked in `step` and was told, in words.
void tell_asked(const Behaviour& behaviour, const Port& port, const Step& step, TraceStep& line) {
  const int action = behaviour.action(step.node).action;
  line.asked = port.words(action);
  line.told = port.told_words(action, behaviour.tolds[step.told]);
  if (step.what == Step::What::die) line.told += " - dies before it hears of it";
}

/// Rows that expire, and deliveries that end before they ask for anything: no other step tells of
/// what came of these as time passed.
std::string come_due(Rules& rules, const World& before, const World& after) {
  std::string words;
  const auto add = [&](const std::string& word) { words += (words.empty() ? "" : ", ") + word; };
  const std::vector<Due> later = rules.agendas().dues(after.agenda);
  for (const Due& due : rules.agendas().split(before.agenda, after.now_ms).due) {
    const auto is_it = [&](const Due& other) {
      return other.port == due.port && other.signal == due.signal && other.message == due.message;
    };
    if (std::any_of(later.begin(), later.end(), is_it)) continue;
    if (due.signal >= 0) {
      const int state = before.ports[std::size_t(due.port)];
      const std::vector<Effect> effects =
          rules.ports()[due.port].step(due.signal, {.state = state, .now_ms = after.now_ms});
      if (effects.back().state != state) add(rules.ports()[due.port].words(due.signal));
    } else {
      const Event& event = rules.library().events.event(due.message.event);
      const std::string who = short_type(event.type) + " " + short_name(event);
      const Action& first = rules.behaviour.action(rules.behaviour.root(due.message, after.now_ms));
      if (first.kind == Action::Kind::done) add(who + " asks for nothing");
      if (first.kind == Action::Kind::threw) add(who + " fails at once");
    }
  }
  return words;
}

TraceStep told_step(const Walk& before, const Step& step, const Walk& after) {
  Rules& rules = before.rules();
  TraceStep line;
  line.at_ms = after.world().now_ms;
  line.fault = faults_of(before.world(), step, after.world());
  for (int p = 0; p < WorldPorts::count; ++p) {
    const Json shown = rules.ports()[p].show(after.world().ports[std::size_t(p)]);
    if (!shown.empty()) line.ports[std::string{rules.ports()[p].name()}] = shown;
  }
  if (step.node < 0) {
    line.asked = "time passes";
    line.told = come_due(rules, before.world(), after.world());
    return line;
  }
  line.delivery = before.delivery_of(step);
  const auto& behaviour = rules.behaviour;
  line.service =
      rules.scenario()
          .services[std::size_t(behaviour.service_of(behaviour.message_of(step.node).handler))]
          .name;
  line.said = behaviour.asks(step.node).said;
  line.at = behaviour.asks(step.node).at;
  const Action& action = behaviour.action(step.node);
  if (action.kind == Action::Kind::start)
    line.asked = "starts";
  else
    tell_asked(behaviour, rules.ports()[action.port], step, line);
  if (step.what == Step::What::die) return line;
  const Delivery& mover = after.deliveries()[std::size_t(line.delivery)];
  if (mover.has_ended) line.last_said = behaviour.asks(mover.node).said;
  const Action& next = behaviour.action(mover.node);
  if (next.kind == Action::Kind::threw)
    line.told += " - fails: " + behaviour.failures[next.failure].at("what").get<std::string>();
  return line;
}

std::size_t columns(std::string_view text) {
  return std::size_t(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// The bytes of the first `width` columns.
std::size_t bytes_of(std::string_view text, std::size_t width) {
  std::size_t used = 0;
  for (std::size_t at = 0; at < text.size(); ++at)
    if ((text[at] & 0xC0) != 0x80 && used++ == width) return at;
  return text.size();
}

/// The first `width` columns, with "…" where something is left out.
std::string cut(const std::string& text, std::size_t width) {
  if (columns(text) <= width) return text;
  return text.substr(0, bytes_of(text, width - 1)) + "…";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::string shorter = cut(text, width);
  return shorter + std::string(width - columns(shorter), ' ');
}

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts{""};
  for (char c : text) {
    if (c == at)
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

/// `text` after `first`; further lines begin with `next`. Only a word that is longer than a line is
/// broken in the middle.
std::string wrapped(const std::string& text, const std::string& first, const std::string& next) {
  constexpr std::size_t width = 98;
  std::string lines, line = first;
  const auto end_line = [&] {
    line.erase(line.find_last_not_of(' ') + 1);
    lines += line + "\n";
    line = next;
  };
  for (const std::string& paragraph : split(text, '\n')) {
    for (std::string word : split(paragraph, ' ')) {
      if (columns(line + word) > width && columns(line) > columns(next)) end_line();
      while (columns(line + word) > width) {
        const std::size_t fits = bytes_of(word, width - columns(line));
        line += word.substr(0, fits);
        word.erase(0, fits);
        end_line();
      }
      line += word + " ";
    }
    end_line();
  }
  return lines;
}

std::string clock_text(int at_ms) {
  const int seconds = at_ms / 1000;
  return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60)
                           : fmt::format("{}m{:02}s", seconds / 60, seconds % 60);
}

std::string says(const std::string& who, const std::string& line) {
  return cut(fmt::format("             | {} says: {}", who, line), 98) + "\n";
}

/// ", in correlator.cpp:42"
std::string place_text(const eda::Place& at) {
  if (at.line == 0) return "";
  const std::string_view file{at.file};
  return fmt::format(", in {}:{}", file.substr(file.find_last_of("/\\") + 1), at.line);
}

std::string step_text(const Trace& trace, std::size_t i, std::size_t who_width,
                      std::size_t asked_width) {
  const TraceStep& step = trace.steps[i];
  std::string text;
  for (const std::string& line : step.said) text += says(step.who, line);
  const char* mark = int(i) == trace.turn ? ">" : " ";
  const std::string tail = step.fault.empty() ? "" : fmt::format("  ! {}", step.fault);
  const std::string told = step.told.empty() ? "" : " -> " + step.told;
  std::string line = fmt::format("{}{:>3} {:>6}  {}  ", mark, i + 1, clock_text(step.at_ms),
                                 padded(step.who, who_width));
  // a long question may take the room that a short answer leaves
  const std::size_t room = columns(line + told + tail) + asked_width < 98
                               ? 98 - columns(line + told + tail)
                               : asked_width;
  line +=
      columns(step.asked) <= asked_width ? padded(step.asked, asked_width) : cut(step.asked, room);
  line += told;
  while (!line.empty() && line.back() == ' ') line.pop_back();
  text += cut(line, 99 - columns(tail)) + tail + "\n";
  for (const std::string& last : step.last_said) text += says(step.who, last);
  if (int(i) == trace.turn)
    text += cut("             ^ here" + place_text(step.at) +
                    ": from now on everything leads to this end",
                99) +
            "\n";
  return text;
}

}  // namespace

Trace trace_of(Rules& rules, const Schedule& schedule) {
  Trace trace;
  Walk walk = Walk::from(rules, schedule.beginning);
  trace.faults = rules.beginnings()[std::size_t(schedule.beginning)].duplicates;
  for (const Step& step : schedule.steps) {
    const Walk before = walk;
    if (!walk.take(step)) break;
    trace.steps.push_back(told_step(before, step, walk));
    trace.faults += Rules::faults_of(before.world(), step, walk.world());
  }
  for (std::size_t i = 0; i < walk.deliveries().size(); ++i)
    trace.deliveries.push_back(walk.name_of(int(i)));
  // names at the end, when it is known who else there is
  for (TraceStep& step : trace.steps)
    if (step.delivery >= 0) step.who = trace.deliveries[std::size_t(step.delivery)];
  return trace;
}

std::vector<std::string> step_texts(const Trace& trace) {
  std::size_t who_width = 8, asked_width = 8;
  for (const TraceStep& step : trace.steps) {
    who_width = std::max(who_width, std::min<std::size_t>(30, columns(step.who)));
    if (!step.told.empty())
      asked_width = std::max(asked_width, std::min<std::size_t>(34, columns(step.asked)));
  }
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < trace.steps.size(); ++i)
    texts.push_back(step_text(trace, i, who_width, asked_width));
  return texts;
}

std::string to_text(const Trace& trace) {
  std::string text;
  if (!trace.rule.says.empty())
    text += wrapped(trace.rule.says, "  Broken rule: ", "               ");
  if (!trace.rule.hint.empty()) text += wrapped(trace.rule.hint, "  Hint: ", "        ");
  if (!trace.is_confirmed) return text;
  text += fmt::format("  The {}schedule that does it ({} steps, {} fault{}):\n\n",
                      trace.is_shortest ? "shortest " : "", trace.steps.size(), trace.faults,
                      trace.faults == 1 ? "" : "s");
  for (const std::string& step : step_texts(trace)) text += step;
  if (trace.steps.empty()) text += "      nothing happens\n";
  // the token starts a line of its own: it may take all of its columns, and the two lines can be
  // copied
  if (!trace.token.empty() && !trace.replay_command.empty())
    text += fmt::format("\n  See it again:\n\n{}\\\n{}\n", trace.replay_command, trace.token);
  return text;
}

Json to_json(const Trace& trace) {
  Json json = Json::object();
  json["version"] = 1;
  json["test"] = trace.test;
  json["rule"] = trace.rule.says;
  json["hint"] = trace.rule.hint;
  json["replay"] = trace.token;
  json["command"] = trace.token.empty() ? "" : trace.replay_command + trace.token;
  json["faults"] = trace.faults;
  json["confirmed"] = trace.is_confirmed;
  json["deliveries"] = trace.deliveries;
  json["turn"] = trace.turn < 0 ? Json{} : Json(trace.turn);
  json["steps"] = Json::array();
  for (const TraceStep& step : trace.steps) {
    Json one = Json::object();
    one["at_ms"] = step.at_ms;
    one["delivery"] = step.delivery < 0 ? Json{} : Json(step.delivery);
    one["service"] = step.service;
    one["who"] = step.who;
    one["asked"] = step.asked;
    one["told"] = step.told;
    one["file"] = step.at.file;
    one["line"] = step.at.line == 0 ? Json{} : Json(step.at.line);
    one["fault"] = step.fault.empty() ? Json{} : Json(step.fault);
    one["said"] = step.said;
    one["last_said"] = step.last_said;
    one["ports"] = step.ports;
    json["steps"].push_back(std::move(one));
  }
  return json;
}

}  // namespace sim
