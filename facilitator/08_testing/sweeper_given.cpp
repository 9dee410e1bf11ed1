#define kitchen kitchen_that_sweeps
#include "../../solutions/03_correlator/also_right/sweeper.cpp"
#undef kitchen
#include "trial_test.hpp"

static const auto& added = trial::right_kitchens().emplace_back(kitchen_that_sweeps::service);
