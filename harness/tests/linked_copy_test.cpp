#include "tests/linked_copy.hpp"

#include <gtest/gtest.h>

/// harness_first() of harness/cmake/kit.cmake. The linker keeps the first copy of an inline
/// function that it reads. This source is compiled without optimisation, as answers are; a search
/// that ran on its copies would take four times as long.
namespace {

TEST(HarnessFirst, HasTheLinkerKeepTheOptimisedCopyOfAnInlineFunction) {
#ifdef __OPTIMIZE__
  FAIL() << "this source must be compiled without optimisation, as answers are";
#endif
  EXPECT_TRUE(linked_copy_is_optimised());
  EXPECT_TRUE(copy_of_the_harness_is_optimised());
}

}  // namespace
