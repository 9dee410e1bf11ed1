#pragma once

namespace check {

/// Takes back what GoogleTest's environment variables say of which tests run, how often, and what
/// a failure does. The command line alone decides that. To be called before InitGoogleMock.
void ignore_environment();

/// Runs the tests that were asked for. Returns 0 if each of them ran to its end and passed, 1 if
/// one failed, 2 if one did not run: then it has said why on standard error, after `program`.
int run_all_tests(const char* program);

}  // namespace check
