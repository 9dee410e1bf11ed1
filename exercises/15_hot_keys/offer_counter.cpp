#include <string>

#include "hot_keys.hpp"

namespace offers {

/// A till with a part of the vouchers. It is yours: change it as you like, or keep something else.
struct Shard {
  int taken = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Shard, taken)
};

eda::Key key_of(const Offer& offer, int shard) {
  return eda::Key{"offer/" + offer.id, std::to_string(shard)};
}

eda::Task<bool> claim_voucher(Offer offer, std::string order_id, Ports io) {
  const int shard = int(hash_of(order_id) % unsigned(shards_of(offer)));
  const auto row = co_await io.store.get<Shard>(key_of(offer, shard), eda::Read::strong);
  const bool has_some = row->taken < allowance(offer, shard);
  io.log.info(has_some ? "there is one left" : "this till has none left");
  // TODO 4: Take one, so that the store refuses what the till does not have. Who may come between
  //         your read and your write? And this order may have a voucher already: it asks twice, or
  //         your handler died, or an answer was lost. What has to be written in one piece?
  //         co_await io.store.transact_write(writes) makes all of `writes` or none.
  co_return false;
}

eda::Task<int> claimed(Offer offer, Ports io) {
  // TODO 5: How many orders have a voucher?
  io.log.info("the vouchers of " + offer.id);
  co_return 0;
}

eda::Task<> on_view(eda::Event view, Ports io) {
  // TODO 6: One more view, unless this one has been here before.
  io.log.info("a view: " + view.id);
  co_return;
}

eda::Task<int> views(std::string offer_id, Ports io) {
  io.log.info("the views of " + offer_id);
  // TODO 6, continued: How many?
  co_return 0;
}

}  // namespace offers
