#include "sim/trace.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sim {

namespace {

/// What of a step is a fault, in a word.
std::string fault_of(const World& before, const Step& step, const World& after) {
  if (step.what == Step::What::die) return "crash";
  for (int i = 0; i < faults_count; ++i)
    if (before.budget.left(Fault(i)) > after.budget.left(Fault(i)))
      return std::string{fault_names[std::size_t(i)]};
  return step.what == Step::What::time && !before.is_idle() ? "late" : "";
}

TraceStep told_step(const Walk& before, const Step& step, const Walk& after) {
  const Rules& rules = before.rules();
  TraceStep line;
  line.at_ms = after.world().now_ms;
  line.fault = fault_of(before.world(), step, after.world());
  for (int p = 0; p < WorldPorts::count; ++p) {
    const Json shown = rules.ports()[p].show(after.world().ports[std::size_t(p)]);
    if (!shown.empty()) line.ports[std::string{rules.ports()[p].name()}] = shown;
  }
  if (step.node < 0) {
    line.asked = "time passes";
    return line;
  }
  line.delivery = before.delivery_of(step);
  line.who = before.name_of(line.delivery);
  const auto& behaviour = rules.behaviour;
  line.service =
      rules.scenario()
          .services[std::size_t(behaviour.service_of(behaviour.message_of(step.node).handler))]
          .name;
  line.said = behaviour.asks(step.node).said;
  const Action& action = behaviour.action(step.node);
  if (action.kind == Action::Kind::start) {
    line.asked = "starts";
    return line;
  }
  const Port& port = rules.ports()[action.port];
  line.asked = port.words(action.action);
  line.told = port.told_words(action.action, behaviour.tolds[step.told]);
  if (step.what == Step::What::die) line.told += " - dies before it hears of it";
  const Delivery& mover = after.deliveries()[std::size_t(line.delivery)];
  const Action& next = behaviour.action(mover.node);
  if (step.what == Step::What::act && next.kind == Action::Kind::threw)
    line.told += " - fails: " + behaviour.failures[next.failure].at("what").get<std::string>();
  return line;
}

std::size_t columns(std::string_view text) {
  return std::size_t(
      std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// The first `width` columns, with "…" where something is left out.
std::string cut(const std::string& text, std::size_t width) {
  if (columns(text) <= width) return text;
  std::string shorter;
  std::size_t used = 0;
  for (char c : text) {
    used += (c & 0xC0) != 0x80;
    if (used >= width) break;
    shorter += c;
  }
  return shorter + "…";
}

std::string padded(const std::string& text, std::size_t width) {
  const std::string shorter = cut(text, width);
  return shorter + std::string(width - columns(shorter), ' ');
}

std::string wrapped(const std::string& text, const std::string& first, const std::string& next) {
  std::string lines = first;
  std::size_t used = columns(first);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t space = std::min(text.find(' ', at), text.size());
    const std::string word = text.substr(at, space - at);
    if (used + columns(word) > 98) {
      while (!lines.empty() && lines.back() == ' ') lines.pop_back();
      lines += "\n" + next;
      used = columns(next);
    }
    lines += word + " ";
    used += columns(word) + 1;
    at = space + 1;
  }
  while (!lines.empty() && lines.back() == ' ') lines.pop_back();
  return lines + "\n";
}

std::string clock_text(int at_ms) {
  const int seconds = at_ms / 1000;
  return seconds % 60 == 0 ? fmt::format("{}m", seconds / 60)
                           : fmt::format("{}m{:02}s", seconds / 60, seconds % 60);
}

std::string step_text(const Trace& trace, std::size_t i, std::size_t who_width,
                      std::size_t asked_width) {
  const TraceStep& step = trace.steps[i];
  std::string text;
  for (const std::string& line : step.said)
    text += cut(fmt::format("             | {} says: {}", step.who, line), 98) + "\n";
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
  if (int(i) == trace.turn)
    text += "             ^ here: whatever happens from now on, it cannot end well any more\n";
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
  return trace;
}

std::string to_text(const Trace& trace) {
  std::string text;
  if (!trace.rule.says.empty())
    text += wrapped(trace.rule.says, "  Broken rule: ", "               ");
  if (!trace.rule.hint.empty()) text += wrapped(trace.rule.hint, "  Hint: ", "        ");
  text += fmt::format("  The shortest schedule that does it ({} steps, {} fault{}):\n\n",
                      trace.steps.size(), trace.faults, trace.faults == 1 ? "" : "s");
  std::size_t who_width = 8, asked_width = 8;
  for (const TraceStep& step : trace.steps) {
    who_width = std::max(who_width, std::min<std::size_t>(30, columns(step.who)));
    if (!step.told.empty())
      asked_width = std::max(asked_width, std::min<std::size_t>(34, columns(step.asked)));
  }
  for (std::size_t i = 0; i < trace.steps.size(); ++i)
    text += step_text(trace, i, who_width, asked_width);
  if (trace.steps.empty()) text += "      nothing happens\n";
  // the token starts a line of its own: it may take all of its columns, and the two lines can be
  // copied
  if (!trace.token.empty())
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
  json["faults"] = trace.faults;
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
    one["fault"] = step.fault.empty() ? Json{} : Json(step.fault);
    one["said"] = step.said;
    one["ports"] = step.ports;
    json["steps"].push_back(std::move(one));
  }
  return json;
}

}  // namespace sim
