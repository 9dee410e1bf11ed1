#pragma once

namespace check {

/// Resets the flags that GoogleTest reads from environment variables: which tests run, how often,
/// and the effect of a failure. Only the command line sets them. Must be called before
/// InitGoogleMock.
void ignore_environment();

/// Runs the requested tests. Returns 0 if each of them ran to its end and passed, 1 if one failed,
/// 2 if one did not run. In that case it has printed `program` and the reason on standard error.
int run_all_tests(const char* program);

}  // namespace check
