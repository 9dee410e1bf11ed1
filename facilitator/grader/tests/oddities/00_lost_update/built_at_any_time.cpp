// Oddity: compiles only at the moment when every answer is compiled. Must: PASS
#include <string_view>

#include "lost_update.hpp"

static_assert(std::string_view{__DATE__} == "Jan  1 2026");
static_assert(std::string_view{__TIME__} == "00:00:00");
static_assert(std::string_view{__TIMESTAMP__} == "Thu Jan  1 00:00:00 2026");
static_assert(std::string_view{__FILE__} == "lost_update.cpp");

// @TEXT solutions/00_lost_update/lost_update.cpp@
