#include "ordering.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace newsletter {

/// The copy of one user, in the row "copy/7". It is yours: change it as you like, or keep something
/// else.
struct Copy {
  int version = 0;  ///< of the e-mail or of the deletion; 0: neither is known
  std::string email;
  bool deleted = false;
  std::map<std::string, std::int64_t> grants;  ///< points by the id of the grant

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Copy, version, email, deleted, grants)
};

std::string key_of(const eda::Event& event) {
  return "copy/" + event.data.at("userId").get<std::string>();
}

/// Returns the answer that a copy gives.
Profile profile_of(const Copy& copy) {
  Profile profile;
  profile.email = copy.email;
  profile.version = copy.version;
  profile.deleted = copy.deleted;
  for (const auto& [id, points] : copy.grants) profile.points += points;
  return profile;
}

/// Changes a copy. Returns false if there is nothing to change.
using Change = std::function<bool(Copy& copy)>;

/// Reads the copy at `key`, applies the change and writes the copy. All handlers below can use it.
eda::Task<> change(std::string key, Ports io, Change apply) {
  auto copy = co_await io.store.get<Copy>(key, eda::Read::strong);
  if (!apply(copy.value)) co_return;
  // From here on others may write this copy.

  // TODO 1: Write `copy`. Which write does the store refuse if another handler was faster? And when
  //         it was refused: was the other one newer?
}

eda::Task<> on_email_changed(eda::Event fact, Ports io) {
  const Change apply = [fact](Copy& copy) {
    // TODO 1, continued: This is how the old address came back: whoever arrives last wins. Who
    //         should? The fact has a `version`, and a `time`. Which of them is an order?
    copy.version = fact.data.at("version");
    copy.email = fact.data.at("email");
    return true;
  };
  co_await change(key_of(fact), io, apply);
}

eda::Task<> on_deleted(eda::Event fact, Ports io) {
  io.log.info("to be deleted: user " + fact.data.at("userId").get<std::string>());
  // TODO 2: Dead stays dead. An older e-mail may still be on its way, and so may a grant: what has
  //         to be left in the row, and what must not be?
  co_return;
}

eda::Task<> on_points_added(eda::Event fact, Ports io) {
  io.log.info("points for user " + fact.data.at("userId").get<std::string>());
  // TODO 3: Here the newest does not win: all grants count, in any order, each of them once. How do
  //         you know that you have had this one?
  co_return;
}

eda::Task<> on_snapshot(eda::Event fact, Ports io) {
  io.log.info("a snapshot of user " + fact.data.at("userId").get<std::string>());
  // TODO 4: The snapshot may be older than your copy in one thing and newer in another. In which
  //         fields does which of the two win?
  co_return;
}

eda::Task<Profile> on_read(eda::Event request, Ports io) {
  const auto copy = co_await io.store.get<Copy>(key_of(request));
  // TODO 5: The copy may be older than `token`. Then look again, once a second
  //         (io.clock.sleep(std::chrono::seconds{1})), until `patience_s` has passed. And then?
  co_return profile_of(copy.value);
}

}  // namespace newsletter
