#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "ordering.hpp"

namespace newsletter {
namespace {

// The store compares the versions, so nothing is read before a write. The e-mail is in a row of its
// own, and so is each grant: writing a grant again changes nothing.

/// Row "email/7".
struct Address {
  int version = 0;
  std::string email;
  bool deleted = false;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Address, version, email, deleted)
};

/// Row {"grants/7", "g1"}.
struct Grant {
  std::int64_t points = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Grant, points)
};

std::string user_of(const eda::Event& event) { return event.data.at("userId"); }

/// Writes the address if it is the first or a newer one. A condition has no "or", so it takes two
/// writes.
eda::Task<> take(std::string user, Address address, Ports io) {
  const eda::Row<Address> first{"email/" + user, address};
  const eda::WriteResult written = co_await io.store.put(first, eda::Condition::absent());
  if (!written.refused()) co_return;
  const eda::Condition is_older = eda::Condition::less("version", address.version);
  (void)co_await io.store.put(first, is_older);  // refused: the row is as new as this
}

eda::Task<> take(std::string user, std::string grant_id, std::int64_t points, Ports io) {
  eda::Row<Grant> grant;
  grant.key = eda::Key{"grants/" + user, grant_id};
  grant->points = points;
  (void)co_await io.store.put(grant);
}

Address address_in(const eda::Json& data) {
  Address address;
  address.version = data.at("version");
  address.email = data.value("email", std::string{});
  address.deleted = address.email.empty();
  return address;
}

}  // namespace

eda::Task<> on_email_changed(eda::Event fact, Ports io) {
  const Address address = address_in(fact.data);
  co_await take(user_of(fact), address, io);
}

eda::Task<> on_deleted(eda::Event fact, Ports io) {
  const Address nowhere = address_in(fact.data);
  co_await take(user_of(fact), nowhere, io);
}

eda::Task<> on_points_added(eda::Event fact, Ports io) {
  co_await take(user_of(fact), fact.data.at("grantId"), fact.data.at("points"), io);
}

eda::Task<> on_snapshot(eda::Event fact, Ports io) {
  const Address address = address_in(fact.data);
  co_await take(user_of(fact), address, io);
  const eda::Json grants = fact.data.value("grants", eda::Json::object());
  for (const auto& [id, points] : grants.items()) co_await take(user_of(fact), id, points, io);
}

eda::Task<Profile> on_read(eda::Event request, Ports io) {
  const std::string user = user_of(request);
  int waits_left = request.data.at("patience_s");
  Profile profile;
  while (true) {
    const auto address = co_await io.store.get<Address>("email/" + user);
    profile.email = address->email;
    profile.version = address->version;
    profile.deleted = address->deleted;
    profile.stale = profile.version < request.data.at("token").get<int>();
    if (!profile.stale || waits_left == 0) break;
    --waits_left;
    co_await io.clock.sleep(std::chrono::seconds{1});
  }
  if (profile.deleted) co_return profile;  // the grants of the dead count for nothing
  const auto grants = co_await io.store.query<Grant>("grants/" + user);
  for (const eda::Row<Grant>& grant : grants) profile.points += grant->points;
  co_return profile;
}

}  // namespace newsletter
