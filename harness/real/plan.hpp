#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "eda/json.hpp"

namespace real {

using eda::Json;

/// Load of an activity and the ends that each of its orders must have: exercises/NN_name/real.json.
struct Plan {
  /// An event of each order. `{order}` in its texts is the number of the order.
  struct Template {
    Json event;
    /// It is published once an event of this type, or the answer to the request of this id, has
    /// been seen; empty: at once.
    std::string after{};
    int every = 0;                  ///< each order whose number it divides has `changes`; 0: none
    Json changes = Json::object();  ///< merged into the event
  };
  /// So many facts, told apart by (`source`, `id`), must have one of these types.
  struct End {
    std::vector<std::string> types;
    int count = 1;
  };
  /// A mistake that runs have not found, and the family of tests that finds it.
  struct Unseen {
    std::string answer, family;
  };

  double scale = 60;     ///< minutes of the handlers in a minute
  std::string order_in;  ///< member of `data` that names the order of an end
  std::vector<Template> events;
  int lacks_one_every = 0;  ///< each order whose number it divides lacks an event; 0: none does
  std::vector<End> ends;
  std::vector<End> ends_of_incomplete;  ///< of an order that lacks an event
  bool ends_in_event_store = false;     ///< they are events of the event store, not of the bus
  Unseen unseen{};

  bool is_complete(int order) const { return lacks_one_every == 0 || order % lacks_one_every != 0; }
  const std::vector<End>& ends_of(int order) const {
    return is_complete(order) ? ends : ends_of_incomplete;
  }
  /// Events of an order that are published at once.
  std::vector<Json> first_events(int order) const;
  /// Events of an order that follow an event of `type`, or the answer to the request `id`.
  std::vector<Json> events_after(int order, const std::string& type, const std::string& id) const;
  /// All events of an order, whenever they are published.
  std::vector<Json> all_events(int order) const;

 private:
  static Json made(const Template& one, int order);
};

/// Throws std::runtime_error with the name of the file and the flaw.
Plan read_plan(const std::filesystem::path& file);
/// `json`: contents of a real.json.
Plan plan_from(const Json& json);

}  // namespace real
