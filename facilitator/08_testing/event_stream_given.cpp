#define kitchen kitchen_with_an_event_stream
#include "../../solutions/03_correlator/also_right/event_stream.cpp"
#include "trial_test.hpp"

static const auto& added = trial::right_kitchens().emplace_back(kitchen::service);
