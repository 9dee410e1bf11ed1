#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "simulate/engine.hpp"

namespace sim {

/// Something that is going to happen in a simulation.
struct Planned {
  enum class Kind { act, tell, arrival, delivery, sweep, signal };
  Kind kind = Kind::act;
  int number = 0;  ///< act, tell: of the run; arrival: of Load::arrivals
  Due due{};       ///< delivery, sweep, signal
  Json reply{};    ///< tell
};

/// Agenda of a simulation, by moments. At one moment the handlers move first, in a drawn order.
/// Only then comes all that is due at that moment: time overtakes a handler only if its request
/// takes time.
class Agenda {
 public:
  explicit Agenda(std::uint64_t seed) : random_{seed} {}

  void add(std::int64_t at_ms, Planned planned) {
    const bool is_due = planned.kind != Planned::Kind::act;
    if (free_.empty()) {
      free_.push_back(all_.size());
      all_.emplace_back();
    }
    const std::size_t place = free_.back();
    free_.pop_back();
    all_[place] = std::move(planned);
    heap_.push_back({at_ms, (random_.next() >> 1) | std::uint64_t{is_due} << 63, place});
    std::push_heap(heap_.begin(), heap_.end(), is_later);
  }
  bool empty() const { return heap_.empty(); }
  std::int64_t next_ms() const { return heap_.front().at_ms; }
  bool next_is_due() const { return (heap_.front().order >> 63) != 0; }
  Planned take() {
    std::pop_heap(heap_.begin(), heap_.end(), is_later);
    const std::size_t place = heap_.back().place;
    heap_.pop_back();
    free_.push_back(place);
    return std::move(all_[place]);
  }

 private:
  struct Entry {
    std::int64_t at_ms;
    std::uint64_t order;  ///< due last, else as drawn
    std::size_t place;
  };
  static bool is_later(const Entry& a, const Entry& b) {
    return a.at_ms != b.at_ms ? a.at_ms > b.at_ms : a.order > b.order;
  }

  Random random_;
  std::vector<Entry> heap_;
  std::vector<Planned> all_;
  std::vector<std::size_t> free_;
};

}  // namespace sim
