#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/search/schedule_player.hpp"

namespace sim {

/// Schedule as text: `03.duplicate.twice/0-2-a3b4_b2-Kx9…`. It stays valid after changes of the kit
/// and, mostly, of the code under test. Its parts: the test, the number of the scenario, the number
/// of the initial state, the moves of each delivery, a check letter for the request in each step,
/// and the number of the step that decides the end, if it is known. No character is special to a
/// shell. It rarely has more than 100 characters.
struct Token {
  std::string test;
  int scenario = 0;  ///< number of the scenario in its test, from 0
  int initial_state = 0;
  struct Move {
    enum class What { act, die, time } what = What::act;
    int delivery = 0;  ///< in order of arrival
    int variant = 0;   ///< 0: nothing goes wrong
    friend bool operator==(const Move&, const Move&) = default;
  };
  std::vector<Move> moves;
  std::string checks;  ///< a check letter for each move; may be shorter
  int turn = -1;       ///< step after which everything leads to this end; -1: not known

  friend bool operator==(const Token&, const Token&) = default;
};

/// Error in a token, in one sentence.
struct InvalidToken : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

std::string to_string(const Token& token);
/// Reads a token. Throws InvalidToken with the position of the error and the allowed characters.
Token token_from(std::string_view text);

/// Returns the check letter for the request of the handler of `step` in `player`.
char check_of(const SchedulePlayer& player, const Step& step);

/// Returns a token for `schedule`.
Token token_of(TransitionSystem& system, const Schedule& schedule, std::string test, int scenario);

}  // namespace sim
