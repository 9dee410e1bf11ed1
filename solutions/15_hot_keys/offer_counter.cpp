#include <string>
#include <vector>

#include "hot_keys.hpp"

namespace offers {

/// A till with a part of the vouchers.
struct Shard {
  int taken = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Shard, taken)
};

eda::Key key_of(const Offer& offer, int shard) {
  return eda::Key{"offer/" + offer.id, std::to_string(shard)};
}

/// The row of an order that has a voucher.
eda::Key key_of(const Offer& offer, const std::string& order_id) {
  return eda::Key{"voucher/" + offer.id + "/" + order_id};
}

/// Makes all writes or none. Resumes with false if the store refuses them.
eda::Task<bool> written(std::vector<eda::Write> writes, Ports io) {
  while (true) {
    const eda::WriteResult result = co_await io.store.transact_write(writes);
    if (result.ok()) co_return true;
    if (result.refused()) co_return false;
  }
}

eda::Task<bool> has_voucher(Offer offer, std::string order_id, Ports io) {
  const eda::Key key = key_of(offer, order_id);
  const auto row = co_await io.store.get<eda::Json>(key, eda::Read::strong);
  co_return row.exists();
}

/// Takes a voucher of one shard, unless that has none left or the order has one. The order's row is
/// in the same transaction, so a voucher and its order are never apart.
eda::Task<bool> take(Offer offer, int shard, std::string order_id, Ports io) {
  const eda::Key key = key_of(offer, shard);
  const int most = allowance(offer, shard);
  while (true) {
    const auto row = co_await io.store.get<Shard>(key, eda::Read::strong);
    if (row->taken >= most) co_return false;  // and never has one again
    const eda::Condition has_some =
        row.exists() ? eda::Condition::less("taken", most) : eda::Condition::absent();
    const std::vector<eda::Write> writes{
        eda::Write::update(key, eda::Update{}.add("taken", 1), has_some),
        eda::Write::update(key_of(offer, order_id), eda::Update{}.set("shard", shard),
                           eda::Condition::absent())};
    const bool is_taken = co_await written(writes, io);
    if (is_taken) co_return true;
    const bool has_one = co_await has_voucher(offer, order_id, io);
    if (has_one) co_return true;
  }
}

eda::Task<bool> claim_voucher(Offer offer, std::string order_id, Ports io) {
  const int shards = shards_of(offer);
  const int first = int(hash_of(order_id) % unsigned(shards));
  for (int i = 0; i < shards; ++i) {
    const bool is_taken = co_await take(offer, (first + i) % shards, order_id, io);
    if (is_taken) co_return true;
  }
  // All are taken. One of them may be this order's.
  const bool has_one = co_await has_voucher(offer, order_id, io);
  co_return has_one;
}

eda::Task<int> claimed(Offer offer, Ports io) {
  const std::string partition = key_of(offer, 0).partition;
  int sum = 0;
  const auto rows = co_await io.store.query<Shard>(partition, eda::Read::strong);
  for (const auto& row : rows) sum += row->taken;
  co_return sum;
}

constexpr unsigned view_shards = 16;

/// Views commute, so any shard will do. The view's own row says that it has been counted.
eda::Task<> on_view(eda::Event view, Ports io) {
  const std::string offer_id = view.data.at("offerId");
  const std::string shard = std::to_string(hash_of(view.id) % view_shards);
  const std::vector<eda::Write> writes{
      eda::Write::update(eda::Key{"views/" + offer_id, shard}, eda::Update{}.add("count", 1)),
      eda::Write::update("view/" + view.id, eda::Update{}.set("counted", true),
                         eda::Condition::absent())};
  (void)co_await written(writes, io);
}

eda::Task<int> views(std::string offer_id, Ports io) {
  const std::string partition = "views/" + offer_id;
  int sum = 0;
  const auto rows = co_await io.store.query<eda::Json>(partition, eda::Read::strong);
  for (const auto& row : rows) sum += row->at("count").get<int>();
  co_return sum;
}

}  // namespace offers
