#include "trial_test.hpp"

using namespace trial;

TEST(failure, count_5_paid_but_cancelled) { convict(paid_but_cancelled); }

TEST(sim, count_6_badge) { convict(badge); }
