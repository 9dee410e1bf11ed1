#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "real/lanes.hpp"

namespace real {

/// The store in PostgreSQL: the rows of one table. Conditions, updates, pages and refusals are the
/// simulated store's own functions. All reads are strong.
class Store final : public Engine {
 public:
  /// `address`: as for libpq. `changes`: subscribers to the item stream.
  Store(const std::string& address, const Limit& limit, const Pace& pace, Lanes changes)
      : postgres_{address}, limit_{limit}, pace_{pace}, changes_{std::move(changes)} {}

  Json carry_out(const Json& request) override;
  /// Removes rows that have expired, up to 16. Returns their number.
  int remove_expired();

 private:
  struct Found {
    int version = 0;  ///< counts writes; also of a row that was erased
    std::optional<Json> value{};
    SqlValue expires{};
  };
  Found lock_row(const Json& key);
  Json read_many(const Json& request);
  Json write(const Json& request);
  Json transact(const Json& request);
  bool knows_token(const Json& request);
  std::optional<std::vector<Found>> locked(const Json& writes);
  Json change(const Json& write, const Found& before);
  int set(const Json& key, const Found& before, const std::optional<Json>& value,
          const SqlValue& expires, bool by_ttl);

  Postgres postgres_;
  const Limit& limit_;
  const Pace& pace_;
  Lanes changes_;
};

}  // namespace real
