#include "sim/model/weather.hpp"

#include <algorithm>

namespace sim {

int weather_at(const std::vector<Weather>& weather, std::string_view target, int now_ms) {
  const Duration now{now_ms};
  const auto found = std::find_if(weather.begin(), weather.end(), [&](const Weather& one) {
    return one.target == target && one.from <= now && now < one.until;
  });
  return found == weather.end() ? -1 : int(found - weather.begin());
}

std::vector<Effect> under(const std::vector<Weather>& weather, std::string_view target,
                          const Situation& situation, std::vector<Effect> effects,
                          const eda::Json& no_answer) {
  const int found = weather_at(weather, target, situation.now_ms);
  if (found < 0) return effects;
  const Weather& now = weather[std::size_t(found)];
  const int answer_in_ms = int(now.answers_in.count());
  switch (now.kind) {
    case Weather::Kind::down:
      return {{.state = situation.state, .reply = no_answer}};
    case Weather::Kind::hangs:
      return {{.state = situation.state, .reply = no_answer, .answer_in_ms = answer_in_ms}};
    case Weather::Kind::slow:
      for (Effect& effect : effects) effect.answer_in_ms = answer_in_ms;
  }
  return effects;
}

}  // namespace sim
