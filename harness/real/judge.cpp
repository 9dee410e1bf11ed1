#include "real/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "real/bus.hpp"

namespace real {

Judge::Judge(const Plan& plan, int orders)
    : plan_{plan}, orders_{orders}, facts_(std::size_t(orders) + 1) {
  for (const auto* ends : {&plan_.ends, &plan_.ends_of_incomplete})
    for (const Plan::End& end : *ends) types_.insert(end.types.begin(), end.types.end());
  for (int order = 1; order <= orders_; ++order)
    for (const Json& event : plan_.all_events(order)) order_by_request_[event.at("id")] = order;
}

int Judge::order_of(const Json& event) const {
  if (!event.contains("data") || !event.at("data").is_object()) return 0;
  const Json& data = event.at("data");
  if (event.at("type") == answered) {
    const auto found = order_by_request_.find(data.value("request", std::string{}));
    return found == order_by_request_.end() ? 0 : found->second;
  }
  if (!data.contains(plan_.order_in) || !data.at(plan_.order_in).is_string()) return 0;
  const std::string name = data.at(plan_.order_in);
  int order = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), order);
  const bool is_whole = read.ptr == name.data() + name.size();
  return is_whole && order >= 1 && order <= orders_ ? order : 0;
}

bool Judge::take(const std::string& text, std::uint64_t number) {
  const Json event = Json::parse(text);
  if (!types_.contains(event.at("type")) || !seen_.insert(number).second) return false;
  ++on_the_wire_;
  const int order = order_of(event);
  if (order == 0) {
    wrong_.push_back("an end names no order of this run: " + text);
    return false;
  }
  auto& facts = facts_[std::size_t(order)];
  const bool had_ended = has_ended(order);
  const auto [fact, is_new] =
      facts.try_emplace({event.at("source"), event.at("id")}, Fact{event.at("type"), text});
  if (fact->second.text != text)
    wrong_.push_back(fmt::format("order {}: two copies of a fact differ:\n    {}\n    {}", order,
                                 fact->second.text, text));
  if (!had_ended && has_ended(order)) ++ended_;
  return is_new;
}

int Judge::count_of(int order, const Plan::End& end) const {
  const auto& facts = facts_[std::size_t(order)];
  return int(std::count_if(facts.begin(), facts.end(), [&](const auto& fact) {
    return std::find(end.types.begin(), end.types.end(), fact.second.type) != end.types.end();
  }));
}

bool Judge::has_ended(int order) const {
  const auto& ends = plan_.ends_of(order);
  return std::all_of(ends.begin(), ends.end(),
                     [&](const Plan::End& end) { return count_of(order, end) >= end.count; });
}

Judge::Verdict Judge::verdict() const {
  Verdict verdict{.on_the_wire = on_the_wire_, .wrong = wrong_};
  for (int order = 1; order <= orders_; ++order) {
    const auto& facts = facts_[std::size_t(order)];
    for (const auto& [name, fact] : facts) ++verdict.distinct[fact.type];
    if (plan_.is_complete(order) && plan_.lacks_one_every > 0)
      for (const Plan::End& end : plan_.ends_of_incomplete)
        verdict.given_up += int(count_of(order, end) > 0);
    int allowed = 0;
    bool is_right = true;
    for (const Plan::End& end : plan_.ends_of(order)) {
      allowed += end.count;
      is_right = is_right && count_of(order, end) == end.count;
    }
    if (is_right && int(facts.size()) == allowed) continue;
    verdict.wrong_orders.push_back(order);
    std::string found;
    for (const auto& [name, fact] : facts)
      found += fmt::format("{}{} (id {})", found.empty() ? "" : ", ", fact.type, name.second);
    verdict.wrong.push_back(fmt::format("order {}: {}{}", order,
                                        found.empty() ? "it has no end" : found,
                                        plan_.is_complete(order) ? "" : "; it lacks an event"));
  }
  return verdict;
}

}  // namespace real
