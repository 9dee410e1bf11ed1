#pragma once

#include <deque>
#include <string>
#include <vector>

#include "eda/gateway.hpp"
#include "sim/model/port.hpp"

namespace sim {

class GatewayProxy final : public eda::Gateway {
 public:
  explicit GatewayProxy(RequestChannel& channel) : channel_{channel} {}

  eda::Task<eda::Paid> charge(std::string key, std::string order, std::string card,
                              int cents) override;
  eda::Task<eda::Paid> authorise(std::string key, std::string order, std::string card,
                                 int cents) override;
  eda::Task<eda::Paid> capture(std::string key) override;
  eda::Task<eda::Paid> refund(std::string key) override;
  eda::Task<std::optional<eda::Charge>> lookup(std::string key) override;

 private:
  eda::Task<eda::Paid> pay(eda::Json request);

  RequestChannel& channel_;
};

/// The gateway: what it holds is its book, and for how long each key still gets the same answer.
class GatewayPort final : public Port {
 public:
  explicit GatewayPort(std::vector<Weather> weather = {}) : weather_{std::move(weather)} {}

  bool has_weather(std::string_view target) const override { return target == name; }
  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  eda::Json show(int state) const override;
  bool has_book() const override { return true; }
  eda::Json book(int state) const override;

 private:
  struct Entry {
    int key = 0, order = 0, cents = 0;
    int status = 0;    ///< number in statuses
    int until_ms = 0;  ///< the key gets the same answer before that; 0: it is a new key
  };
  using Book = std::vector<Entry>;  ///< by key; entries of one key in the order of their making

  static constexpr std::string_view name = "gateway";
  Book read(int state) const;
  int write(const Book& book);
  /// The latest entry under `key` that was not declined; null: none.
  static const Entry* latest(const Book& book, int key);
  /// State and reply after `action` has been carried out.
  Effect carried_out(int action, const Situation& situation);
  Effect asked_for_money(const eda::Json& request, const Situation& situation);

  std::vector<Weather> weather_;
  JsonInterner actions_, texts_;
  IntsInterner states_;
};

}  // namespace sim
