#include "sim/agenda.hpp"

#include <algorithm>

namespace sim {

namespace {
constexpr std::size_t ints_of_a_due = 9;
}

int Agendas::number(const std::vector<Due>& dues) {
  std::vector<int> ints;
  for (const Due& due : dues)
    ints.insert(ints.end(),
                {due.at_ms, due.name, due.port, due.signal, due.message.handler, due.message.event,
                 due.message.from_port, due.message.lane, int(due.is_sweep)});
  return ints_.number(ints);
}

std::vector<Due> Agendas::dues(int agenda) const {
  const std::vector<int>& ints = ints_[agenda];
  std::vector<Due> dues(ints.size() / ints_of_a_due);
  for (std::size_t i = 0; i < dues.size(); ++i) {
    const int* at = ints.data() + i * ints_of_a_due;
    dues[i] = {at[0], at[1], at[2], at[3], {at[4], at[5], at[6], at[7]}, at[8] != 0};
  }
  return dues;
}

int Agendas::changed(int agenda, const std::vector<Due>& added, const std::vector<int>& cancelled) {
  std::vector<Due> all = dues(agenda);
  std::erase_if(all, [&](const Due& due) {
    return due.name >= 0 &&
           std::find(cancelled.begin(), cancelled.end(), due.name) != cancelled.end();
  });
  for (const Due& due : added) {
    const auto place = std::lower_bound(all.begin(), all.end(), due);
    const bool is_known_signal = due.signal >= 0 && place != all.end() && *place == due;
    if (!is_known_signal) all.insert(place, due);
  }
  return number(all);
}

const Agendas::Split& Agendas::split(int agenda, int now_ms) {
  const FlatMap::Key key{std::uint64_t(agenda), std::uint64_t(now_ms)};
  const std::uint32_t known = split_.find(key);
  if (known != FlatMap::none) return splits_[known];
  split_.add(key, std::uint32_t(splits_.size()));
  std::vector<Due> all = dues(agenda);
  const auto later =
      std::find_if(all.begin(), all.end(), [&](const Due& due) { return due.at_ms > now_ms; });
  Split split{.due{all.begin(), later}};
  all.erase(all.begin(), later);
  split.rest = number(all);
  return splits_.emplace_back(std::move(split));
}

}  // namespace sim
