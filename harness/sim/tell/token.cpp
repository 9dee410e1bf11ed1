#include "sim/tell/token.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "eda/detail/hash.hpp"

namespace sim {

namespace {

constexpr std::string_view letters =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::size_t length_max = 100;

char letter_of(std::uint64_t number) { return letters[std::size_t(number % letters.size())]; }

constexpr int deliveries_max = 100'000, times_max = 1'000;

/// a … z, then A … Z, then @52, @53, …
std::string name_of(int delivery) {
  if (delivery >= 52) return fmt::format("@{}", delivery);
  return {delivery < 26 ? char('a' + delivery) : char('A' + delivery - 26)};
}

std::string moves_text(const std::vector<Token::Move>& moves) {
  using What = Token::Move::What;
  std::string text;
  for (std::size_t i = 0; i < moves.size();) {
    std::size_t same = i;
    while (same < moves.size() && moves[same] == moves[i] && same - i < times_max) ++same;
    const Token::Move& move = moves[i];
    std::string one = move.what == What::time ? "." : name_of(move.delivery);
    if (move.what == What::die) one += '_';
    if (move.variant > 0) one += fmt::format("+{}", move.variant);
    if (same - i > 1)
      one += fmt::format("{}{}", std::isdigit(one.back()) != 0 ? ":" : "", same - i);
    text += one;
    i = same;
  }
  return text;
}

[[noreturn]] void refuse(std::string_view token, const std::string& what) {
  throw InvalidToken{fmt::format("replay token \"{}\": {}", token.substr(0, 120), what)};
}

class Reader {
 public:
  Reader(std::string_view token, std::string_view part) : token_{token}, rest_{part} {}
  bool at_end() const { return rest_.empty(); }
  bool take(char c) {
    if (rest_.empty() || rest_.front() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  char next() {
    const char c = rest_.front();
    rest_.remove_prefix(1);
    return c;
  }
  bool at_digit() const { return !rest_.empty() && rest_.front() >= '0' && rest_.front() <= '9'; }
  int number(int max) {
    if (!at_digit()) refuse(token_, "a number is missing");
    int number = 0;
    while (at_digit()) {
      number = 10 * number + (next() - '0');
      if (number > max) refuse(token_, fmt::format("a number is larger than {}", max));
    }
    return number;
  }

 private:
  std::string_view token_, rest_;
};

std::vector<Token::Move> moves_from(std::string_view token, std::string_view part) {
  using What = Token::Move::What;
  std::vector<Token::Move> moves;
  Reader in{token, part};
  while (!in.at_end()) {
    Token::Move move;
    const char c = in.next();
    if (c == '.')
      move.what = What::time;
    else if (c >= 'a' && c <= 'z')
      move.delivery = c - 'a';
    else if (c >= 'A' && c <= 'Z')
      move.delivery = c - 'A' + 26;
    else if (c == '@')
      move.delivery = in.number(deliveries_max);
    else
      refuse(token, fmt::format("'{}' names no delivery; allowed are a to z, A to Z, @ and a "
                                "number, and . for time",
                                c));
    if (in.take('_')) move.what = What::die;
    if (in.take('+')) move.variant = in.number(100'000);
    int times = 1;
    if (in.take(':') || in.at_digit()) times = in.number(times_max);
    if (moves.size() + std::size_t(times) > 5'000) refuse(token, "it has more than 5000 steps");
    moves.insert(moves.end(), std::size_t(times), move);
  }
  return moves;
}

}  // namespace

std::string to_string(const Token& token) {
  std::string text = fmt::format("{}/{}-{}-{}-", token.test, token.scenario, token.initial_state,
                                 moves_text(token.moves));
  const std::string turn = token.turn < 0 ? "" : fmt::format("-{}", token.turn);
  const std::size_t used = text.size() + turn.size();
  return text + token.checks.substr(0, used < length_max ? length_max - used : 0) + turn;
}

Token token_from(std::string_view text) {
  Token token;
  const std::size_t slash = text.rfind('/');  // the name of a test may hold one, too
  if (slash == std::string_view::npos || slash == 0)
    refuse(text, "it must begin with the name of a test and a slash: 03.duplicate.twice/…");
  token.test = text.substr(0, slash);
  std::vector<std::string_view> parts;
  for (std::string_view rest = text.substr(slash + 1);;) {
    const std::size_t dash = rest.find('-');
    parts.push_back(rest.substr(0, dash));
    if (dash == std::string_view::npos) break;
    rest.remove_prefix(dash + 1);
  }
  if (parts.size() != 4 && parts.size() != 5)
    refuse(text, "after the slash there must be four or five parts with dashes between them");
  token.scenario = Reader{text, parts[0]}.number(1'000);
  token.initial_state = Reader{text, parts[1]}.number(100'000);
  token.moves = moves_from(text, parts[2]);
  token.checks = parts[3];
  for (char c : token.checks)
    if (letters.find(c) == std::string_view::npos)
      refuse(text, fmt::format("'{}' is neither a letter nor a digit", c));
  if (parts.size() == 5) token.turn = Reader{text, parts[4]}.number(5'000);
  return token;
}

char check_of(const SchedulePlayer& player, const Step& step) {
  if (step.node < 0) return '0';
  const std::string asks = player.system().behaviour.suspension(step.node).action.dump();
  const std::uint64_t hash = eda::detail::hash_of(asks);
  return letter_of(hash ^ hash >> 32);
}

Token token_of(TransitionSystem& system, const Schedule& schedule, std::string test, int scenario) {
  Token token{.test = std::move(test),
              .scenario = scenario,
              .initial_state = schedule.initial_state,
              .moves = {},
              .checks = {}};
  SchedulePlayer player = SchedulePlayer::from(system, schedule.initial_state);
  for (const Step& step : schedule.steps) {
    using What = Token::Move::What;
    const What what = step.what == Step::What::act   ? What::act
                      : step.what == Step::What::die ? What::die
                                                     : What::time;
    token.moves.push_back({what, std::max(0, player.delivery_of(step)), step.variant});
    token.checks += check_of(player, step);
    player.take(step);
  }
  return token;
}

}  // namespace sim
