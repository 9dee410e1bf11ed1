#include "sim/model/weather.hpp"

#include <algorithm>

namespace sim {

std::vector<Effect> under(const std::vector<Weather>& weather, std::string_view target,
                          const Situation& situation, std::vector<Effect> effects,
                          const eda::Json& no_answer) {
  const Duration now{situation.now_ms};
  const auto found = std::find_if(weather.begin(), weather.end(), [&](const Weather& one) {
    return one.target == target && one.from <= now && now < one.until;
  });
  if (found == weather.end()) return effects;
  const int answer_in_ms = int(found->answers_in.count());
  switch (found->kind) {
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
