#pragma once

#include <stdexcept>
#include <string>
#include <string_view>

#include "eda/time.hpp"

namespace check {

/// Refusal of an entry: the reason, and a hint that says what to do.
struct RefusedEntry : std::invalid_argument {
  RefusedEntry(const std::string& why, std::string hint)
      : std::invalid_argument{why}, hint{std::move(hint)} {}
  std::string hint;
};

/// Name of a delivery: an event of the scenario by its first letter, or a sweep.
struct Who {
  static constexpr int copies_max = 2, sweeps_max = 4;

  std::string base;  ///< "P", "sweep"
  int number = 1;    ///< 2: the same event delivered again, or the second sweep

  bool is_sweep() const { return base == "sweep"; }
  friend auto operator<=>(const Who&, const Who&) = default;
};
/// "P", "P#2"
std::string to_string(const Who& who);

/// One entry of a named schedule: see check::play.
struct Entry {
  enum class What {
    run,          ///< the delivery runs to its end
    step,         ///< it makes one request and hears the answer
    crash,        ///< its process dies where it waits
    crash_after,  ///< its next request is carried out, and it dies before it hears the answer
    advance,      ///< virtual time passes
  };
  What what = What::run;
  Who who{};           ///< not of advance
  std::string verb{};  ///< expected request; empty: any
  eda::Duration by{};  ///< of advance
};

/// Reads an entry: "run WHO", "step WHO [VERB]", "crash WHO", "crash WHO after VERB" or "advance
/// 31m". WHO is "P", "P#2", "sweep#3". Throws RefusedEntry.
Entry entry_from(std::string_view text);

}  // namespace check
