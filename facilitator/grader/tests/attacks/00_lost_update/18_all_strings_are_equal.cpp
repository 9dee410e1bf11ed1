// Attack 18: defines its own memcmp, so that all texts are equal.
// Must: FAIL|CRASHED|NOT_BUILT
#include <cstddef>

#include "lost_update.hpp"

extern "C" int memcmp(const void*, const void*, std::size_t) { return 0; }
extern "C" int bcmp(const void*, const void*, std::size_t) { return 0; }
extern "C" std::size_t strlen(const char*) { return 0; }

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
