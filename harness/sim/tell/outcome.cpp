#include "sim/tell/outcome.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <stdexcept>

#include "sim/model/ports/caller_port.hpp"
#include "sim/tell/words.hpp"

namespace sim {

Outcome::Outcome(std::vector<Published> published, std::vector<Failure> failures, Json held)
    : published_{std::move(published)}, failures_{std::move(failures)}, held_(std::move(held)) {}

const Json& Outcome::held(std::string_view port) const {
  const auto found = held_.find(port);
  if (found != held_.end()) return *found;
  std::string known;
  for (const auto& [name, book] : held_.items()) known += (known.empty() ? "" : ", ") + name;
  throw std::invalid_argument{
      fmt::format("Outcome::held: no port \"{}\" has a book. Ports with one: {}", port, known)};
}

std::vector<Answered> Outcome::answers(std::string_view request_id) const {
  std::vector<Answered> answers;
  const auto book = held_.find(CallerPort::name);
  if (book == held_.end()) return answers;
  const Json& all = book->at("answers");
  const auto found = all.find(request_id);
  if (found == all.end()) return answers;
  for (const Json& answer : *found)
    answers.push_back({answer.at("value"), Duration{answer.at("at_ms").get<std::int64_t>()}});
  return answers;
}

std::vector<Event> Outcome::facts(std::string_view type) const {
  std::vector<Event> facts;
  for (const Published& one : published_) {
    const Event& event = one.event;
    const auto is_copy = [&](const Event& other) {
      return other.source == event.source && other.id == event.id;
    };
    if (event.type == type && std::none_of(facts.begin(), facts.end(), is_copy))
      facts.push_back(event);
  }
  return facts;
}

std::string place_text(const eda::Place& at) {
  if (at.line == 0) return "";
  const std::string_view file{at.file};
  return fmt::format("{}:{}", file.substr(file.find_last_of("/\\") + 1), at.line);
}

namespace {

constexpr std::size_t value_columns_max = 60, differences_max = 4;

struct Difference {
  std::string path;
  Json one, other;  ///< null: missing
};

/// Returns the members in which two objects differ, by their innermost names: "data.cents".
void compare(const std::string& path, const Json& one, const Json& other,
             std::vector<Difference>& differences) {
  if (one == other) return;
  if (!one.is_object() || !other.is_object()) return differences.push_back({path, one, other});
  Json all = one;
  all.update(other);
  for (const auto& [name, unused] : all.items())
    compare(path.empty() ? name : path + "." + name, one.value(name, Json{}),
            other.value(name, Json{}), differences);
}

std::string shown(const Json& value) {
  return value.is_null() ? "none" : value_words(value, value_columns_max);
}

/// "time: 10:30:00 and 10:31:00"
std::string difference_text(const Difference& difference) {
  const auto& [path, one, other] = difference;
  if (path == "time" && one.is_string() && other.is_string()) {
    const std::string a = one, b = other;
    const auto is_utc = [](const std::string& time) {
      return time.size() > 12 && time.back() == 'Z';
    };
    if (is_utc(a) && is_utc(b) && a.substr(0, 11) == b.substr(0, 11))
      return fmt::format("time: {} and {}", a.substr(11, a.size() - 12),
                         b.substr(11, b.size() - 12));
  }
  return fmt::format("{}: {} and {}", path, shown(one), shown(other));
}

std::string differences_between(const Event& one, const Event& other) {
  std::vector<Difference> differences;
  compare("", eda::to_json(one), eda::to_json(other), differences);
  std::string text;
  for (std::size_t i = 0; i < std::min(differences.size(), differences_max); ++i)
    text += (i > 0 ? "; " : "") + difference_text(differences[i]);
  if (differences.size() > differences_max)
    text += fmt::format("; and {} more", differences.size() - differences_max);
  return text;
}

}  // namespace

Rule Outcome::broken_house_rule() const {
  if (!failures_.empty()) {
    const Failure& failure = failures_.front();
    if (failure.is_overload)
      return {fmt::format("Too many deliveries: {}. The last one is {} (id {}) to {}.",
                          failure.what, failure.event.type, failure.event.id, failure.service),
              "Which service publishes events that start its own handlers again? Or which "
              "transaction changes so many rows that their changes alone are too many?"};
    const std::string place = place_text(failure.at);
    return {
        fmt::format("A handler returns normally. This one of {} did not, given {} (id {}){}: {}",
                    failure.service, failure.event.type, failure.event.id,
                    place.empty() ? "" : ", in " + place, failure.what),
        "Read the last line of that delivery in the schedule: what had it been told?"};
  }
  std::map<std::pair<std::string, std::string>, const Event*> facts;
  for (const auto& [event, by, at] : published_) {
    const auto [known, is_new] = facts.try_emplace({event.source, event.id}, &event);
    if (is_new || *known->second == event) continue;
    return {fmt::format("One id, one fact: {} (id {}) has been published in two versions. They "
                        "differ in {}.",
                        event.type, event.id, differences_between(*known->second, event)),
            "Whoever receives both believes whichever came last. Decide once what the event says, "
            "and keep it."};
  }
  return {};
}

}  // namespace sim
