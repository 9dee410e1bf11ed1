#pragma once

#include <memory>
#include <vector>

#include "sim/run.hpp"

namespace sim {

/// Who runs the handlers of a scenario when this process does not: a box elsewhere, say. Handlers
/// are numbered over all services of the scenario, as in Question.
class Host {
 public:
  virtual ~Host() = default;
  /// One delivery alone, from its beginning: see `rehearse`.
  virtual std::vector<Ask> ask(const Question& question) = 0;
  /// The same, of somebody who has never been asked anything before.
  virtual std::vector<Ask> ask_afresh(const Question& question) = 0;
  /// Starts a delivery beside the others that have been started and not yet been dropped.
  virtual std::unique_ptr<Running> start(int handler, Event event, Instant now) = 0;
};

}  // namespace sim
