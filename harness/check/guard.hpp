#pragma once

namespace check {

/// From now on, whatever an answer does to this process is told in words that name the delivery it
/// was busy with: a crash, a loop that never comes back, an exit in the middle of a test.
/// `patience_s`: seconds of processor time that an answer may take without asking a port. Three are
/// thousands of times what any needs. Called again, it only changes the patience.
void guard_against_answers(double patience_s = 3);

/// The tests have run to their end; leaving the process is in order now.
void all_tests_have_run();

}  // namespace check
