#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "real/engine.hpp"

namespace real {

/// Everything that a worker has to know about the cluster and the run. The driver writes it to a
/// file that only its user may read, since it has passwords.
struct Site {
  std::vector<std::string> nats;  ///< URLs of the servers
  std::string postgres;           ///< address for libpq
  std::string store;              ///< postgres | kv
  Pace pace{};
  Milliseconds acknowledged_within{5000};  ///< afterwards a delivery comes again
  int acknowledgements_withheld = 0;       ///< percent
  int threads = 2;                         ///< for each type of event that a service hears
};

void write_site(const Site& site, const std::filesystem::path& file);
Site read_site(const std::filesystem::path& file);

/// Counters of one worker, in memory that it shares with the driver: they survive its death.
struct Counters {
  std::atomic<std::int64_t> requests, in_flight, dropped, threw, withheld;
};
inline constexpr int workers_count = 2;
using Board = std::array<Counters, workers_count>;

/// Makes the memory of a board. Returns its file descriptor.
int make_board();
/// Maps the memory of a board into this process.
Board& board_at(int descriptor);

}  // namespace real
