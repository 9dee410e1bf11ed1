#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "eda/announce.hpp"
#include "eda/bus.hpp"
#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/fifo.hpp"
#include "eda/ids.hpp"
#include "eda/log.hpp"
#include "eda/records.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The offers of the pizza company, on the night of the margherita: a voucher for each of the first
/// orders that ask.
///
/// What must hold, whatever happens:
///  1. No more orders are told "yes" than there are vouchers. When all is quiet, as many as there
///     are vouchers, or all that have asked.
///  2. All answers to one order agree. `claimed` is the number of orders that were told "yes".
///  3. All events of one order have one key. They are applied in sequence, also while the log gets
///     more partitions.
///  4. 200 claims that come within 2 seconds are answered within 6, from the first one on.
///  5. On a usual day no partition of eight takes more than three times the mean.
///  6. `views` is the number of different views.
namespace offers {

// Events. Those of an order have `orderId` and `offerId`.
/// {"offerId", "userId"}.
inline const std::string viewed = "com.pizzaco.offers.viewed";
/// `sequence` is 1, 2 and 3.
inline const std::string order_placed = "com.pizzaco.order.placed";
inline const std::string order_paid = "com.pizzaco.order.paid";
inline const std::string order_baked = "com.pizzaco.order.baked";
/// {"orderId", "offerId", "vouchers"}: the app asks for a voucher, and the claim goes into a queue.
inline const std::string order_claimed = "com.pizzaco.order.claimed";
/// {"orderId", "sequence"}: an event of an order has been applied.
inline const std::string record_applied = "com.pizzaco.offers.applied";

// Requests.
/// {"orderId", "offerId", "vouchers"}: a claim at the counter, past the queue.
inline const std::string claim_request = "com.pizzaco.offers.claim";
/// {"offerId", "vouchers"}.
inline const std::string claimed_request = "com.pizzaco.offers.claimed";
/// {"offerId"}.
inline const std::string views_request = "com.pizzaco.offers.views";
/// {"events"}, answered with the key of each.
inline const std::string keys_request = "com.pizzaco.offers.keys";
/// {"events"}, claims, answered with the group of each.
inline const std::string groups_request = "com.pizzaco.offers.groups";

struct Offer {
  std::string id;
  int vouchers = 0;  ///< number of them: at least 1, and 1000 in real life

  Offer(std::string id, int vouchers) : id{std::move(id)}, vouchers{vouchers} {}
};

enum class Turn {
  apply,   ///< it is the next one
  wait,    ///< one before it has not come yet: it is put aside until then
  ignore,  ///< it has been applied
};

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Ids& ids;
  eda::Clock& clock;
  eda::Log& log;
};

// Yours: keys.cpp. Pure functions.

/// Returns the partition key of an event of the five types above.
std::string key_for(const eda::Event& event);
/// Returns the group in which a claim waits in the queue: 1 to 128 letters, digits and punctuation.
/// Claims of one group are handled one at a time.
std::string group_for(const eda::Event& claim);
/// `applied`: the last sequence of this order that was applied, 0 at first. `sequence`: of a record
/// that has come.
Turn turn_of(int applied, int sequence);

// Yours: offer_counter.cpp. Any of them may run many times at once, for the same order too.

/// Resumes with true if this order has a voucher. A store that is busy, or whose answer is lost, is
/// cleared up inside.
eda::Task<bool> claim_voucher(Offer offer, std::string order_id, Ports io);
/// Resumes with the number of orders that have a voucher.
eda::Task<int> claimed(Offer offer, Ports io);
/// Counts a view. The same view may come again.
eda::Task<> on_view(eda::Event view, Ports io);
/// Resumes with the number of views.
eda::Task<int> views(std::string offer_id, Ports io);

// Given.

/// Number of shards that the vouchers of an offer are split into.
inline int shards_of(const Offer& offer) { return std::min(16, offer.vouchers); }
/// Number of vouchers of one shard, 0 … shards_of - 1. In all shards together: `offer.vouchers`. No
/// row says so: a shard whose row is missing has its whole allowance.
inline int allowance(const Offer& offer, int shard) {
  const int shards = shards_of(offer);
  return offer.vouchers / shards + (shard < offer.vouchers % shards ? 1 : 0);
}

/// Hash of a text, equal on each machine (FNV-1a). std::hash is not.
inline unsigned hash_of(const std::string& text) {
  std::uint32_t hash = 2'166'136'261u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16'777'619u;
  return hash;
}

inline std::string order_of(const eda::Event& event) { return event.data.at("orderId"); }
inline Offer offer_of(const eda::Event& event) {
  return Offer{event.data.at("offerId"), event.data.at("vouchers")};
}

inline eda::Task<bool> on_claim(eda::Event request, Ports io) {
  const bool has_one = co_await claim_voucher(offer_of(request), order_of(request), io);
  co_return has_one;
}

inline eda::Task<int> on_count_claimed(eda::Event request, Ports io) {
  const int count = co_await claimed(offer_of(request), io);
  co_return count;
}

inline eda::Task<int> on_count_views(eda::Event request, Ports io) {
  const std::string offer_id = request.data.at("offerId");
  const int count = co_await views(offer_id, io);
  co_return count;
}

inline eda::Task<eda::Json> on_list_names(eda::Event request, Ports) {
  const auto name_of = request.type == keys_request ? key_for : group_for;
  eda::Json names = eda::Json::array();
  for (const eda::Json& event : request.data.at("events"))
    names.push_back(name_of(eda::event_from_json(event)));
  co_return names;
}

/// Ports of the queue of claims: Ports, and two more.
struct QueuePorts {
  eda::Store& store;
  eda::Ids& ids;
  eda::Clock& clock;
  eda::Log& log;
  eda::Fifo& fifo;
  eda::Caller& caller;
};

inline eda::Task<> on_order_claimed(eda::Event claim, QueuePorts io) {
  const std::string group = group_for(claim);
  co_await io.fifo.send(group, claim.id, claim);
}

inline eda::Task<> on_queued_claim(eda::Event claim, QueuePorts io) {
  const Ports ports{io.store, io.ids, io.clock, io.log};
  const bool has_one = co_await claim_voucher(offer_of(claim), order_of(claim), ports);
  const eda::Json answer = has_one;
  co_await io.caller.answer(claim.id, answer);
}

inline const eda::Service service{
    "offers",
    "com.pizzaco.offers.",
    {eda::on({viewed}, on_view), eda::on({order_claimed}, on_order_claimed),
     eda::on_fifo(on_queued_claim), eda::on_requests({claim_request}, on_claim),
     eda::on_requests({claimed_request}, on_count_claimed),
     eda::on_requests({views_request}, on_count_views),
     eda::on_requests({keys_request, groups_request}, on_list_names)}};

/// Progress of an order, in the row "progress/<order>".
struct Progress {
  int applied = 0;      ///< the last sequence
  std::set<int> aside;  ///< records that wait

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Progress, applied, aside)
};

struct LanePorts {
  eda::Store& store;
  eda::Bus& bus;
  eda::Records& records;
};

inline eda::Task<> on_order_event(eda::Event event, LanePorts io) {
  const std::string key = key_for(event);
  (void)co_await io.records.append(key, event);
}

/// Publishes that an event of an order has been applied. A repetition publishes an equal fact.
inline eda::Task<> announce_applied(std::string order_id, int sequence, LanePorts io) {
  eda::Event fact{record_applied};
  fact.source = "offers";
  fact.id = order_id + "-applied-" + std::to_string(sequence);
  fact.data["orderId"] = order_id;
  fact.data["sequence"] = sequence;
  co_await eda::announce(fact, io);
}

/// Does with a record as turn_of says, and asks again about those that wait. It commits no place in
/// the log: after a crash it reads from the beginning, and has applied what it meets again.
inline eda::Task<> on_record(eda::Event record, LanePorts io) {
  const std::string order_id = order_of(record);
  bool is_written = false;
  while (!is_written) {
    auto row = co_await io.store.get<Progress>("progress/" + order_id, eda::Read::strong);
    row->aside.insert(record.data.at("sequence").get<int>());
    for (auto next = row->aside.begin(); next != row->aside.end();) {
      const int sequence = *next;
      const Turn turn = turn_of(row->applied, sequence);
      if (turn == Turn::wait) {
        ++next;
        continue;
      }
      if (turn == Turn::apply) {
        co_await announce_applied(order_id, sequence, io);
        row->applied = sequence;
      }
      row->aside.erase(sequence);
      next = row->aside.begin();
    }
    const eda::WriteResult result = co_await io.store.put_if_unchanged(row);
    is_written = result.ok();
  }
}

/// The log of the events of orders: its producer and its consumer.
inline const eda::Service lanes{"lanes",
                                "com.pizzaco.offers.",
                                {eda::on({order_placed, order_paid, order_baked}, on_order_event),
                                 eda::on_records("lanes", on_record)}};

}  // namespace offers
