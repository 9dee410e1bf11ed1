#include <algorithm>
#include <tuple>

#include "tests/brute_force_world.hpp"

// Queues with a RetryPolicy, and their dead letters.
namespace brute_force {

using eda::Subscription;

static Json result(const char* word) { return Json::object({{"result", word}}); }

const sim::Queue* World::retrying(const std::string& queue) const {
  for (const sim::Queue& one : scenario_.queues)
    if (one.name == queue && one.policy) return &one;
  return nullptr;
}

/// Number of the handler of the queue; -1: there is none.
int World::handler_of(const std::string& queue) const {
  for (int listener = 0; listener < int(listeners_.size()); ++listener) {
    const Subscription& subscription = *listeners_[std::size_t(listener)].subscription;
    if (subscription.to == Subscription::To::fifo && subscription.queue == queue) return listener;
  }
  return -1;
}

void World::hold(Held message) {
  held_.push_back(message);
  go_on_with(message.queue, message.group);
}

/// Delivers the first message of a FIFO group, or all of a standard queue, unless they must wait.
void World::go_on_with(const std::string& queue, const std::string& group) {
  const sim::Queue& settings = *retrying(queue);
  if (!settings.is_fifo) sort_equal_messages(queue, group);
  for (std::size_t i = 0; i < held_.size();) {
    Held& message = held_[i];
    if (message.queue != queue || message.group != group) {
      ++i;
      continue;
    }
    if (message.lane.empty() && message.until_ms < 0) {
      if (message.count == settings.policy->attempts_max) {
        see("parked by the queue");
        const Held gone = message;
        held_.erase(held_.begin() + std::ptrdiff_t(i));
        bury(gone, "");
        continue;
      }
      see(message.count > 0 ? "delivered again" : "delivered once");
      ++message.count;
      Event event = message.event;
      event.extensions["queue"] = queue;
      event.extensions["receivecount"] = message.count;
      message.lane = lane_of_its_own(message, event);
      const std::string lane = message.lane;
      if (scenario_.faults.visibility_expiries_max > 0) {
        message.until_ms = now_ms_ + settings.policy->visibility.count();
        agenda_.push_back({.what = Scheduled::What::timeout,
                           .at_ms = message.until_ms,
                           .event = {},
                           .name = lane});
      }
      enter(handler_of(queue), event, lane);  // moves held_ when the handler ends at once
      if (!settings.is_fifo) return go_on_with(queue, group);
      return;
    }
    if (settings.is_fifo) {
      if (std::any_of(held_.begin() + std::ptrdiff_t(i) + 1, held_.end(), [&](const Held& other) {
            return other.queue == queue && other.group == group;
          }))
        see(message.lane.empty() ? "a group waits for one that was put off" : "a group waits");
      return;
    }
    ++i;
  }
}

/// Of equal messages it makes no difference which came first.
void World::sort_equal_messages(const std::string& queue, const std::string& group) {
  std::vector<Held*> places;
  std::vector<Held> sorted;
  for (Held& message : held_)
    if (message.queue == queue && message.group == group) {
      places.push_back(&message);
      sorted.push_back(message);
    }
  std::stable_sort(sorted.begin(), sorted.end(), [](const Held& a, const Held& b) {
    return std::tie(a.count, a.parkings, a.repeats) < std::tie(b.count, b.parkings, b.repeats);
  });
  for (std::size_t i = 0; i < places.size(); ++i) *places[i] = sorted[i];
}

/// Name of a lane in which no handler is under way.
std::string World::lane_of_its_own(const Held& message, const Event& event) const {
  for (int number = 0;; ++number) {
    const std::string lane = "held/" + message.queue + "/" + message.group + "/" +
                             eda::to_json(event).dump() + " " + std::to_string(number);
    const bool is_taken =
        over_.contains(lane) || std::any_of(held_.begin(), held_.end(),
                                            [&](const Held& other) { return other.lane == lane; });
    if (!is_taken) return lane;
  }
}

void World::bury(const Held& message, const std::string& reason) {
  if (!retrying(message.queue)->policy->has_dead_letters) return see("lost by the queue");
  Dead letter{message.queue, message.group, message.event,
              reason,        message.count, message.parkings + 1};
  while (std::count(dead_.begin(), dead_.end(), letter) > 0) {
    see("equal letters");
    ++letter.number;
  }
  dead_.push_back(letter);
}

std::vector<World::Held>::iterator World::in_hand(const std::string& lane) {
  return std::find_if(held_.begin(), held_.end(),
                      [&](const Held& message) { return message.lane == lane; });
}

/// The message of `lane` is in no hand any more.
void World::let_go(Held& message) {
  std::erase_if(agenda_, [&](const Scheduled& due) {
    return due.what == Scheduled::What::timeout && due.name == message.lane;
  });
  message.lane.clear();
  message.until_ms = -1;
}

/// A handler of such a queue has ended, or died.
void World::end_of_held(const std::string& lane, bool has_died) {
  if (over_.erase(lane) > 0) return see(has_died ? "dies without a message" : "ends too late");
  const auto message = in_hand(lane);
  let_go(*message);
  const std::string queue = message->queue, group = message->group;
  if (!has_died && message->repeats > 0) {
    see("a message comes again");
    --message->repeats;
  } else if (!has_died) {
    held_.erase(message);
  }
  go_on_with(queue, group);
}

Json World::say_of_message(const Json& asks, const std::string& lane) {
  const std::string verb = asks.at("do");
  const auto refuse = [&](const std::string& why) {
    see(("refused: " + verb).c_str());
    return Json::object({{"invalid", why}});
  };
  if (!lane.starts_with("held/"))
    return refuse(verb + ": this handler has no message of a queue with a RetryPolicy in hand");
  const std::string name = lane.substr(5, lane.find('/', 5) - 5);
  const sim::RetryPolicy& policy = *retrying(name)->policy;
  if (verb == "park" && !policy.has_dead_letters)
    return refuse("park: the queue of this message has no dead letters");
  if (verb == "retry_after" && asks.at("ms") > policy.delay_max.count())
    return refuse("retry_after " + asks.at("ms").dump() + " ms: the queue takes 0 to " +
                  std::to_string(policy.delay_max.count()) + " ms");
  const auto message = in_hand(lane);
  if (message == held_.end()) {
    see("a word too late");
    return result("too late");
  }
  over_.insert(lane);
  let_go(*message);
  if (verb == "retry_after") {
    see("put off");
    message->until_ms = now_ms_ + asks.at("ms").get<std::int64_t>();
    const Scheduled again{.what = Scheduled::What::again, .at_ms = message->until_ms, .event = {}};
    const auto is_it = [&](const Scheduled& due) {
      return due.what == again.what && due.at_ms == again.at_ms && due.name == group_name(*message);
    };
    if (std::none_of(agenda_.begin(), agenda_.end(), is_it)) {
      agenda_.push_back(again);
      agenda_.back().name = group_name(*message);
    }
    return result("done");
  }
  see("parked");
  const Held gone = *message;
  held_.erase(message);
  bury(gone, asks.at("reason"));
  go_on_with(gone.queue, gone.group);
  return result("done");
}

/// Events of queues that were due at a moment: messages that were put off, or a visibility timeout.
void World::wake(const Scheduled& due) {
  if (due.what == Scheduled::What::again) {
    std::string queue, group;
    for (Held& message : held_) {
      if (group_name(message) != due.name) continue;
      queue = message.queue, group = message.group;
      if (message.lane.empty() && message.until_ms >= 0 && message.until_ms <= now_ms_)
        message.until_ms = -1;
    }
    if (!queue.empty()) go_on_with(queue, group);
    return;
  }
  const auto message = in_hand(due.name);
  if (message == held_.end() || message->until_ms > now_ms_ || left_.visibility_expiries_max == 0 ||
      picks_.pick(2) == 0)
    return;
  see("visibility timeout");
  --left_.visibility_expiries_max;
  over_.insert(message->lane);
  let_go(*message);
  const std::string queue = message->queue, group = message->group;
  go_on_with(queue, group);
}

std::vector<World::Dead> World::letters() const {
  std::vector<Dead> letters = dead_;
  const auto place = [](const Dead& letter) {
    return std::tuple{letter.queue,    letter.event.id, eda::to_json(letter.event).dump(),
                      letter.group,    letter.reason,   letter.count,
                      letter.parkings, letter.number};
  };
  std::sort(letters.begin(), letters.end(),
            [&](const Dead& a, const Dead& b) { return place(a) < place(b); });
  return letters;
}

std::string World::receipt_of(const Dead& letter) {
  return Json::array({letter.queue, letter.group, eda::to_json(letter.event), letter.reason,
                      letter.count, letter.parkings, letter.number})
      .dump();
}

Json World::handle_letters(const Json& asks) {
  if (asks.at("do") == "look") {
    Json told = Json::array();
    for (const Dead& letter : letters()) {
      if (int(told.size()) == asks.at("at_most")) break;
      see("a dead letter seen");
      told.push_back(json_of(letter));
      told.back()["receipt"] = receipt_of(letter);
    }
    return Json::object({{"letters", told}});
  }
  const auto found = std::find_if(dead_.begin(), dead_.end(), [&](const Dead& letter) {
    return receipt_of(letter) == asks.at("receipt");
  });
  if (found == dead_.end()) {
    see("a letter that is gone");
    return result("gone");
  }
  const Dead letter = *found;
  dead_.erase(found);
  if (asks.at("do") == "drop") {
    see("a letter dropped");
    return result("dropped");
  }
  see("a letter redriven");
  hold({.queue = letter.queue,
        .group = letter.group,
        .event = letter.event,
        .parkings = letter.parkings});
  return result("moved");
}

Json World::json_of(const Dead& letter) {
  return Json::object({{"event", eda::to_json(letter.event)},
                       {"reason", letter.reason},
                       {"count", letter.count},
                       {"queue", letter.queue}});
}

Json World::book_of_letters() const {
  Json book = Json::array();
  for (const Dead& letter : letters()) book.push_back(json_of(letter));
  return Json::object({{"letters", book}});
}

/// A line for each FIFO group and each message of a standard queue.
std::multiset<std::string> World::lines_of_held() const {
  std::multiset<std::string> lines;
  std::map<std::string, std::string> groups;
  for (const Held& message : held_) {
    std::string text = group_name(message) + " " + eda::to_json(message.event).dump();
    for (const std::int64_t number : {std::int64_t(message.count), std::int64_t(message.parkings),
                                      std::int64_t(message.repeats), message.until_ms})
      text += " " + std::to_string(number);
    text += " " + message.lane;
    if (retrying(message.queue)->is_fifo)
      groups[group_name(message)] += "\n" + text;
    else
      lines.insert("held " + text);
  }
  for (const auto& [group, text] : groups) lines.insert("held group" + text);
  for (const std::string& lane : over_) lines.insert("over " + lane);
  for (const Dead& letter : dead_) lines.insert("dead " + receipt_of(letter));
  return lines;
}

}  // namespace brute_force
