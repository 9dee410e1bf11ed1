#pragma once

#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string>

#include "real/engine.hpp"

namespace real {

/// Log of a worker: a line of JSON for the beginning and the end of each delivery, and for each
/// request and its reply. A line is written before what follows it, so that a log of a process that
/// was killed shows where.
class Journal {
 public:
  Journal(const std::filesystem::path& file, const Pace& pace, std::string worker)
      : file_{file, std::ios::app}, pace_{pace}, worker_{std::move(worker)} {}

  /// Delivery in the log.
  class Delivery {
   public:
    Delivery(Journal& journal, const std::string& service, const Event& event);
    void asks(const Json& request) { note("asks", "request", request); }
    void is_told(const Json& reply) { note("told", "reply", reply); }
    /// `result`: well, threw or dropped. `why`: the exception.
    void ends(const char* result, const std::string& why = "");

   private:
    void note(const char* kind, const char* name, const Json& value);

    Journal& journal_;
    std::string name_;
  };

 private:
  void write(Json line);

  std::mutex mutex_;
  std::ofstream file_;
  const Pace& pace_;
  std::string worker_;
  std::atomic<int> deliveries_{0};
};

}  // namespace real
