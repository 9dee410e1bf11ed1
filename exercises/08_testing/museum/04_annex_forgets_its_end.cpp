// Annex: the saga that forgot that it was over.
//
// As read in the best-known tutorial on sagas, which ends by deleting its record, and has no test.
// Its own outbox would hide copies with the same message id; ours is a reading of the text, not a
// run. With a late copy after the end, a second saga begins, and it waits for ever.
// Rule (03): a fact that comes after the end announces nothing new. It is
// `deletes_the_record_at_the_end` of 03. Cure: a tombstone that outlives every retry.
#include "museum.hpp"

namespace forgets_its_end {

struct Ports {
  eda::Store& store;
  eda::Bus& bus;
};

/// Returns whether the order has been heard of before, and notes it.
eda::Task<bool> is_new(std::string key, Ports io) {
  eda::Item row{key, museum::waiting()};
  const eda::WriteResult made = co_await io.store.put(row, eda::Condition::absent());
  co_return made.ok();
}

eda::Task<> on_order(eda::Event order, Ports io) {
  const bool begins = co_await is_new("saga/" + order.subject, io);
  if (begins) co_await museum::say("museum.saga_begun", io);
}

eda::Task<> on_paid(eda::Event paid, Ports io) {
  (void)co_await io.store.erase("saga/" + paid.subject);
}

/// The cure: the record stays, and says that the order is over.
eda::Task<> on_paid_cured(eda::Event paid, Ports io) {
  const eda::Update over = eda::Update().set("status", "over");
  (void)co_await io.store.update("saga/" + paid.subject, over);
}

}  // namespace forgets_its_end
