#pragma once

#include <string>

#include "real/nats.hpp"
#include "real/stored_row.hpp"

namespace real {

/// Stream of the rows of a KvStore.
inline const std::string rows_stream = "ROWS";

/// A store in JetStream: a stream of rows, one subject for each key, of which only the newest
/// message is kept. A write names the sequence number of the message that it replaces. It has no
/// transactions over several rows, no client tokens, no item stream, and removes no expired rows.
///
/// Its writes are only as good as the server's promise. Debian's nats-server 2.9.10 breaks it with
/// three replicas: see facilitator/real.md.
class KvStore final : public Engine {
 public:
  KvStore(Nats& nats, const Limit& limit) : nats_{nats}, limit_{limit} {}

  static void make_stream(Nats& nats);
  Json carry_out(const Json& request) override;

 private:
  struct Found {
    std::uint64_t sequence = 0;  ///< of the message; 0: there is none
    StoredRow row{};
  };
  Found read(const Json& key, bool is_strong) const;
  Json read_many(const Json& request) const;
  Json write(const Json& write) const;
  Json replace(const Json& key, std::uint64_t sequence, const StoredRow& row) const;

  Nats& nats_;
  const Limit& limit_;
};

}  // namespace real
