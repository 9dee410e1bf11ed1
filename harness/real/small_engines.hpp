#pragma once

#include <random>
#include <string>

#include "real/nats.hpp"
#include "real/postgres.hpp"

namespace real {

/// Timers of one service: rows of a table, by name.
class Timers final : public Engine {
 public:
  Timers(const std::string& address, const Limit& limit, std::string service)
      : postgres_{address}, limit_{limit}, service_{std::move(service)} {}
  Json carry_out(const Json& request) override;

 private:
  Postgres postgres_;
  const Limit& limit_;
  std::string service_;
};

/// Random UUIDs (RFC 9562, version 4).
class Ids final : public Engine {
 public:
  Json carry_out(const Json& request) override;

 private:
  std::mt19937_64 random_{std::random_device{}()};
};

/// Waits of a handler, in the handlers' time.
class Clock final : public Engine {
 public:
  Clock(const Pace& pace, const Stop& stop) : pace_{pace}, stop_{stop} {}
  Json carry_out(const Json& request) override;

 private:
  const Pace& pace_;
  const Stop& stop_;
};

/// A service outside: payment gateway, mailer, metrics. A process that no fault strikes carries
/// out its requests (see Outside); no answer within a second means `unknown`.
class Remote final : public Engine {
 public:
  Remote(Nats& nats, const Limit& limit) : nats_{nats}, limit_{limit} {}
  Json carry_out(const Json& request) override;

 private:
  Nats& nats_;
  const Limit& limit_;
};

/// Subject of the requests to services outside.
inline const std::string outside_subject = "outside";

}  // namespace real
