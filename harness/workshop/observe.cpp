#include "workshop/observe.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>

#include "eda/detail/text.hpp"
#include "eda/time.hpp"
#include "workshop/workshop.hpp"

namespace workshop {
namespace {

using eda::Instant;
using std::chrono::minutes;

std::string place_of(const lint::Event& event) {
  if (event.line > 0) return fmt::format("line {}", event.line);
  return event.place.empty() ? "the only event" : event.place.to_string();
}

std::string text_in(const eda::Json& event, const char* name) {
  const auto found = event.find(name);
  return found != event.end() && found->is_string() ? found->get<std::string>() : "";
}

std::optional<Instant> time_of(const eda::Json& event) {
  const std::string text = text_in(event, "time");
  if (text.empty()) return {};
  return eda::from_rfc3339(text);
}

/// Event of a log, with the attributes that the rules use.
struct Seen {
  const lint::Event* event;
  std::string type;
  std::optional<Instant> time;
};

/// Facts of one subject, and the verdict on it.
struct Subject {
  std::string name;
  std::vector<Seen> facts;           ///< distinct by (source, id)
  std::vector<std::string> wrong{};  ///< sentences
  std::set<std::string> unknown{};   ///< reasons

  std::vector<const Seen*> of_types(const std::vector<std::string>& types) const {
    std::vector<const Seen*> found;
    for (const Seen& fact : facts)
      if (std::ranges::count(types, fact.type) > 0) found.push_back(&fact);
    return found;
  }
};

class Observer {
 public:
  Observer(const LogRules& rules, const std::vector<lint::Event>& log, const LogCover& cover)
      : rules_{rules}, types_{rules.types()}, cover_{cover}, margin_{2 * cover.delay} {
    if (rules_.within) margin_ += *rules_.within;
    for (const lint::Event& event : log) take(event);
  }

  Observed verdict() {
    for (Subject& subject : subjects_) {
      for (const LogRules::End& end : rules_.ends) judge_end(subject, end);
      for (const Seen& fact : subject.facts) judge_needs(subject, fact);
      note(subject);
    }
    verdict_.subjects = subjects_.size();
    return std::move(verdict_);
  }

 private:
  void take(const lint::Event& event);
  Subject* subject_of(const Seen& seen);
  void judge_end(Subject& subject, const LogRules::End& end);
  void judge_missing_end(Subject& subject, const LogRules::End& end);
  void judge_needs(Subject& subject, const Seen& fact);
  void judge_missing_cause(Subject& subject, const Seen& fact, const std::vector<std::string>& any);
  void note(const Subject& subject);

  bool has_any(const std::vector<std::string>& types) const {
    return std::ranges::any_of(types, [&](const auto& type) { return logged_.contains(type); });
  }
  bool is_end(const std::string& type) const {
    return std::ranges::any_of(rules_.ends, [&](const LogRules::End& end) {
      return !end.is_optional && std::ranges::count(end.one_of, type) > 0;
    });
  }
  /// True if the log has what happened that long before, or after, the moment.
  bool covers_before(Instant at) const {
    return cover_.from_start || (rules_.within && at - margin_ >= *first_);
  }
  bool covers_after(Instant at) const { return at + margin_ <= *last_; }

  const LogRules& rules_;
  const std::set<std::string> types_;
  const LogCover cover_;
  minutes margin_;
  std::optional<Instant> first_, last_;  ///< times in the log
  std::set<std::string> logged_;         ///< types of the rules that the log has
  std::vector<Subject> subjects_;        ///< in the order of the log
  std::map<std::string, std::size_t> index_;
  std::map<std::pair<std::string, std::string>, const lint::Event*> by_name_;
  Observed verdict_;
};

/// Returns a text of the log for a terminal: with control characters, it is quoted and escaped.
std::string printable(const std::string& text) {
  return eda::detail::flaw_in_string(text) ? eda::detail::in_quotes(text) : text;
}

/// Returns the first member in which two events differ: "/time".
std::string difference(const eda::Json& one, const eda::Json& other) {
  return printable(eda::Json::diff(one, other).at(0).at("path"));
}

void Observer::take(const lint::Event& event) {
  const Seen seen{&event, text_in(event.json, "type"), time_of(event.json)};
  ++verdict_.events;
  if (seen.time && (!first_ || *seen.time < *first_)) first_ = seen.time;
  if (seen.time && (!last_ || *seen.time > *last_)) last_ = seen.time;
  if (!types_.contains(seen.type)) return;
  logged_.insert(seen.type);
  Subject* subject = subject_of(seen);
  if (subject == nullptr) return;
  const auto [known, is_new] =
      by_name_.try_emplace({text_in(event.json, "source"), text_in(event.json, "id")}, &event);
  if (is_new)
    subject->facts.push_back(seen);
  else if (known->second->json != event.json)
    subject->wrong.push_back(fmt::format("two copies of a fact differ in {}: {}, {}",
                                         difference(known->second->json, event.json),
                                         place_of(*known->second), place_of(event)));
}

/// Returns the subject of an event. If the event names none, that is wrong; returns null then.
Subject* Observer::subject_of(const Seen& seen) {
  std::string name;
  for (const eda::Json::json_pointer& member : rules_.subject) {
    const eda::Json& json = seen.event->json;
    const eda::Json value = json.contains(member) ? json.at(member) : eda::Json{};
    if (!value.is_string() && !value.is_number()) {
      ++verdict_.nameless;
      verdict_.wrong.push_back(
          fmt::format("{}: {} names no {}", place_of(*seen.event), seen.type, member.to_string()));
      return nullptr;
    }
    name += (name.empty() ? "" : " ") + (value.is_string() ? std::string{value} : value.dump());
  }
  const auto [at, is_new] = index_.try_emplace(name, subjects_.size());
  if (is_new) subjects_.push_back({.name = name, .facts = {}});
  return &subjects_[at->second];
}

void Observer::judge_end(Subject& subject, const LogRules::End& end) {
  const auto facts = subject.of_types(end.one_of);
  if (facts.size() > 1) {
    std::vector<std::string> shown;
    for (const Seen* fact : facts)
      shown.push_back(fmt::format("{} ({})", fact->type, place_of(*fact->event)));
    subject.wrong.push_back(
        fmt::format("{} facts where there may be one: {}", facts.size(), joined(shown)));
  }
  const bool is_due = !end.is_optional && !subject.of_types(rules_.causes).empty();
  if (facts.empty() && is_due) judge_missing_end(subject, end);
}

void Observer::judge_missing_end(Subject& subject, const LogRules::End& end) {
  const std::string missing = "no " + fmt::format("{}", fmt::join(end.one_of, " or "));
  std::optional<Instant> begin;
  const Seen* begun_by = nullptr;
  for (const Seen* cause : subject.of_types(rules_.causes)) {
    if (!cause->time || (begin && *begin <= *cause->time)) continue;
    begin = cause->time;
    begun_by = cause;
  }
  if (!has_any(end.one_of))
    subject.unknown.insert(missing + "; the log has none of any subject: is it logged?");
  else if (!rules_.within)
    subject.unknown.insert(missing + "; the rules name no time for it (--within MINUTES)");
  else if (!begin)
    subject.unknown.insert(missing + "; the events of the subject have no `time`");
  else if (!covers_after(*begin))
    subject.unknown.insert(missing + " yet; its time is not over when the log ends");
  else if (!covers_before(*begin))
    subject.unknown.insert(missing + "; it may lie before the log, unless you say --from-start");
  else
    subject.wrong.push_back(fmt::format(
        "{}, though the log goes on for {} minutes after {}", missing,
        std::chrono::floor<minutes>(*last_ - *begin).count(), place_of(*begun_by->event)));
}

void Observer::judge_needs(Subject& subject, const Seen& fact) {
  const auto needs = rules_.needs.find(fact.type);
  if (needs == rules_.needs.end()) {
    if (is_end(fact.type)) judge_missing_cause(subject, fact, rules_.causes);
    return;
  }
  for (const std::string& type : needs->second) judge_missing_cause(subject, fact, {type});
}

void Observer::judge_missing_cause(Subject& subject, const Seen& fact,
                                   const std::vector<std::string>& any) {
  if (any.empty() || !subject.of_types(any).empty()) return;
  const std::string missing = fmt::format("{} without {}", fact.type, fmt::join(any, " or "));
  if (!has_any(any))
    subject.unknown.insert(missing + "; the log has none of any subject: is it logged?");
  else if (!fact.time)
    subject.unknown.insert(missing + "; it has no `time`");
  else if (!covers_before(*fact.time))
    subject.unknown.insert(missing + ", which may lie before the log, unless you say --from-start");
  else if (!covers_after(*fact.time))
    subject.unknown.insert(missing + ", which may lie after the log");
  else
    subject.wrong.push_back(fmt::format("{} ({})", missing, place_of(*fact.event)));
}

void Observer::note(const Subject& subject) {
  const std::string name = printable(subject.name);
  for (const std::string& sentence : subject.wrong)
    verdict_.wrong.push_back(name + ": " + sentence);
  if (!subject.wrong.empty()) {
    verdict_.wrong_subjects.push_back(name);
  } else if (!subject.unknown.empty()) {
    verdict_.unknown_subjects.push_back(name);
    for (const std::string& reason : subject.unknown) verdict_.unknown[reason].push_back(name);
  } else {
    ++verdict_.right;
  }
}

}  // namespace

Observed observe(const LogRules& rules, const std::vector<lint::Event>& log,
                 const LogCover& cover) {
  Observed observed = Observer{rules, log, cover}.verdict();
  if (observed.subjects > 0 || !observed.wrong.empty()) return observed;
  const std::set<std::string> types = rules.types();
  throw BadUsage{fmt::format("none of the {} event{} of the log has a type of these rules: {}",
                             observed.events, observed.events == 1 ? "" : "s",
                             fmt::join(types, ", "))};
}

}  // namespace workshop
