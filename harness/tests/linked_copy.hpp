#pragma once

/// True if the linker has kept a copy of this inline function that was compiled with optimisation.
/// Each source that calls it has a copy of its own.
[[gnu::noinline]] inline bool linked_copy_is_optimised() {
#ifdef __OPTIMIZE__
  return true;
#else
  return false;
#endif
}

/// Calls linked_copy_is_optimised() from the test support, which is optimised as the harness is.
bool copy_of_the_harness_is_optimised();
