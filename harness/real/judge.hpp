#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "real/plan.hpp"

namespace real {

/// Judge of a run: each order has exactly the ends that its plan lists, each of them one fact, and
/// all copies of a fact are equal to the last byte.
class Judge {
 public:
  Judge(const Plan& plan, int orders);

  /// Takes an event of the bus or of the event store. `number`: of the event in its stream; the
  /// same number again counts for nothing. Returns true for a new end.
  bool take(const std::string& text, std::uint64_t number);
  /// Number of the order that an event is about; 0: none of this run.
  int order_of(const Json& event) const;
  /// Number of orders that have as many ends as they must have.
  int ended() const { return ended_; }

  struct Verdict {
    std::map<std::string, int> distinct{};  ///< facts by type
    int on_the_wire = 0;                    ///< with their copies
    std::vector<std::string> wrong{};       ///< a sentence for each order that is wrong, or copy
    std::vector<int> wrong_orders{};
    /// Orders that lacked nothing and have an end of those that do. Their events were handled too
    /// late, or the store has lost one: the judge cannot tell.
    int given_up = 0;
  };
  Verdict verdict() const;

 private:
  struct Fact {
    std::string type, text;
  };
  using Name = std::pair<std::string, std::string>;  ///< source, id
  int count_of(int order, const Plan::End& end) const;
  bool has_ended(int order) const;

  Plan plan_;
  int orders_;
  std::set<std::string> types_;                            ///< of ends
  std::unordered_map<std::string, int> order_by_request_;  ///< id -> order
  std::vector<std::map<Name, Fact>> facts_;                ///< by order
  std::set<std::uint64_t> seen_;
  std::vector<std::string> wrong_;
  int ended_ = 0, on_the_wire_ = 0;
};

}  // namespace real
