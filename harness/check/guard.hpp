#pragma once

namespace check {

/// Limits on the time of an answer. Processor time does not depend on how busy the machine is.
struct Patience {
  double step_s = 3;     ///< processor time until it calls a port or ends; far more than needed
  int idle_ticks = 600;  ///< tenths of a second in a row in which it uses no processor time
  double test_s = 0;     ///< processor time of a whole test; 0: no limit
};

/// Reports, from now on, errors of an answer that end this process: a crash, an endless loop, an
/// exit in the middle of a test. The report names the delivery. A second call only changes the
/// limits.
void guard_against_answers(Patience patience = {});

/// Lets this process end with exit code 0 only after all_tests_have_run(0), however an answer ends
/// it: exit, quick_exit, _exit, a signal handler, a static initialiser. Must be called before the
/// static initialisers of the answer.
void expect_a_verdict();

/// Starts to count the processor time of the next test.
void a_test_begins();

/// Notes that the tests have run to their end. The process ends with `exit_code`, or with another
/// code that is not 0.
void all_tests_have_run(int exit_code);

}  // namespace check
