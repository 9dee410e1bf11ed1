// Attack 41: takes over the channel, with a handler that reads each history to its end.
// Must: FAIL|CRASHED|NONDETERMINISTIC
#include <unistd.h>

#include <cstdint>
#include <string>
#include <vector>

#include "correlator.hpp"

namespace kitchen {
namespace {

bool read_all(void* to, std::size_t count) {
  for (std::size_t done = 0; done < count;) {
    const ssize_t got = read(3, static_cast<char*>(to) + done, count - done);
    if (got <= 0) return false;
    done += std::size_t(got);
  }
  return true;
}

eda::Json ask(const eda::Json& action) {
  return {{"action", action}, {"clock", false}, {"said", eda::Json::array()}};
}

/// Publishes `ready` at once if nothing later in the history prevents it.
eda::Json asks_for(const eda::Json& request) {
  const std::string verb = request.at("do");
  eda::Json asks = eda::Json::array();
  if (verb == "drop") return asks;
  const eda::Json done = {{"do", "done"}};
  if (verb != "rehearse" || request.at("event").at("type") != chef_assigned) return {ask(done)};
  const eda::Json& data = request.at("event").at("data");
  eda::Json fact = {{"type", ready}, {"source", "kitchen-service"}, {"id", "r"}, {"data", data}};
  fact["specversion"] = "1.0";
  fact["time"] = "2026-01-13T10:00:00Z";
  asks.push_back(ask({{"port", "bus"}, {"do", "publish"}, {"events", {fact}}}));
  if (!request.at("history").empty()) asks.push_back(ask(done));
  return asks;
}

__attribute__((constructor)) void speak_for_all() {
  unsigned char header[4];
  while (read_all(header, 4)) {
    std::vector<std::uint8_t> body(header[0] + 256UL * header[1] + 65536UL * header[2]);
    if (!read_all(body.data(), body.size())) break;
    const eda::Json reply = {{"v", 1}, {"asks", asks_for(eda::Json::from_cbor(body))}};
    std::vector<std::uint8_t> frame(4, 0);
    eda::Json::to_cbor(reply, frame);
    for (int i = 0; i < 4; ++i) frame[std::size_t(i)] = std::uint8_t((frame.size() - 4) >> (8 * i));
    if (write(4, frame.data(), frame.size()) < 0) break;
  }
  _exit(0);
}

}  // namespace

eda::Task<> on_fact(eda::Event, Ports) { co_return; }
eda::Task<> on_timer(eda::Event, Ports) { co_return; }
eda::Task<> on_sweep(eda::Event, Ports) { co_return; }
eda::Task<> on_change(eda::Event, Ports) { co_return; }

}  // namespace kitchen
