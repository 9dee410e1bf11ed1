#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "eda/invalid_request.hpp"
#include "eda/json.hpp"
#include "eda/safe_argument.hpp"
#include "eda/task.hpp"

namespace eda {

namespace limits {

// Downstream (HTTP)
inline constexpr std::size_t call_key_characters_max = 255;
inline constexpr std::size_t call_body_bytes_max = std::size_t{1} << 20;

}  // namespace limits

/// Answer to a call of a service outside.
class [[nodiscard("a call may be turned down: look at the answer")]] CallResult {
 public:
  enum class Outcome {
    ok,           ///< carried out, now or before
    rejected,     ///< the service refuses this body until its cause is mended; nothing was done
    unavailable,  ///< the service does not take calls now; nothing was done
    timed_out,    ///< no answer came: it was carried out, or it was not
  };
  CallResult(Outcome outcome, Json value, std::string why)
      : outcome_{outcome}, value_(std::move(value)), why_{std::move(why)} {}

  bool ok() const { return outcome_ == Outcome::ok; }
  bool rejected() const { return outcome_ == Outcome::rejected; }
  bool unavailable() const { return outcome_ == Outcome::unavailable; }
  bool timed_out() const { return outcome_ == Outcome::timed_out; }
  Outcome outcome() const { return outcome_; }

  /// Body of the call that was carried out under this key. Null unless ok.
  const Json& value() const { return value_; }
  /// Reason of the rejection, in the service's words. Empty unless rejected.
  const std::string& why() const { return why_; }

 private:
  Outcome outcome_;
  Json value_;
  std::string why_;
};

/// Services outside that are called over HTTP, each by its name: the `target`. The scenario says
/// which there are and which bodies they reject (Scenario::downstream).
///
/// A target carries out a call once for each idempotency key. The same key again gets the answer
/// `ok` and does nothing, whatever its body says.
///
/// Where Scenario::weather names a target: `down`, it answers `unavailable` and has done nothing;
/// `hangs`, it answers `timed_out` later and has done nothing; `slow`, it does as asked and answers
/// later. The fault `unknown` is told as `timed_out`, at once.
///
/// A test finds in `outcome.held("downstream").at(TARGET)` what a target was asked for:
///   "accepted"     the calls that were carried out, in order, by the value that the body has at
///                  Target::key: {"order-1": [{"key", "body"}, …]}
///   "rejected"     number of rejected calls by idempotency key: {"letter-3": 2}
///   "turned_down"  for each Weather of the target, in the order of Scenario::weather, the
///                  number of calls that got no `ok` because of it: [3, 0]
/// With Observed::time there is also "calls": all calls in order, [{"at_ms", "key", "answer"}].
class Downstream {
 public:
  virtual ~Downstream() = default;

  /// Calls the service `target`. Resumes with its answer; others may have run meanwhile. Throws
  /// InvalidRequest for a target that the scenario does not have, for an empty key or one of more
  /// than 255 characters, and for a body of more than 1 MiB.
  virtual Task<CallResult> call(std::string target, std::string idempotency_key,
                                JsonArgument body) = 0;
};

}  // namespace eda
