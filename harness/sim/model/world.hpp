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

namespace detail {

/// Adds a node to the handlers of a world, which are sorted. Requires room for one more.
template <typename AnyWorld>
void insert_sorted(AnyWorld& world, int node) {
  auto& handlers = world.handlers;
  int at = world.handlers_count++;
  for (; at > 0 && handlers[std::size_t(at - 1)] > node; --at)
    handlers[std::size_t(at)] = handlers[std::size_t(at - 1)];
  handlers[std::size_t(at)] = node;
}

/// Removes a node, once. Requires that it is there.
template <typename AnyWorld>
void remove_sorted(AnyWorld& world, int node) {
  auto& handlers = world.handlers;
  int at = 0;
  while (handlers[std::size_t(at)] != node) ++at;
  for (--world.handlers_count; at < world.handlers_count; ++at)
    handlers[std::size_t(at)] = handlers[std::size_t(at + 1)];
}

}  // namespace detail

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
    if (handlers_count == handlers_max)
      dropped = node;
    else
      detail::insert_sorted(*this, node);
  }
  void leave(int node) { detail::remove_sorted(*this, node); }
};

/// World as the search keeps it: a number for its surroundings, which are all but its handlers.
struct NumberedWorld {
  int around = 0;
  int handlers_count = 0;
  std::array<int, World::handlers_max> handlers;  ///< see World::handlers

  const int* begin() const { return handlers.data(); }
  const int* end() const { return handlers.data() + handlers_count; }

  NumberedWorld() = default;
  NumberedWorld(const NumberedWorld& other) { *this = other; }  // NOLINT: see World::operator=
  NumberedWorld& operator=(const NumberedWorld& other) {
    around = other.around;
    other.copy_handlers_to(*this);
    return *this;
  }
  template <typename AnyWorld>
  void copy_handlers_to(AnyWorld& other) const {
    other.handlers_count = handlers_count;
    std::size_t at = 0;
    do {
      std::memcpy(&other.handlers[at], &handlers[at], World::copied_at_once * sizeof(int));
      at += World::copied_at_once;
    } while (at < std::size_t(handlers_count));
  }

  /// Requires room for one more.
  void enter(int node) { detail::insert_sorted(*this, node); }
  void leave(int node) { detail::remove_sorted(*this, node); }
};

/// World as bytes. Each byte holds seven bits of a number, so small numbers take little room.
class Packed {
 public:
  static constexpr std::size_t size_max = 5 * (7 + WorldPorts::count + World::handlers_max);

  explicit Packed(const World& world) {
    char* at = bytes_;
    put(std::uint32_t(world.now_ms), at);
    put(std::uint32_t(world.timer_queue), at);
    put(std::uint32_t(world.failures), at);
    put(world.budget.bits(), at);
    std::uint64_t used = 0;  // unused fields are left out
    for (std::size_t i = 0; i < world.ports.size(); ++i)
      used |= std::uint64_t{world.ports[i] != 0} << i;
    put(used, at);
    for (int state : world.ports)
      if (state != 0) put(std::uint32_t(state), at);
    put_handlers(world, at);
    size_ = std::size_t(at - bytes_);
  }
  std::string_view view() const { return {bytes_, size_}; }
  /// Writes `world` to `begin`, where there must be room for size_max bytes. Returns their number.
  static std::size_t write(const NumberedWorld& world, char* const begin) {
    char* at = begin;
    put(std::uint32_t(world.around), at);
    put_handlers(world, at);
    return std::size_t(at - begin);
  }

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
    take_handlers(at, packed.data() + packed.size(), world);
  }
  static void unpack(std::string_view packed, NumberedWorld& world) {
    const char* at = packed.data();
    world.around = int(take(at));
    take_handlers(at, packed.data() + packed.size(), world);
  }

 private:
  template <typename AnyWorld>
  static void put_handlers(const AnyWorld& world, char*& at) {
    // sorted, so differences are smaller than the numbers
    int previous = 0;
    for (int node : world) put(std::uint32_t(node - std::exchange(previous, node)), at);
  }
  template <typename AnyWorld>
  static void take_handlers(const char* at, const char* end, AnyWorld& world) {
    world.handlers_count = 0;
    int node = 0;
    while (at != end) world.handlers[std::size_t(world.handlers_count++)] = node += int(take(at));
  }
  static void put(std::uint64_t number, char*& at) {
    for (; number >= 128; number >>= 7) *at++ = char(number | 128u);
    *at++ = char(number);
  }
  static std::uint64_t take(const char*& at) {
    std::uint64_t number = 0;
    int shift = 0;
    for (; (*at & 128) != 0; shift += 7) number |= std::uint64_t(*at++ & 127) << shift;
    return number | std::uint64_t(*at++) << shift;
  }

  static_assert(WorldPorts::count <= 63);
  char bytes_[size_max];
  std::size_t size_ = 0;
};

}  // namespace sim
