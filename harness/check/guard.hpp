#pragma once

namespace check {

/// Limits of what an answer may take. Processor time does not depend on how busy the machine is.
struct Patience {
  double step_s = 3;     ///< processor time until it asks a port or ends: thousands of times enough
  int idle_ticks = 600;  ///< tenths of a second in a row in which it waits for something else
  double test_s = 0;     ///< processor time of a whole test; 0: no limit
};

/// Reports what an answer does to this process from now on, with the delivery that it was busy
/// with: a crash, a loop that never comes back, an exit in the middle of a test. Called again, it
/// only changes the patience.
void guard_against_answers(Patience patience = {});

/// Lets this process end with exit code 0 only after all_tests_have_run(0), however an answer ends
/// it: exit, quick_exit, _exit, a handler of a signal, a static initialiser. To be called before
/// the static initialisers of the answer.
void expect_a_verdict();

/// Starts the processor time of the next test.
void a_test_begins();

/// The tests have run to their end. The process leaves with `exit_code`, or with another that is
/// not 0.
void all_tests_have_run(int exit_code);

}  // namespace check
