#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "sim/model/budget.hpp"
#include "sim/model/ports.hpp"

namespace sim {

/// One instant, as a plain value that consists of numbers. Two worlds with equal values have the
/// same future.
struct World {
  static constexpr int handlers_max = 48;
  static constexpr std::size_t copied_at_once = 4;
  static_assert(handlers_max % copied_at_once == 0);

  int now_ms = 0;       ///< since the start of the scenario
  int timer_queue = 0;  ///< items due later (number in TransitionSystem)
  int failures = 0;     ///< deliveries that ended badly (number in TransitionSystem)
  Budget budget{};      ///< faults left
  std::array<int, WorldPorts::count> ports{};
  int dropped = -1;  ///< node of a handler that found no room; -1: none. Never in a finished world
  int handlers_count = 0;
  /// Nodes of the handlers under way, sorted. Handlers with the same history are equal, so a copy
  /// of an event needs no number of its own. A delivery that has not begun is a handler at its
  /// root.
  std::array<int, handlers_max> handlers;

  const int* begin() const { return handlers.data(); }
  const int* end() const { return handlers.data() + handlers_count; }
  bool is_idle() const { return handlers_count == 0; }

  World& operator=(const World& other) {
    // only the used part, in sizes that the compiler knows: a call would cost more than the copy
    std::memcpy(static_cast<void*>(this), &other,
                offsetof(World, handlers) + copied_at_once * sizeof(int));
    for (std::size_t at = copied_at_once; at < std::size_t(other.handlers_count);
         at += copied_at_once)
      std::memcpy(&handlers[at], &other.handlers[at], copied_at_once * sizeof(int));
    return *this;
  }
  World() = default;
  World(const World& other) { *this = other; }  // NOLINT: see operator=

  void enter(int node) {
    if (handlers_count == handlers_max) {
      dropped = node;
      return;
    }
    int at = handlers_count++;
    for (; at > 0 && handlers[std::size_t(at - 1)] > node; --at)
      handlers[std::size_t(at)] = handlers[std::size_t(at - 1)];
    handlers[std::size_t(at)] = node;
  }
  void leave(int node) {
    int at = 0;
    while (handlers[std::size_t(at)] != node) ++at;
    for (--handlers_count; at < handlers_count; ++at)
      handlers[std::size_t(at)] = handlers[std::size_t(at + 1)];
  }
};

/// World as bytes. Each byte holds seven bits of a number, so small numbers take little room.
class Packed {
 public:
  explicit Packed(const World& world) {
    put(std::uint32_t(world.now_ms));
    put(std::uint32_t(world.timer_queue));
    put(std::uint32_t(world.failures));
    put(world.budget.bits());
    std::uint64_t used = 0;  // unused fields are left out
    for (std::size_t i = 0; i < world.ports.size(); ++i)
      used |= std::uint64_t{world.ports[i] != 0} << i;
    put(used);
    for (int state : world.ports)
      if (state != 0) put(std::uint32_t(state));
    // sorted, so differences are smaller than the numbers
    int previous = 0;
    for (int node : world) put(std::uint32_t(node - std::exchange(previous, node)));
  }
  std::string_view view() const { return {bytes_, size_}; }

  static void unpack(std::string_view packed, World& world) {
    const char* at = packed.data();
    world.now_ms = int(take(at));
    world.timer_queue = int(take(at));
    world.failures = int(take(at));
    world.budget = Budget{take(at)};
    std::uint64_t used = take(at);
    for (int& state : world.ports) {
      state = (used & 1) != 0 ? int(take(at)) : 0;
      used >>= 1;
    }
    world.handlers_count = 0;
    int node = 0;
    while (at != packed.data() + packed.size())
      world.handlers[std::size_t(world.handlers_count++)] = node += int(take(at));
  }

 private:
  void put(std::uint64_t number) {
    for (; number >= 128; number >>= 7) bytes_[size_++] = char(number | 128u);
    bytes_[size_++] = char(number);
  }
  static std::uint64_t take(const char*& at) {
    std::uint64_t number = 0;
    int shift = 0;
    for (; (*at & 128) != 0; shift += 7) number |= std::uint64_t(*at++ & 127) << shift;
    return number | std::uint64_t(*at++) << shift;
  }

  static_assert(WorldPorts::count <= 63);
  char bytes_[5 * (7 + WorldPorts::count + World::handlers_max)];
  std::size_t size_ = 0;
};

}  // namespace sim
