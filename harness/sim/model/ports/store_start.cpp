#include <fmt/format.h>

#include <stdexcept>

#include "sim/model/ports/store_port.hpp"

namespace sim {

using eda::Json;

namespace {

/// The request of a handler that puts `row`. Throws std::invalid_argument for a row that the store
/// refuses.
Json put_request(const eda::Item& row) {
  try {
    RequestChannel channel;
    StoreProxy store{channel};
    eda::Task<eda::WriteResult> put = store.put(row);
    put.start();
    if (!channel.is_waiting()) (void)put.result();
    return channel.pending();
  } catch (const eda::InvalidRequest& refusal) {
    throw std::invalid_argument{fmt::format("Scenario::rows: {}", refusal.what())};
  }
}

}  // namespace

Effect StorePort::at_start() {
  Effect effect;
  TableState table;
  for (const eda::Item& given : rows_) {
    const OneWrite put = parsed_[std::size_t(learn(put_request(given), -1))].writes.front();
    RowState& row = table.at(put.key);
    if (row.version > 0)
      throw std::invalid_argument{
          fmt::format("Scenario::rows has two rows with the key {}", key_words(keys_[put.key]))};
    row.version = 1;
    row.value = put.value;
    row.expires = put.expires;
    expire_later(effect, row);
  }
  effect.state = states_.number(table.write());
  return effect;
}

}  // namespace sim
