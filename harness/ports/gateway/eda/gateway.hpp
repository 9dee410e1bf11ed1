#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "eda/invalid_request.hpp"
#include "eda/task.hpp"

namespace eda {

namespace limits {

// Gateway (Stripe)
inline constexpr std::size_t gateway_key_characters_max = 255;
inline constexpr std::size_t gateway_order_characters_max = 500;
inline constexpr int gateway_cents_min = 1;
inline constexpr int gateway_cents_max = 99'999'999;

}  // namespace limits

/// Answer of a payment gateway.
enum class [[nodiscard("a payment may be declined: look at the answer")]] Paid{
    done,      ///< as asked, now or before
    declined,  ///< and nothing was done
    unknown,   ///< no answer came: it was carried out, or it was not
};

/// Money of a card that the gateway has taken, or holds.
struct Charge {
  enum class Status {
    authorised,  ///< held, not taken
    charged,     ///< taken
    refunded,    ///< taken and given back
    voided,      ///< held and no longer held
  };
  Charge(std::string key, std::string order, int cents, Status status)
      : key{std::move(key)}, order{std::move(order)}, cents{cents}, status{status} {}

  std::string key;    ///< that it was asked for under
  std::string order;  ///< that it was asked for
  int cents;
  Status status;

  friend bool operator==(const Charge&, const Charge&) = default;
};

/// A payment gateway. It is no part of any transaction: what it has done stays done when the
/// handler dies. The test card `declined` is always declined, every other card is accepted.
///
/// `key` is an idempotency key: for 24 hours after a key is first used, the same key gets the same
/// answer and takes nothing more, whatever else the request says. After that it is a new key. A key
/// has up to 255 characters; every request with an empty one is a new request.
///
/// A test finds all money that was asked for in `outcome.held("gateway").at("book")`, by key: a
/// list of {"key", "order", "cents", "status"}. The status is "declined" or one of Charge::Status.
class Gateway {
 public:
  virtual ~Gateway() = default;

  /// Takes the money. Resumes with the gateway's answer; others may have run meanwhile. Throws
  /// InvalidRequest unless `cents` is 1 to 99,999,999 and `order` has up to 500 characters.
  virtual Task<Paid> charge(std::string key, std::string order, std::string card, int cents) = 0;
  /// Holds the money: `capture` takes it, `refund` lets it go. Otherwise as `charge`.
  virtual Task<Paid> authorise(std::string key, std::string order, std::string card, int cents) = 0;

  // What follows is about the latest money that was asked for under `key` and not declined, however
  // long ago. Each throws InvalidRequest when `key` is empty.

  /// Takes the money that is held. Done: it is taken, now or before, even if it has been given back
  /// since. Declined: none was held under `key`, or it is no longer held.
  virtual Task<Paid> capture(std::string key) = 0;
  /// Gives back what was taken, or lets go what is held. Done: now or before. Declined: nothing was
  /// taken or held under `key`.
  virtual Task<Paid> refund(std::string key) = 0;
  /// That money; none: there is none under `key`. The gateway always answers this, and from its
  /// newest state.
  virtual Task<std::optional<Charge>> lookup(std::string key) = 0;
};

}  // namespace eda
