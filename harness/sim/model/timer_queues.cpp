#include "sim/model/timer_queues.hpp"

#include <algorithm>

namespace sim {

namespace {
constexpr std::size_t ints_of_a_due = 11;
}

int TimerQueues::number(const std::vector<Scheduled>& scheduled) {
  std::vector<int> ints;
  for (const Scheduled& due : scheduled)
    ints.insert(ints.end(),
                {due.at_ms, due.name, due.port, due.signal, due.message.handler, due.message.event,
                 due.message.from_port, due.message.lane, int(due.is_sweep), due.node, due.reply});
  const int number = ints_.number(ints);
  if (number == int(has_answers_.size()))
    has_answers_.push_back(std::any_of(scheduled.begin(), scheduled.end(),
                                       [](const Scheduled& due) { return due.is_answer(); }));
  return number;
}

std::vector<Scheduled> TimerQueues::answers(int timer_queue) const {
  std::vector<Scheduled> answers = scheduled(timer_queue);
  std::erase_if(answers, [](const Scheduled& due) { return !due.is_answer(); });
  answers.erase(std::unique(answers.begin(), answers.end()), answers.end());
  return answers;
}

int TimerQueues::without(int timer_queue, const Scheduled& answer) {
  std::vector<Scheduled> all = scheduled(timer_queue);
  all.erase(std::find(all.begin(), all.end(), answer));
  return number(all);
}

std::vector<Scheduled> TimerQueues::scheduled(int timer_queue) const {
  const std::vector<int>& ints = ints_[timer_queue];
  std::vector<Scheduled> scheduled(ints.size() / ints_of_a_due);
  for (std::size_t i = 0; i < scheduled.size(); ++i) {
    const int* at = ints.data() + i * ints_of_a_due;
    scheduled[i] = {at[0],      at[1], at[2], at[3], {at[4], at[5], at[6], at[7]},
                    at[8] != 0, at[9], at[10]};
  }
  return scheduled;
}

int TimerQueues::changed(int timer_queue, const std::vector<Scheduled>& added,
                         const std::vector<int>& cancelled) {
  std::vector<Scheduled> all = scheduled(timer_queue);
  std::erase_if(all, [&](const Scheduled& due) {
    return due.name >= 0 &&
           std::find(cancelled.begin(), cancelled.end(), due.name) != cancelled.end();
  });
  for (const Scheduled& due : added) {
    const auto place = std::lower_bound(all.begin(), all.end(), due);
    const bool is_known_signal = due.signal >= 0 && place != all.end() && *place == due;
    if (!is_known_signal) all.insert(place, due);
  }
  return number(all);
}

const TimerQueues::Split& TimerQueues::split(int timer_queue, int now_ms) {
  const FlatMap::Key key{std::uint64_t(timer_queue), std::uint64_t(now_ms)};
  const std::uint32_t known = split_.find(key);
  if (known != FlatMap::none) return splits_[known];
  split_.add(key, std::uint32_t(splits_.size()));
  std::vector<Scheduled> all = scheduled(timer_queue);
  const auto later = std::find_if(all.begin(), all.end(),
                                  [&](const Scheduled& due) { return due.at_ms > now_ms; });
  Split split{.due{all.begin(), later}};
  all.erase(all.begin(), later);
  split.rest = number(all);
  return splits_.emplace_back(std::move(split));
}

}  // namespace sim
