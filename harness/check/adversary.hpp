#pragma once

#include <optional>

#include "check/outcome.hpp"
#include "sim/model/scenario.hpp"

// The page in which a reader plays the adversary: `workshop play 03`. With --adversary, each test
// runs several times. Each time it gets the ends of its scenarios that it has not judged yet, until
// it rejects one. So its own assertions say of each end whether it is bad.
namespace check {

/// Largest page, in bytes. It has to open on a phone.
inline constexpr std::size_t play_page_max = 5'000'000;

/// Returns an outcome of scenario `number` of the running test that it has not judged yet; nothing:
/// there is none, or the scenario is not to be played.
std::optional<Outcome> next_to_judge(const sim::Scenario& scenario, int number);
/// Notes the verdict of the test on the latest outcome of `next_to_judge`.
void note_judged(bool is_rejected);

/// Runs the requested tests so, and writes the page of the scenario that is best to play: the
/// smallest that can be broken, else the largest. Prints where, or why not, and returns the exit
/// code of the program.
int play_adversary();

}  // namespace check
