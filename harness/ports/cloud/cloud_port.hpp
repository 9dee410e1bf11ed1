#pragma once

#include <optional>
#include <string>
#include <vector>

#include "eda/cloud.hpp"
#include "sim/model/port.hpp"

namespace sim {

class CloudProxy final : public eda::Cloud {
 public:
  explicit CloudProxy(RequestChannel& channel) : channel_{channel} {}

  eda::Task<eda::CreateResult> create(eda::Resource resource) override;
  eda::Task<std::optional<eda::Resource>> describe(std::string kind, std::string name) override;
  eda::Task<std::vector<eda::Resource>> list(std::string kind) override;
  eda::Task<eda::ChangeResult> erase(std::string kind, std::string name) override;

 private:
  RequestChannel& channel_;
};

/// The control plane: its resources, what was erased, and the latest change as long as a read may
/// miss it.
class CloudPort final : public Port {
 public:
  /// `may_be_stale`: a read may miss the latest change in this scenario.
  explicit CloudPort(bool may_be_stale = true) : may_be_stale_{may_be_stale} {}

  int learn(const eda::Json& action, int service) override;
  std::vector<Effect> step(int action, const Situation& situation) override;
  std::vector<Touch> touches(int action) override;
  int forget(int state, Budget left) override;
  Request request(int action) const override;
  Reply reply(int action, const eda::Json& json) const override;
  /// Settings by kind and name, as a page draws them.
  eda::Json show(int state) const override;
  bool has_book() const override { return true; }
  eda::Json book(int state) const override;

 private:
  /// Numbers of ids are those of texts_; a resource is an action that has created it.
  struct State {
    int latest = -1;  ///< resource that was created or erased last; -1: each read sees all
    int was_created = 0;
    int at_ms = 0;                 ///< of that change
    std::vector<int> erased{};     ///< ids, sorted
    std::vector<int> resources{};  ///< actions, sorted
  };
  State read(int state) const;
  int write(const State& state);
  /// Position in state.resources; absent: there is none of that id.
  std::optional<std::size_t> find(const State& state, int id) const;
  /// Keeps the change that reads may miss from now on, if such a fault is left.
  static void note_change(State& state, int resource, bool is_created, const Situation& situation);
  /// The state as before its latest change; absent: it is too long ago, or no such fault is left.
  std::optional<State> before_the_latest(const State& state, const Situation& situation) const;
  std::vector<Effect> create(int action, const Situation& situation);
  std::vector<Effect> erase(int action, const Situation& situation);
  std::vector<Effect> look(int action, const Situation& situation) const;
  /// Resources that a request is for, as a reader gets them.
  eda::Json seen(int action, const State& state) const;

  bool may_be_stale_;
  JsonInterner actions_, texts_;
  std::vector<int> ids_;  ///< number of the id, or kind, that an action names
  IntsInterner states_;
};

}  // namespace sim
