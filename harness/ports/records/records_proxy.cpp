#include <fmt/format.h>

#include "eda/detail/hash.hpp"
#include "eda/detail/random.hpp"
#include "eda/detail/text.hpp"
#include "ports/records/coordinator.hpp"
#include "ports/records/records_port.hpp"

namespace eda {

int partition_of(std::string_view key, int partitions) {
  std::uint64_t hash = detail::hash_of(key);
  return int(detail::random_number(hash) % std::uint64_t(partitions));
}

}  // namespace eda

namespace sim {

using eda::CommitResult, eda::Json, eda::Offset, eda::Task;

namespace {

/// Throws InvalidRequest for what the log refuses whatever it holds: limits.md.
void check_records_request(const Json& request) {
  const std::string verb = request.at("do");
  const auto refuse = [&](const std::string& why) {
    throw eda::InvalidRequest{fmt::format("records {}: {}", verb, why)};
  };
  if (verb == "commit") {
    if (request.at("partition") < 0 || request.at("next") < 0)
      refuse(fmt::format("the offset is {} in partition {}. Both count from 0.",
                         request.at("next").get<int>(), request.at("partition").get<int>()));
    return;
  }
  const std::string key = request.at("key");
  if (key.empty()) refuse("the key is empty.");
  const std::size_t bytes =
      key.size() + request.at("event").dump(-1, ' ', false, Json::error_handler_t::replace).size();
  if (bytes > eda::limits::record_bytes_max)
    refuse(fmt::format("the record has {} bytes. The log takes up to {}.", bytes,
                       eda::limits::record_bytes_max));
}

}  // namespace

Json records_request(const char* verb) {
  Json request = Json::object();
  request["port"] = "records";
  request["do"] = verb;
  return request;
}

Task<Offset> RecordsProxy::append(std::string key, Event record) {
  Json request = records_request("append");
  request["key"] = std::move(key);
  request["event"] = channel_.to_json(record, "records append");
  const Json reply = co_await channel_.send(std::move(request), check_records_request);
  const Offset place{reply.at("partition").get<int>(), reply.at("offset").get<int>()};
  co_return place;
}

Task<CommitResult> RecordsProxy::commit(Offset next) {
  Json request = records_request("commit");
  request["partition"] = next.partition;
  request["next"] = next.number;
  const Json reply = co_await channel_.send(std::move(request), check_records_request);
  if (reply.contains("invalid")) throw eda::InvalidRequest{reply.at("invalid").get<std::string>()};
  const auto outcome = reply.at("result") == "committed" ? CommitResult::Outcome::committed
                       : reply.at("result") == "fenced"  ? CommitResult::Outcome::fenced
                                                         : CommitResult::Outcome::unknown;
  co_return CommitResult{outcome};
}

Task<> RecordsProxy::rebalance() {
  Json request = records_request("rebalance");
  co_await channel_.send(std::move(request));
}

}  // namespace sim

namespace records {

namespace {

struct Ports {
  eda::Records& records;
};

eda::Task<> coordinate(eda::Event, Ports io) {
  co_await dynamic_cast<sim::RecordsProxy&>(io.records).rebalance();
}

constexpr const char* rebalance_type = "eda.rebalance";

}  // namespace

eda::Service coordinator() {
  return {"coordinator", "eda.", {eda::on({rebalance_type}, coordinate)}};
}

sim::Arrival rebalance(eda::Duration at, int number) {
  eda::Event event{rebalance_type};
  event.source = "coordinator";
  event.id = fmt::format("rebalance-{}", number);
  return {event, at};
}

}  // namespace records
