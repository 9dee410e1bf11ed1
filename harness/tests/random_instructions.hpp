#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "eda/detail/random.hpp"
#include "eda/row.hpp"
#include "eda/service.hpp"

namespace brute_force {

/// Random numbers that are the same with every compiler.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_{seed} {}
  int below(int n) { return int(eda::detail::random_below(state_, std::uint64_t(n))); }
  bool once_in(int n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

/// One instruction of a handler. A handler has three registers: the row it read last, the result of
/// its latest call, and the moment at which it last read the clock.
struct Instruction {
  enum class Do {
    get,         ///< `flag`: strongly
    query,       ///< all rows of its key's partition; `flag`: strongly
    query_page,  ///< a page of it, after the key it read last; `flag`: strongly
    scan,        ///< all rows of partitions with its key's as prefix; `flag`: of all partitions
    put_if_unchanged,  ///< the row it read, its "n" one more
    put,               ///< {"n": number}; `flag`: if absent
    update,            ///< "n" one more; `flag`: if "n" equals `number`
    erase,             ///< `flag`: if the version is the one it read
    transact,          ///< "n" one more at one key if the other is absent (`flag`: present)
    publish,           ///< `flag`: its registers are in the event
    publish_two,       ///< the same, with a second entry
    publish_until_ok,  ///< the same again after each failure, when it has read the clock
    schedule,          ///< `flag`: in `number` minutes; else at that minute
    cancel,
    send,  ///< `flag`: with a dedup_id of its own event's
    read_clock,
    skip_next,  ///< if the row exists (`flag`: does not)
    skip_next_if_ok,
    retry_if_refused,  ///< from the beginning, once
    fail,              ///< throws
    wait,              ///< `number` minutes
    answer,            ///< request `key`; `flag`: with its registers
    retry_after,       ///< its message, in `number` minutes
    park,              ///< its message; `flag`: with its registers as reason
    redrive,           ///< the first dead letter of `number` + 1 (`flag`: the last of them)
    drop,              ///< the same, twice
    call_port,         ///< of harness/ports, number `port`: call number `number`
  };
  Do what{};
  int key = 0;
  int number = 0;
  bool flag = false;
  int port = 0;         ///< number in all_tested_ports()
  std::string type{};   ///< type of its publications, or of the events of its timers and queues
  std::string queue{};  ///< send: to the queue of that name
};

using Instructions = std::vector<Instruction>;

/// Returns a handler that follows `instructions` and nothing else.
eda::Handler follow(Instructions instructions);

/// Returns a row of key number `key` that the instructions read and change: {"n": n}.
eda::Item row_of(int key, int n);

/// Text for people: "get k0 strongly; put k0 {n: 1}".
std::string text_of(const Instructions& instructions);

}  // namespace brute_force
