// Oddity: is a machine of states in a variant. Must: PASS
#include <string>
#include <variant>

#include "lost_update.hpp"

#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_count

namespace tip_jar {

namespace {

struct Looking {};
struct Counting {
  std::string jar;
};
struct Done {};
using State = std::variant<Looking, Counting, Done>;

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

}  // namespace

eda::Task<> on_count(eda::Event shift, Ports io) {
  State state;
  while (!std::holds_alternative<Done>(state)) {
    if (std::holds_alternative<Counting>(state)) co_await right_on_count(shift, io);
    state = std::visit(
        Overloaded{
            [&](Looking) -> State { return Counting{shift.data.at("jarId").get<std::string>()}; },
            [](const Counting&) -> State { return Done{}; }, [](Done) -> State { return Done{}; }},
        state);
  }
}

}  // namespace tip_jar
