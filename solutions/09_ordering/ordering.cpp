#include "ordering.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace newsletter {

/// The copy of one user, in the row "copy/7".
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

/// Decides by the newest copy, and writes only if it is still the newest.
eda::Task<> change(std::string key, Ports io, Change apply) {
  for (bool is_written = false; !is_written;) {
    auto copy = co_await io.store.get<Copy>(key, eda::Read::strong);
    if (!apply(copy.value)) co_return;
    const eda::WriteResult result = co_await io.store.put_if_unchanged(copy);
    is_written = result.ok();
  }
}

/// Takes an e-mail if its version is newer. A deletion is the last version, so nothing is newer.
bool take_email(Copy& copy, const eda::Json& data) {
  if (data.at("version").get<int>() <= copy.version) return false;
  copy.version = data.at("version");
  copy.email = data.at("email");
  return true;
}

/// Keeps the version of a deletion and nothing else.
bool take_deletion(Copy& copy, const eda::Json& data) {
  if (copy.deleted) return false;
  copy = Copy{};
  copy.version = data.at("version");
  copy.deleted = true;
  return true;
}

/// Takes a grant whose id is new. The order of grants makes no difference.
bool take_grant(Copy& copy, const std::string& id, std::int64_t points) {
  return !copy.deleted && copy.grants.emplace(id, points).second;
}

eda::Task<> on_email_changed(eda::Event fact, Ports io) {
  const Change apply = [fact](Copy& copy) { return take_email(copy, fact.data); };
  co_await change(key_of(fact), io, apply);
}

eda::Task<> on_deleted(eda::Event fact, Ports io) {
  const Change apply = [fact](Copy& copy) { return take_deletion(copy, fact.data); };
  co_await change(key_of(fact), io, apply);
}

eda::Task<> on_points_added(eda::Event fact, Ports io) {
  const Change apply = [fact](Copy& copy) {
    return take_grant(copy, fact.data.at("grantId"), fact.data.at("points"));
  };
  co_await change(key_of(fact), io, apply);
}

eda::Task<> on_snapshot(eda::Event fact, Ports io) {
  const Change merge = [fact](Copy& copy) {
    if (fact.data.value("deleted", false)) return take_deletion(copy, fact.data);
    bool is_changed = take_email(copy, fact.data);
    for (const auto& [id, points] : fact.data.at("grants").items())
      is_changed |= take_grant(copy, id, points);
    return is_changed;
  };
  co_await change(key_of(fact), io, merge);
}

constexpr std::chrono::seconds a_second{1};

/// An old copy is good enough if its version is: it says itself how old it is.
eda::Task<Profile> on_read(eda::Event request, Ports io) {
  const std::string key = key_of(request);
  const std::chrono::seconds patience{request.data.at("patience_s").get<int>()};
  const eda::Instant deadline = io.clock.now() + patience;
  while (true) {
    const auto copy = co_await io.store.get<Copy>(key);
    Profile profile = profile_of(copy.value);
    if (profile.version >= request.data.at("token").get<int>()) co_return profile;
    if (io.clock.now() >= deadline) {
      profile.stale = true;
      co_return profile;
    }
    co_await io.clock.sleep(a_second);
  }
}

}  // namespace newsletter
