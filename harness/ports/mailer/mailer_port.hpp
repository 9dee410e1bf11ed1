#pragma once

#include <string>
#include <vector>

#include "eda/mailer.hpp"
#include "sim/model/port.hpp"

namespace sim {

class MailerProxy final : public eda::Mailer {
 public:
  explicit MailerProxy(RequestChannel& channel) : channel_{channel} {}
  eda::Task<bool> send(std::string to, std::string text) override;

 private:
  RequestChannel& channel_;
};

/// The mailer: what it holds is the letters that were sent, in no order.
class MailerPort final : public Port {
 public:
  explicit MailerPort(std::vector<Weather> weather = {}) : weather_{std::move(weather)} {}

  bool has_weather(std::string_view target) const override { return target == name; }
  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  eda::Json show(int state) const override;
  bool has_book() const override { return true; }
  eda::Json book(int state) const override;

 private:
  static constexpr std::string_view name = "mailer";

  std::vector<Weather> weather_;
  JsonInterner actions_;
  IntsInterner states_;  ///< numbers of the actions that were carried out, sorted
};

}  // namespace sim
