#pragma once

#include <string>
#include <vector>

#include "eda/dead_letters.hpp"
#include "eda/delivery.hpp"
#include "eda/fifo.hpp"
#include "sim/model/request_channel.hpp"

// The interfaces of the queues. All three put their calls to one port.
namespace sim {

/// {"port": "fifo", "do": VERB}
eda::Json fifo_request(const char* verb);

class FifoProxy final : public eda::Fifo {
 public:
  explicit FifoProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> send(std::string group, std::string dedup_id, eda::Event event) override;
  eda::Task<> send(std::string queue, std::string group, std::string dedup_id,
                   eda::Event event) override;

 private:
  eda::Json request(std::string group, std::string dedup_id, const eda::Event& event) const;

  RequestChannel& channel_;
};

class DeliveryProxy final : public eda::Delivery {
 public:
  explicit DeliveryProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<> retry_after(eda::Duration delay) override;
  eda::Task<> park(std::string reason) override;

 private:
  RequestChannel& channel_;
};

class DeadLettersProxy final : public eda::DeadLetters {
 public:
  explicit DeadLettersProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<std::vector<eda::DeadLetter>> look(int at_most) override;
  eda::Task<> redrive(std::string receipt) override;
  eda::Task<> drop(std::string receipt) override;

 private:
  RequestChannel& channel_;
};

}  // namespace sim
