// Oddity: says everything by templates, concepts and ranges. Must: PASS
#include <algorithm>
#include <array>
#include <concepts>
#include <numeric>
#include <ranges>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>

#include "lost_update.hpp"

#define on_tip right_on_tip
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_tip

namespace tip_jar {

namespace {

template <typename T>
concept Printable = requires(std::ostream& stream, const T& value) {
  stream << value;
};

template <Printable... Parts>
std::string text(const Parts&... parts) {
  std::ostringstream stream;
  (stream << ... << parts);
  return stream.str();
}

template <std::size_t... I>
constexpr auto squares(std::index_sequence<I...>) {
  return std::array{I * I...};
}
constexpr auto table = squares(std::make_index_sequence<300>{});
static_assert(table[17] == 289);

template <int N>
struct Fibonacci : std::integral_constant<long, Fibonacci<N - 1>::value + Fibonacci<N - 2>::value> {
};
template <>
struct Fibonacci<1> : std::integral_constant<long, 1> {};
template <>
struct Fibonacci<0> : std::integral_constant<long, 0> {};

std::string shouted(const std::string& word) {
  std::string loud;
  for (const char c : word | std::views::transform([](char x) { return char(std::toupper(x)); }) |
                          std::views::filter([](char x) { return x != ' '; }))
    loud += c;
  return loud;
}

}  // namespace

eda::Task<> on_tip(eda::Event tip, Ports io) {
  auto even = table | std::views::filter([](auto n) { return n % 2 == 0; });
  const long sum = std::accumulate(even.begin(), even.end(), 0L) + Fibonacci<80>::value;
  const auto [loud, number] = std::tuple{shouted(text("tip ", tip.id)), sum};
  if (loud.empty() || number == 0) co_return;
  co_await right_on_tip(tip, io);
}

}  // namespace tip_jar
