#include "tests/linked_copy.hpp"

bool copy_of_the_harness_is_optimised() { return linked_copy_is_optimised(); }
