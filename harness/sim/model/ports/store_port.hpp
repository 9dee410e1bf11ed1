#pragma once

#include <deque>
#include <string>
#include <vector>

#include "eda/store.hpp"
#include "sim/model/port.hpp"
#include "sim/model/ports/table.hpp"

namespace sim {

/// The eda::Store of a handler, which sends each call over the channel.
class StoreProxy final : public eda::Store {
 public:
  explicit StoreProxy(RequestChannel& channel) : channel_{channel} {}

  eda::Task<eda::WriteResult> transact_write(std::vector<eda::Write> writes,
                                             std::string client_token) override;

 private:
  eda::Task<eda::Item> read_row(eda::Key key, eda::Read read) override;
  eda::Task<std::vector<eda::Item>> read_rows(std::string partition, eda::Read read) override;
  eda::Task<eda::Page<eda::Json>> read_page(std::string partition, std::string after,
                                            eda::Read read) override;
  eda::Task<std::vector<eda::Item>> read_all(std::string prefix) override;
  eda::Task<eda::WriteResult> write(eda::Write write) override;

  RequestChannel& channel_;
};

/// The table itself: eventual reads, conditional writes, transactions, TTL, item stream.
class StorePort final : public Port {
 public:
  /// `change_handlers` get every change, in order for each key. The rest: see Scenario.
  StorePort(SharedTables& tables, int own_number, std::vector<int> change_handlers, Instant start,
            std::vector<eda::Item> rows = {}, StoreLimits limits = {});

  Effect at_start() override;
  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  bool is_independent(int action, int state) const override;
  bool may_be_independent(int action) const override;
  int invalidated_reductions() const override { return rows_can_vanish_ ? 1 : 0; }
  std::vector<Touch> touches(int action) override;
  int acknowledge(int lane) override;
  int forget(int state, Budget left) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  int version(int action, int state) const override;
  eda::Json show(int state) const override;

 private:
  enum class Verb { get, query, query_page, scan, write, transact, expire, acknowledge };
  struct OneWrite {
    enum class Kind { put, update, erase, check };
    Kind kind = Kind::put;
    int key = 0;
    int condition = 0;               ///< number of the tests
    int value = 0;                   ///< number of the value or of the update's steps
    int expires = RowState::absent;  ///< number of the moment
    bool only_version = false;       ///< the condition is just that the version is `version`
    int version = 0;
  };
  struct Action {
    Verb verb = Verb::get;
    bool strong = false;
    int key = 0;           ///< get, expire; acknowledge: the lane
    std::string prefix{};  ///< query, query_page, scan
    std::string after{};   ///< query_page
    std::vector<OneWrite> writes{};
    int token = -1;
    int all_writes = 0;  ///< number of `writes` as requested; only with a token
  };

  OneWrite parse_write(const eda::Json& json);
  std::vector<Effect> read(const Action& action, const Situation& situation);
  std::vector<Effect> read_many(const Action& action, const Situation& situation);
  std::vector<Effect> write(const Action& action, const Situation& situation);
  std::vector<Effect> expire(const Action& action, const Situation& situation);
  Effect acknowledged(const Action& action, const Situation& situation);
  static void tell_version(Effect& effect, const OneWrite& write, TableState& table);
  Effect written(const Action& action, const Situation& situation);
  void check_total(const Action& action, TableState& table) const;
  bool allowed(const OneWrite& write, const RowState* row) const;
  void change(Effect& effect, TableState& table, const OneWrite& write, const Situation& situation);
  void expire_later(Effect& effect, const RowState& row);
  void set(Effect& effect, TableState& table, RowState& row, int value, int expires,
           const Situation& situation, bool by_ttl);
  eda::Json told_row(const RowState& row, int versions_back) const;
  bool selected(const Action& action, const RowState& row) const;
  int signal(Verb verb, int key);
  /// The moment of that number, since the start of the scenario.
  std::int64_t ms_of(int expires) const;

  SharedTables& tables_;
  int own_number_;
  std::vector<int> change_handlers_;
  Instant start_;
  std::vector<eda::Item> rows_;  ///< at the start
  StoreLimits limits_;
  JsonInterner keys_, values_, actions_;
  JsonInterner things_;  ///< things that actions touch
  IntsInterner states_;
  std::deque<Action> parsed_;
  std::vector<int> forgotten_;    ///< by state: that state without old values; -1: not known
  bool rows_can_vanish_ = false;  ///< some action deletes a row or gives it a TTL
};

}  // namespace sim
