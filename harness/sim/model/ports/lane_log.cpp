#include "sim/model/ports/lane_log.hpp"

#include <algorithm>

namespace sim {

std::vector<LaneLog::Lane>::iterator LaneLog::find(int lane) {
  return std::lower_bound(lanes_.begin(), lanes_.end(), lane,
                          [](const Lane& l, int number) { return l.number < number; });
}

std::vector<int> LaneLog::append(int lane, int event, const std::vector<int>& readers) {
  if (readers.empty()) return {};
  auto at = find(lane);
  if (at == lanes_.end() || at->number != lane) {
    at = lanes_.insert(at, Lane{.number = lane});
    for (int reader : readers) at->bookmarks.push_back({.reader = reader});
  }
  std::vector<int> idle;
  for (const Bookmark& bookmark : at->bookmarks)
    if (bookmark.next == int(at->events.size())) idle.push_back(bookmark.reader);
  at->events.push_back(event);
  return idle;
}

int LaneLog::handled(int lane, int reader) {
  const auto at = find(lane);
  if (at == lanes_.end() || at->number != lane) return -1;
  const auto bookmark = std::find_if(at->bookmarks.begin(), at->bookmarks.end(),
                                     [&](const Bookmark& one) { return one.reader == reader; });
  if (bookmark == at->bookmarks.end() || bookmark->next == int(at->events.size())) return -1;
  ++bookmark->next;
  const bool has_more = bookmark->next < int(at->events.size());
  const int next = has_more ? at->events[std::size_t(bookmark->next)] : -1;
  drop_handled(at);
  return next;
}

void LaneLog::drop_handled(std::vector<Lane>::iterator lane) {
  const auto last =
      std::min_element(lane->bookmarks.begin(), lane->bookmarks.end(),
                       [](const Bookmark& a, const Bookmark& b) { return a.next < b.next; });
  const int count = last->next;
  lane->events.erase(lane->events.begin(), lane->events.begin() + count);
  for (Bookmark& bookmark : lane->bookmarks) bookmark.next -= count;
  if (lane->events.empty()) lanes_.erase(lane);
}

std::vector<int> LaneLog::left_to(int reader, int lane) const {
  for (const Lane& one : lanes_)
    for (const Bookmark& bookmark : one.bookmarks)
      if (one.number == lane && bookmark.reader == reader)
        return {one.events.begin() + bookmark.next, one.events.end()};
  return {};
}

bool LaneLog::is_free(int lane) const {
  return std::none_of(lanes_.begin(), lanes_.end(),
                      [&](const Lane& one) { return one.number == lane; });
}

void LaneLog::write(std::vector<int>& out) const {
  out.push_back(int(lanes_.size()));
  for (const Lane& lane : lanes_) {
    out.insert(out.end(), {lane.number, int(lane.events.size()), int(lane.bookmarks.size())});
    out.insert(out.end(), lane.events.begin(), lane.events.end());
    for (const Bookmark& bookmark : lane.bookmarks)
      out.insert(out.end(), {bookmark.reader, bookmark.next});
  }
}

void LaneLog::read(const int*& at) {
  lanes_.resize(std::size_t(*at++));
  for (Lane& lane : lanes_) {
    lane.number = *at++;
    const int events_count = *at++;
    lane.bookmarks.resize(std::size_t(*at++));
    lane.events.assign(at, at + events_count);
    at += events_count;
    for (Bookmark& bookmark : lane.bookmarks) {
      bookmark.reader = *at++;
      bookmark.next = *at++;
    }
  }
}

}  // namespace sim
