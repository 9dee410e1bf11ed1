#define kitchen kitchen_with_one_row_for_each_order
#include "../../solutions/03_correlator/correlator.cpp"
#undef kitchen
#include "trial_test.hpp"

static const auto& added =
    trial::right_kitchens().emplace_back(kitchen_with_one_row_for_each_order::service);
