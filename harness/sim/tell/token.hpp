#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "sim/search/schedule_player.hpp"

namespace sim {

/// A schedule as text that survives changes of the kit and, mostly, of the code under test:
/// `03.duplicate.twice/0-2-a3b4_b2-Kx9…`: the test, which of its scenarios, which beginning, who
/// moves how far, and a letter for each step that tells whether the code still asks for the same.
/// No character of it means anything to a shell.
/// At most 100 characters as long as the schedule is not extraordinary.
struct Token {
  std::string test;
  int scenario = 0;  ///< a test may loop over several: the how-manieth, from 0
  int initial_state = 0;
  struct Move {
    enum class What { act, die, time } what = What::act;
    int delivery = 0;  ///< in order of arrival
    int variant = 0;   ///< 0: nothing goes wrong
    friend bool operator==(const Move&, const Move&) = default;
  };
  std::vector<Move> moves;
  std::string checks;  ///< for each move a letter of what it asks for; may be shorter

  friend bool operator==(const Token&, const Token&) = default;
};

/// What is wrong with a token, in one sentence.
struct InvalidToken : std::invalid_argument {
  using std::invalid_argument::invalid_argument;
};

std::string to_string(const Token& token);
/// Throws InvalidToken: where it is wrong and what is allowed there.
Token token_from(std::string_view text);

/// The letter for what the handler of `step` asks for in `walk`.
char check_of(const SchedulePlayer& player, const Step& step);

/// A token for `schedule`.
Token token_of(TransitionSystem& system, const Schedule& schedule, std::string test, int scenario);

}  // namespace sim
