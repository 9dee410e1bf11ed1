#include "real/small_engines.hpp"

#include <fmt/format.h>

namespace real {

Json Timers::carry_out(const Json& request) {
  const std::string name = request.at("name");
  if (request.at("do") == "cancel") {
    postgres_.ask_until_answered(limit_, "DELETE FROM timers WHERE service = $1 AND name = $2",
                                 {service_, name});
    return nullptr;
  }
  postgres_.ask_until_answered(
      limit_,
      "WITH told AS (SELECT pg_notify('timers', '')) "
      "INSERT INTO timers(service, name, at, event) SELECT $1, $2, $3, $4 FROM told "
      "ON CONFLICT (service, name) DO UPDATE SET at = EXCLUDED.at, event = EXCLUDED.event, "
      "number = EXCLUDED.number",
      {service_, name, request.at("at").dump(), request.at("event").dump()});
  return nullptr;
}

Json Ids::carry_out(const Json& /*request*/) {
  const std::uint64_t high = (random_() & ~0xF000ull) | 0x4000ull;
  const std::uint64_t low = (random_() >> 2) | (1ull << 63);
  return fmt::format("{:08x}-{:04x}-{:04x}-{:04x}-{:012x}", high >> 32, (high >> 16) & 0xFFFF,
                     high & 0xFFFF, low >> 48, low & 0xFFFFFFFFFFFFull);
}

Json Clock::carry_out(const Json& request) {
  if (stop_.wait(pace_.real(request.at("ms").get<double>()))) throw GaveUp{};
  return nullptr;
}

Json Remote::carry_out(const Json& request) {
  const std::string text = request.dump();
  const bool always_answers = request.at("do") == "lookup" || request.at("port") == "metrics";
  while (true) {
    natsMsg* raw = nullptr;
    const natsStatus status =
        natsConnection_RequestString(&raw, nats_.connection(), outside_subject.c_str(),
                                     text.c_str(), Milliseconds{1000}.count());
    const NatsMessage reply{raw};
    if (status == NATS_OK) return Json::parse(reply.data());
    limit_.wait();
    if (!always_answers) return "unknown";
  }
}

}  // namespace real
