#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "box/cell_client.hpp"
#include "protocol/talk.hpp"

namespace grader {

/// How an answer's process lets us down.
enum class Trouble { limit, crashed, protocol };

/// It has ended, or was ended, without having replied.
struct Ended : std::runtime_error {
  Ended(Trouble trouble, const std::string& sentence)
      : std::runtime_error{sentence}, trouble{trouble} {}
  Trouble trouble;
};

/// One process of an answer. It is started when it is first asked, and again after it has ended.
class Subject {
 public:
  explicit Subject(Cell& cell) : cell_{cell} {}
  ~Subject() { stop(); }

  /// Throws Ended; std::runtime_error when the box itself is gone.
  std::vector<sim::Ask> ask(const Request& request);
  /// How much all its processes have said.
  std::size_t bytes() const { return bytes_; }

 private:
  using Clock = std::chrono::steady_clock;

  void start();
  void stop();
  bool is_between_deliveries(const Request& next) const;
  std::vector<sim::Ask> ask_now(const Request& request);
  void write_all(std::string_view bytes, Clock::time_point deadline);
  std::string read_exactly(std::size_t count, Clock::time_point deadline);
  void wait(int file, short event, Clock::time_point deadline);
  [[noreturn]] void ended();

  Cell& cell_;
  std::optional<Cell::Process> process_;
  int replies_ = 0;
  int under_way_ = 0;         ///< deliveries that have been started and not dropped
  Clock::duration waited_{};  ///< for this process
  std::size_t bytes_ = 0;
};

}  // namespace grader
