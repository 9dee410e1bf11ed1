#pragma once

#include <cstdint>
#include <string>

#include "eda/caller.hpp"
#include "eda/clock.hpp"
#include "eda/log.hpp"
#include "eda/service.hpp"
#include "eda/store.hpp"

/// The newsletter's copy of the users' profiles. The profiles belong to another service, which
/// tells what happens to them by facts on the bus.
///
/// What must hold for every user, in whatever order the facts arrive, and however often:
///  1. In the end a read shows the e-mail of the highest version that was sent.
///  2. A later read shows no lower version than an earlier one, when nothing else is under way, and
///     no read from the store was out of date.
///  3. A user who has been deleted is never shown again: `deleted`, no e-mail, no points.
///  4. `points` is the sum of the distinct grants.
///  5. A read with token v is answered with version v or a higher one. If it has to wait for that
///     longer than its patience, it is answered at its deadline, with `stale`. If it need not
///     wait, it is answered at once.
///  6. A copy that is made of a snapshot and live facts reads like one that is made of all facts.
///  7. Every handler ends: it asks its ports for at most 64 things.
namespace newsletter {

// Facts that the newsletter gets. `version` counts the changes of a user's e-mail, from 1, and the
// deletion, which is the last of them.
/// `data` is {"userId", "version", "email"}.
inline const std::string email_changed = "com.pizzaco.user.emailchanged";
/// `data` is {"userId", "version"}.
inline const std::string deleted = "com.pizzaco.user.deleted";
/// `data` is {"userId", "grantId", "points"}. A grant is a delta: it has an id and no version.
inline const std::string points_added = "com.pizzaco.user.pointsadded";
/// A user at some moment: {"userId", "version", "email", "grants": {"g1": 50, …}}, with all grants
/// up to that moment, or {"userId", "version", "deleted": true}.
inline const std::string snapshot = "com.pizzaco.user.snapshot";

/// A request to read a profile: {"userId", "token", "patience_s"}. `token` is a version, or 0;
/// `patience_s` is 0 to 20 seconds.
inline const std::string read = "com.pizzaco.newsletter.read";

/// The answer to `read`. Of a user who is not known, all fields but `stale` are as they are here.
struct Profile {
  std::string email;
  std::int64_t points = 0;
  int version = 0;  ///< the highest that the copy has heard of, also if it is the deletion
  bool deleted = false;
  bool stale = false;  ///< the version is below the token, and the patience has ended

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Profile, email, points, version, deleted, stale)
};

/// Ports of the handlers. Only the contents of the store survive the end of a handler.
struct Ports {
  eda::Store& store;
  eda::Clock& clock;
  eda::Log& log;
};

// Each of these handles one delivery of the fact of its name. Any of them may run many times at
// once, for the same user and for the same fact.
eda::Task<> on_email_changed(eda::Event fact, Ports io);
eda::Task<> on_deleted(eda::Event fact, Ports io);
eda::Task<> on_points_added(eda::Event fact, Ports io);
eda::Task<> on_snapshot(eda::Event fact, Ports io);

/// Answers a read. May wait, by `io.clock.sleep`, while the other handlers run.
eda::Task<Profile> on_read(eda::Event request, Ports io);

inline const eda::Service service{
    "newsletter",
    "com.pizzaco.newsletter.",
    {eda::on({email_changed}, on_email_changed), eda::on({deleted}, on_deleted),
     eda::on({points_added}, on_points_added), eda::on({snapshot}, on_snapshot),
     eda::on_requests({read}, on_read)}};

}  // namespace newsletter
