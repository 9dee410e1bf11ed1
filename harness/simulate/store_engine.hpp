#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "simulate/engine.hpp"

namespace sim {

/// The store, as in StorePort: eventual reads, conditional writes, transactions, TTL, item stream.
class StoreEngine final : public Engine {
 public:
  struct Setting {
    int own_number = 0;
    std::vector<int> change_handlers{};  ///< subscriptions to the item stream
    bool has_stale_reads = false;        ///< keeps old values for them
    int writes_per_row = 0;              ///< see Load
  };
  StoreEngine(const Scenario& scenario, Setting setting);

  Performed at_start() override;
  Performed carry_out(const Json& request, const Call& call) override;
  Performed signalled(int expiry, const Call& call) override;
  Performed acknowledged(int lane, const Call& call) override;
  void add_busy(BusyTimes& busy) const override;
  /// Rows that have not expired at `now_ms`, and their bytes as DynamoDB counts them.
  Json size(std::int64_t now_ms) const;
  /// Number of writes above Setting::writes_per_row.
  std::uint64_t throttled() const { return throttled_; }

 private:
  using Key = std::pair<std::string, std::string>;  ///< partition and sort
  using Value = std::optional<Json>;                ///< absent: there is no row
  /// A deleted row stays here, so that versions only grow.
  struct Row {
    int number = 0;
    int version = 0;
    Value value{};
    std::optional<std::int64_t> expires{};  ///< milliseconds since 1970
    std::deque<Value> older{};              ///< newest first
    double writes_left = 0;
    std::int64_t refilled_ms = 0;
    std::int64_t writes = 0;  ///< that it took
  };
  struct Change {
    const Key* key;
    Row* row;
    Value value;
    std::optional<std::int64_t> expires;
    bool is_put_of_version;  ///< its reply may need the new version
  };
  using Tokens = std::map<std::string, Json>;  ///< client token -> its writes
  struct TokenAge {
    std::int64_t until_ms;
    Tokens::iterator token;
  };

  std::pair<const Key, Row>& row_at(const Json& key);
  Performed read(const Json& request, const Call& call) const;
  Performed read_many(const Json& request, const Call& call) const;
  Performed write(const Json& request, const Call& call);
  std::optional<std::vector<Change>> planned(const Json& request);
  Change change_by(const Json& write, std::pair<const Key, Row>& at) const;
  Performed carried_out(const Json& request, std::vector<Change>& changes, const Call& call);
  void forget_tokens(std::int64_t now_ms);
  bool takes(const Json& writes, std::int64_t now_ms);
  void set(Performed& performed, Change& change, bool by_ttl);
  void tell(Performed& performed, const Change& change, const Value& before, bool by_ttl);
  void expire_later(Performed& performed, const Key& key, const Row& row);
  std::int64_t since_start(std::int64_t expires) const;
  static Json told(const Row& row, std::size_t versions_back = 0);

  Setting setting_;
  Instant start_;
  StoreLimits limits_;
  std::vector<eda::Item> rows_at_start_;
  std::map<Key, Row> rows_;
  Tokens tokens_;
  std::deque<TokenAge> tokens_by_age_;  ///< oldest first
  std::map<int, const Key*> expiries_;  ///< by signal
  int expiries_count_ = 0;
  std::uint64_t throttled_ = 0;
  std::map<int, std::deque<Consignment>> lanes_;  ///< the first of each is being handled
};

}  // namespace sim
