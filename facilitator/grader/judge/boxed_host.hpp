#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "judge/subject.hpp"
#include "sim/host.hpp"
#include "sim/scenario.hpp"

namespace grader {

/// The answer that is being judged: its box, and what is known of it for certain.
class BoxedAnswer {
 public:
  /// `answers` are the services whose handlers run in the box; for all their replies together we
  /// wait as long as `patience`.
  BoxedAnswer(const Box& box, std::vector<const eda::Service*> answers,
              std::chrono::seconds patience);

  /// The host of one scenario. Services that are not the answer's, those of a test, stay here.
  std::shared_ptr<sim::Host> host_of(const sim::Scenario& scenario);

  /// What came over the line in the test that runs now; empty: nothing went wrong.
  struct Trace {
    Trouble trouble{};
    std::string sentence{};
  };
  std::vector<Trace> take_troubles() { return std::exchange(troubles_, {}); }
  int questions() const { return questions_; }
  std::size_t bytes() const { return bytes_; }
  int processes() const { return processes_; }
  bool box_has_gone() const { return cell_.has_gone(); }

 private:
  friend class BoxedHost;
  friend class BoxedRun;
  using Asks = std::vector<sim::Ask>;

  Asks ask(Subject& subject, const Request& request);
  Asks ask_afresh(const Request& request);

  const std::chrono::seconds patience_;
  Cell cell_;
  std::vector<const eda::Service*> answers_;
  Subject alone_{cell_};                 ///< replies to whole histories, one after another
  Subject beside_{cell_};                ///< keeps many deliveries under way at once
  std::map<std::string, Asks> certain_;  ///< request -> what a process replied to nothing but that
  std::vector<Trace> troubles_;
  std::chrono::steady_clock::duration waited_{};  ///< for replies, all in all
  std::size_t bytes_ = 0;                         ///< of replies, all in all
  int runs_ = 0, questions_ = 0, processes_ = 0;
};

}  // namespace grader
