#include <algorithm>

#include "tests/brute_force_world.hpp"

// Reads of several rows, and the item stream, as plainly as they can be said.
namespace brute_force {

using eda::Subscription;

/// Returns the reply to a query or scan. A stale one has an earlier state of one of the rows.
Json World::read_many(const Json& asks) {
  const std::string prefix = asks.at("prefix").get<std::string>();
  const auto is_asked_for = [&](const std::string& key) {
    const std::string partition = Json::parse(key).at(0).get<std::string>();
    if (asks.at("do") == "scan") return partition.starts_with(prefix);
    const std::string after = asks.value("after", "");
    return partition == prefix && (after.empty() || Json::parse(key).at(1) > after);
  };
  const auto answer = [&](const std::string& stale_key, const Json& stale) {
    Json told = Json::array();
    for (const auto& [key, replies] : rows_) {
      if (!is_asked_for(key)) continue;
      Json row = key == stale_key ? stale : replies.back();
      if (row.at("version") == 0) continue;
      row["key"] = Json::parse(key);
      told.push_back(row);
    }
    return asks.at("do") == "scan" ? told : on_a_page(asks, told);
  };
  std::vector<Json> options{answer("", {})};
  if (asks.at("strong") == false && left_.stale_reads_max > 0)
    for (const auto& [key, replies] : rows_) {
      if (!is_asked_for(key)) continue;
      for (const Json& earlier : replies) {
        const Json told = answer(key, earlier);
        if (std::count(options.begin(), options.end(), told) == 0) options.push_back(told);
      }
    }
  const int option = picks_.pick(int(options.size()));
  if (option > 0) {
    see("stale query");
    --left_.stale_reads_max;
  }
  return options[std::size_t(option)];
}

/// Returns the reply to a query of these rows, where pages have few rows.
Json World::on_a_page(const Json& asks, const Json& rows) const {
  const std::size_t size = std::size_t(scenario_.store.page_size);
  const bool is_page = asks.at("do") == "query_page";
  if (!is_page && (size == 0 || rows.size() <= size)) return rows;
  if (!is_page) {
    see("a query of more than a page");
    return Json::object({{"invalid", "query \"" + asks.at("prefix").get<std::string>() +
                                         "\": its rows do not fit on one page of " +
                                         std::to_string(size) + ". Read them with query_page."}});
  }
  Json page = Json::object({{"rows", Json::array()}, {"next", ""}});
  for (const Json& row : rows) {
    page["rows"].push_back(row);
    if (page.at("rows").size() != size) continue;
    page["next"] = row.at("key").at(1);
    see(rows.size() > size ? "a page, and rows after it" : "the last page, full");
    break;
  }
  return page;
}

/// Each row that has changed since `before` is told to those who listen to changes, for each key in
/// order.
void World::tell_of_changes(const Rows& before) {
  for (const auto& [key, replies] : Rows{rows_}) {
    const auto earlier = before.find(key);
    const std::size_t known = earlier == before.end() ? 1 : earlier->second.size();
    if (replies.size() == known) continue;
    const Json old_row = replies[replies.size() - 2], new_row = replies.back();
    const Json old_value = old_row.value("value", Json{}), value = new_row.value("value", Json{});
    Event record{value.is_null()       ? "eda.store.removed"
                 : old_value.is_null() ? "eda.store.inserted"
                                       : "eda.store.modified"};
    const Json parts = Json::parse(key);
    const std::string partition = parts.at(0).get<std::string>(), sort = parts.at(1);
    record.source = "store";
    record.id =
        partition + (sort.empty() ? "" : "#" + sort) + "-" + std::to_string(replies.size() - 1);
    record.data = {{"partition", partition},
                   {"sort", sort},
                   {"before", old_value},
                   {"after", value},
                   {"version", new_row.at("version")},
                   {"byTtl", false}};
    for (int hears = 0; hears < int(listeners_.size()); ++hears) {
      if (listeners_[std::size_t(hears)].subscription->to != Subscription::To::changes) continue;
      see("a change heard");
      line_up("changes of " + key, hears, record);
    }
  }
}

/// Delivers `event` now if its lane is free, else when all before it have been handled.
void World::line_up(const std::string& group, int listener, const Event& event) {
  std::vector<Event>& lane = lanes_[{group, listener}];
  lane.push_back(event);
  if (lane.size() > 1)
    see("a lane waits");
  else
    enter(listener, event, group);
}

}  // namespace brute_force
