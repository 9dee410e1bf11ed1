#pragma once

#include <string>

#include "real/lanes.hpp"

namespace real {

/// The event store in PostgreSQL. Appends are carried out one after another, so that positions have
/// no gaps.
class EventLog final : public Engine {
 public:
  /// `domain`: of the types that the service may append.
  EventLog(const std::string& address, const Limit& limit, std::string domain, Lanes subscribers)
      : postgres_{address},
        limit_{limit},
        domain_{std::move(domain)},
        subscribers_{std::move(subscribers)} {}

  Json carry_out(const Json& request) override;

 private:
  Json append(const Json& request);
  Json append_at(const Json& request, int length);
  static Json events_in(const Postgres::Rows& rows);

  Postgres postgres_;
  const Limit& limit_;
  std::string domain_;
  Lanes subscribers_;
};

}  // namespace real
