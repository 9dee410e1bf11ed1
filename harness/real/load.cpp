#include "real/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace real {

Load::Load(Nats& nats, const Setting& setting) : setting_{setting}, bus_{nats, limit_, ""} {
  for (int i = 0; i < publishers; ++i) {
    threads_.emplace_back([this] { run(); });
    threads_.emplace_back([this] { publish_what_follows(); });
  }
}

Load::~Load() {
  {
    const std::lock_guard lock{mutex_};
    stop_.request();
    changed_.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
}

bool Load::is_over() const {
  const std::lock_guard lock{mutex_};
  return running_ == 0 && following_.empty() && being_published_ == 0;
}

void Load::run() {
  constexpr int mixed = 20;  // orders whose events are shuffled together
  try {
    for (int first; (first = next_order_.fetch_add(mixed)) <= setting_.orders;) {
      std::vector<Json> events;
      for (int order = first; order < first + mixed && order <= setting_.orders; ++order)
        for (Json& event : setting_.plan.first_events(order)) events.push_back(std::move(event));
      publish(std::move(events));
    }
  } catch (const GaveUp&) {
    return;
  }
  --running_;
}

void Load::publish_what_follows() {
  std::unique_lock lock{mutex_};
  while (true) {
    changed_.wait(lock, [&] { return stop_.is_requested() || !following_.empty(); });
    if (stop_.is_requested()) return;
    std::vector<Json> events = std::move(following_.front());
    following_.pop_front();
    ++being_published_;
    lock.unlock();
    try {
      publish(std::move(events));
    } catch (const GaveUp&) {
      return;
    }
    lock.lock();
    --being_published_;
  }
}

void Load::publish(std::vector<Json> events) {
  {
    const std::lock_guard lock{mutex_};
    const std::size_t count = events.size();
    for (std::size_t i = 0; i < count; ++i)
      if (int(random_() % 100) < setting_.copies) events.push_back(events[i]);
    copies_ += int(events.size() - count);
    std::shuffle(events.begin(), events.end(), random_);
  }
  for (const Json& event : events) {
    while (bus_.publish(event) != std::string_view{"accepted"}) limit_.wait();
    ++published_;
  }
}

void Load::follow(int order, const std::string& type, const std::string& id) {
  // the id of a request counts only once it is that of an answer
  const std::string answered_id = type == answered ? id : "";
  std::vector<Json> events = setting_.plan.events_after(order, type, answered_id);
  if (events.empty()) return;
  // a fact is told apart by its type here, since a wrong answer may publish several
  const std::string cause = type == answered ? id : type;
  if (!followed_.insert(fmt::format("{} {}", order, cause)).second) return;
  const std::lock_guard lock{mutex_};
  following_.push_back(std::move(events));
  changed_.notify_all();
}

}  // namespace real
