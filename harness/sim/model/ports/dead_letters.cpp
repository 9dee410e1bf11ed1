#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "eda/detail/hash.hpp"
#include "sim/model/ports/retries.hpp"

// The dead letters of queues with a RetryPolicy.
namespace sim {

using eda::Json;

/// A text that is the same in whichever order letters were parked.
std::string RetryQueues::receipt_of(const Letter& letter) const {
  const Json parts = Json::array({tables_.names[letter.group], tables_.events[letter.event],
                                  tables_.names[letter.reason], letter.count, letter.parkings});
  const std::string text = fmt::format("{:016x}", eda::detail::hash_of(parts.dump()));
  return letter.copy == 0 ? text : fmt::format("{}-{}", text, letter.copy);
}

Json RetryQueues::told_of(const Letter& letter) const {
  Json told = Json::object();
  told["event"] = tables_.events[letter.event];
  told["reason"] = tables_.names[letter.reason];
  told["count"] = letter.count;
  told["queue"] = name_of(letter.group);
  return told;
}

/// By queue and id, and then by all else that tells letters apart.
std::vector<HeldMessages::Letter> RetryQueues::in_order(const HeldMessages& held) const {
  std::vector<Letter> letters = held.letters;
  const auto place = [this](const Letter& letter) {
    return std::tuple{name_of(letter.group),
                      tables_.events.event(letter.event).id,
                      tables_.events[letter.event].dump(),
                      tables_.names[letter.group].dump(),
                      tables_.names[letter.reason].get<std::string>(),
                      letter.count,
                      letter.parkings,
                      letter.copy};
  };
  std::sort(letters.begin(), letters.end(),
            [&](const Letter& a, const Letter& b) { return place(a) < place(b); });
  return letters;
}

Json RetryQueues::book(const HeldMessages& held) const {
  Json letters = Json::array();
  for (const Letter& letter : in_order(held)) letters.push_back(told_of(letter));
  return letters;
}

void RetryQueues::look(Step& step, int at_most) {
  Json letters = Json::array();
  for (const Letter& letter : in_order(step.held)) {
    if (int(letters.size()) == at_most) break;
    letters.push_back(told_of(letter));
    letters.back()["receipt"] = receipt_of(letter);
  }
  step.effect.reply = Json::object();
  step.effect.reply["letters"] = std::move(letters);
}

std::optional<HeldMessages::Letter> RetryQueues::take_letter(Step& step,
                                                             const std::string& receipt) const {
  std::vector<Letter>& letters = step.held.letters;
  const auto found = std::find_if(letters.begin(), letters.end(),
                                  [&](const Letter& one) { return receipt_of(one) == receipt; });
  if (found == letters.end()) return {};
  const Letter letter = *found;
  letters.erase(found);
  return letter;
}

void RetryQueues::redrive(Step& step, const std::string& receipt) {
  const std::optional<Letter> letter = take_letter(step, receipt);
  step.effect.reply = result(letter ? "moved" : "gone");
  if (letter) send(step, letter->group, letter->event, 0, letter->parkings);
}

void RetryQueues::drop(Step& step, const std::string& receipt) {
  step.effect.reply = result(take_letter(step, receipt) ? "dropped" : "gone");
}

}  // namespace sim
