#include "sim/model/ports/store_rules.hpp"

#include <fmt/format.h>

#include "eda/invalid_request.hpp"
#include "eda/limits.hpp"
#include "sim/model/ports/table.hpp"

namespace sim {

Json result_json(const char* result) { return Json::object({{"result", result}}); }

Json told_rows(const std::string& verb, const std::string& prefix, const StoreLimits& limits,
               Json rows) {
  const auto size = std::size_t(limits.page_size);
  if (verb == "query" && size > 0 && rows.size() > size)
    return Json::object(
        {{"invalid", fmt::format("query \"{}\": its rows do not fit on one page of {}. Read them "
                                 "with query_page.",
                                 prefix, size)}});
  if (verb != "query_page") return rows;
  const bool is_full = size > 0 && rows.size() >= size;
  if (is_full) rows.erase(rows.begin() + limits.page_size, rows.end());
  Json page = Json::object({{"rows", rows}, {"next", ""}});
  if (is_full) page["next"] = rows.back().at("key").at(1);
  return page;
}

void check_transaction_size(const StoreLimits& limits, std::size_t writes) {
  if (limits.transaction_max > 0 && writes > std::size_t(limits.transaction_max))
    throw eda::InvalidRequest{fmt::format("transaction of {} writes: this store takes up to {}.",
                                          writes, limits.transaction_max)};
}

void check_transaction_bytes(std::size_t bytes) {
  if (bytes > eda::limits::transaction_bytes_max)
    throw eda::InvalidRequest{fmt::format(
        "the rows of the transaction would have {} bytes in all. DynamoDB takes up to {}.", bytes,
        eda::limits::transaction_bytes_max)};
}

void refuse_token() {
  throw eda::InvalidRequest{
      "the client token came with other writes less than ten minutes ago. DynamoDB answers "
      "IdempotentParameterMismatch: take one token for each set of writes."};
}

Event change_record(const RowChange& change) {
  Event record{change.is_removed         ? "eda.store.removed"
               : change.before.is_null() ? "eda.store.inserted"
                                         : "eda.store.modified"};
  record.source = "store";
  record.id = fmt::format("{}-{}", key_words(change.key), change.version);
  record.data = {{"partition", change.key.at(0)},
                 {"sort", change.key.at(1)},
                 {"before", change.before},
                 {"after", change.after},
                 {"version", change.is_removed ? 0 : change.version},
                 {"byTtl", change.by_ttl}};
  return record;
}

}  // namespace sim
