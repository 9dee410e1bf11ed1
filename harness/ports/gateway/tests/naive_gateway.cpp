#include "naive_gateway.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace tested_ports {

using eda::Json;

namespace {
constexpr std::int64_t day_ms = 24 * 60 * 60'000;
}

brute_force::Answered NaiveGateway::answer(const Json& request,
                                           const brute_force::Circumstances& here) {
  if (request.at("do") == "lookup") {
    const Entry* found = latest(request.at("key"));
    here.seen.insert(found == nullptr ? "money not found" : "money found");
    Json reply = Json::object();
    if (found == nullptr) return {reply};
    reply["order"] = found->order;
    reply["cents"] = found->cents;
    reply["status"] = found->status;
    return {reply};
  }
  using Kind = sim::Weather::Kind;
  const bool is_slow = here.weather != nullptr && here.weather->kind == Kind::slow;
  if (here.weather != nullptr && !is_slow) {
    const bool hangs = here.weather->kind == Kind::hangs;
    here.seen.insert(hangs ? "the gateway hangs" : "the gateway is down");
    return {"unknown", hangs};
  }
  if (is_slow) here.seen.insert("the gateway is slow");
  NaiveGateway after = *this;
  const std::string reply = after.carry_out(request, here);
  const bool is_noticed = after.lines(here.now_ms) != lines(here.now_ms);
  enum Fate { done, lost, unheard };
  const int fates = here.left.unknowns_max == 0 ? 1 : is_noticed ? 3 : 2;
  const int fate = here.picks.pick(fates);
  if (fate != lost) *this = after;
  if (fate == done) return {reply, is_slow};
  here.seen.insert(fate == lost ? "payment unknown, not done" : "payment unknown, done");
  --here.left.unknowns_max;
  return {"unknown", is_slow};
}

std::string NaiveGateway::carry_out(const Json& request, const brute_force::Circumstances& here) {
  const std::string verb = request.at("do");
  if (verb == "charge" || verb == "authorise") return ask_for_money(request, here);
  Entry* const found = latest(request.at("key"));
  if (found == nullptr) return "declined";
  if (verb == "refund") {
    const bool was_taken = found->status == "charged" || found->status == "refunded";
    found->status = was_taken ? "refunded" : "voided";
    return "done";
  }
  if (found->status == "voided") return "declined";
  if (found->status == "authorised") found->status = "charged";
  return "done";
}

std::string NaiveGateway::ask_for_money(const Json& request,
                                        const brute_force::Circumstances& here) {
  const std::string key = request.at("key");
  for (const Entry& entry : entries_) {
    if (key.empty() || entry.key != key) continue;
    const bool is_remembered = here.now_ms < entry.at_ms + day_ms;
    here.seen.insert(is_remembered ? "a key again" : "a key again after a day");
    if (is_remembered) return entry.status == "declined" ? "declined" : "done";
  }
  Entry entry{
      .key = key, .order = request.at("order"), .cents = request.at("cents"), .at_ms = here.now_ms};
  const bool is_declined = request.at("card") == "declined";
  entry.status = is_declined ? "declined" : request.at("do") == "charge" ? "charged" : "authorised";
  entries_.push_back(entry);
  return is_declined ? "declined" : "done";
}

NaiveGateway::Entry* NaiveGateway::latest(const std::string& key) {
  Entry* found = nullptr;
  for (Entry& entry : entries_)
    if (entry.key == key && entry.status != "declined") found = &entry;
  return found;
}

/// For each key what was asked for under it, in that order; without a key in any order.
std::vector<std::string> NaiveGateway::lines(std::int64_t now_ms) const {
  std::vector<std::string> lines;
  std::map<std::string, int> count;
  for (const Entry& entry : entries_) {
    std::string line = entry.key;
    if (!entry.key.empty()) line += " " + std::to_string(++count[entry.key]);
    line += " " + entry.order + " " + std::to_string(entry.cents) + " " + entry.status;
    if (!entry.key.empty() && now_ms < entry.at_ms + day_ms)
      line += " at " + std::to_string(entry.at_ms);
    lines.push_back(line);
  }
  std::ranges::sort(lines);
  return lines;
}

std::string NaiveGateway::text(std::int64_t now_ms, std::set<std::string>& seen) const {
  std::string text;
  for (const Entry& entry : entries_)
    if (!entry.key.empty() && now_ms >= entry.at_ms + day_ms) seen.insert("an outdated id");
  for (const std::string& line : lines(now_ms)) text += "gateway " + line + "\n";
  return text;
}

Json NaiveGateway::held() const {
  std::vector<Entry> sorted = entries_;
  std::ranges::stable_sort(sorted, [](const Entry& a, const Entry& b) {
    if (a.key.empty() && b.key.empty())
      return std::tie(a.cents, a.order, a.status) < std::tie(b.cents, b.order, b.status);
    return a.key < b.key;
  });
  Json book = Json::array();
  for (const Entry& entry : sorted)
    book.push_back(Json::object({{"key", entry.key},
                                 {"order", entry.order},
                                 {"cents", entry.cents},
                                 {"status", entry.status}}));
  return Json::object({{"book", book}});
}

}  // namespace tested_ports
