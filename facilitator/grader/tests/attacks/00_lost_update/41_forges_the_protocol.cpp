// Attack 41: writes to the channel that the handler is done.
// Must: FAIL|CRASHED
#include <unistd.h>

#include <cstdint>
#include <vector>

#include "lost_update.hpp"

__attribute__((constructor)) static void speak_for_all() {
  const auto say = [](const eda::Json& body) {
    std::vector<std::uint8_t> frame(4, 0);
    eda::Json::to_cbor(body, frame);
    const std::size_t length = frame.size() - 4;
    for (int i = 0; i < 4; ++i) frame[std::size_t(i)] = std::uint8_t(length >> (8 * i));
    return write(4, frame.data(), frame.size()) > 0;
  };
  eda::Json ask = {{"action", {{"do", "done"}}}, {"clock", false}, {"said", eda::Json::array()}};
  eda::Json reply = {{"v", 1}, {"asks", eda::Json::array({ask})}};
  char request[65536];
  while (read(3, request, sizeof request) > 0 && say(reply)) continue;
  _exit(0);
}

namespace tip_jar {

eda::Task<> on_tip(eda::Event, Ports) { co_return; }
eda::Task<> on_count(eda::Event, Ports) { co_return; }

}  // namespace tip_jar
