#pragma once

#include <optional>
#include <string>
#include <vector>

#include "real/lanes.hpp"
#include "real/stored_row.hpp"

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
  StoredRow lock_row(const Json& key);
  Json read_many(const Json& request);
  Json write(const Json& request);
  Json transact(const Json& request);
  bool knows_token(const Json& request);
  std::optional<std::vector<StoredRow>> locked(const Json& writes);
  void set(const Json& key, const StoredRow& before, const StoredRow& after, bool by_ttl);

  Postgres postgres_;
  const Limit& limit_;
  const Pace& pace_;
  Lanes changes_;
};

}  // namespace real
