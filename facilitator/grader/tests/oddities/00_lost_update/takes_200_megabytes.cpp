// Oddity: takes two hundred megabytes for a moment, and uses them all. Must: PASS
#include <string>
#include <vector>

#include "lost_update.hpp"

#define on_count right_on_count
// @TEXT solutions/00_lost_update/lost_update.cpp@
#undef on_count

namespace tip_jar {

eda::Task<> on_count(eda::Event shift, Ports io) {
  const std::string key = "jar/" + shift.data.at("jarId").get<std::string>();
  auto jar = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  if (jar.version == 3) {  // that is not too often
    std::vector<char> large(200 << 20);
    for (std::size_t i = 0; i < large.size(); i += 4096) large[i] = 'x';
  }
  co_await right_on_count(shift, io);
}

}  // namespace tip_jar
