#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <set>
#include <string_view>

#include "eda/detail/hash.hpp"
#include "report/room_page.hpp"

namespace grader::report {

namespace {

constexpr std::array<std::string_view, 32> firsts{
    "Amber",  "Brisk",   "Calm",  "Candid", "Clever", "Crisp", "Curly",  "Dapper",
    "Eager",  "Early",   "Fancy", "Frank",  "Gentle", "Glad",  "Golden", "Handy",
    "Honest", "Jolly",   "Keen",  "Kind",   "Lively", "Lucky", "Mellow", "Merry",
    "Nimble", "Patient", "Quick", "Quiet",  "Sunny",  "Tidy",  "Warm",   "Witty"};
constexpr std::array<std::string_view, 32> seconds{
    "Anchovy", "Apron",   "Basil",   "Caper",  "Cheddar", "Chili",   "Clove", "Crust",
    "Dough",   "Fennel",  "Flour",   "Funghi", "Garlic",  "Gouda",   "Ham",   "Ladle",
    "Laurel",  "Mint",    "Mozza",   "Olive",  "Onion",   "Oregano", "Oven",  "Pepper",
    "Pesto",   "Pinenut", "Ricotta", "Rocket", "Saffron", "Sage",    "Thyme", "Tomato"};

/// Hash: FNV-1a and a mixing step, so that names with another last letter are far apart.
std::uint64_t number_of(std::string_view name) {
  std::uint64_t number = eda::detail::hash_of(name);
  number ^= number >> 33;
  number *= 0xff51afd7ed558ccdu;
  return number ^ (number >> 33);
}

std::string words_for(std::uint64_t number) {
  std::string words{firsts[number % firsts.size()]};
  words += " ";
  words += seconds[number / firsts.size() % seconds.size()];
  const std::uint64_t round = number / (firsts.size() * seconds.size());
  return round == 0 ? words : words + " " + std::to_string(round + 1);
}

}  // namespace

std::vector<std::string> pseudonyms(const Document& document) {
  const std::size_t combinations = firsts.size() * seconds.size();
  std::vector<std::size_t> order(document.submissions.size());
  std::iota(order.begin(), order.end(), 0);
  const auto number = [&](std::size_t i) { return number_of(document.submissions[i].name); };
  // the order in which equal pseudonyms are resolved must not depend on the names either
  std::ranges::stable_sort(order, {}, number);
  std::vector<std::string> all(order.size());
  std::set<std::string> taken;
  for (const std::size_t i : order) {
    std::uint64_t next = number(i) % combinations;
    while (!taken.insert(words_for(next)).second) ++next;
    all[i] = words_for(next);
  }
  return all;
}

Document with_made_up_names(Document document) {
  const std::vector<std::string> others = pseudonyms(document);
  for (std::size_t i = 0; i < others.size(); ++i) {
    document.submissions[i].name = others[i];
    if (!document.submissions[i].sentence.empty())
      document.submissions[i].sentence = "It could not be graded: --names shows why.";
  }
  std::ranges::sort(document.submissions, {}, &Submission::name);
  return document;
}

}  // namespace grader::report
