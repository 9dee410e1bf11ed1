#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "ordering.hpp"

namespace newsletter {
namespace {

// Every fact is kept, in a row that is named by what it says: the version, or the grant. So a copy
// of a fact writes the same row again, no write needs a condition, and the order of arrival is
// lost. A profile is made when it is read. It takes more room, and remembers old addresses: a
// deletion has to clear them, and each handler clears again what has come after it.

/// Row {"facts/7", "v1000002"} or {"facts/7", "g-g1"}.
struct Fact {
  int version = 0;  ///< 0: a grant
  std::string email;
  bool deleted = false;
  std::int64_t points = 0;

  NLOHMANN_DEFINE_TYPE_INTRUSIVE(Fact, version, email, deleted, points)
};

using Facts = std::vector<eda::Row<Fact>>;

std::string partition_of(const eda::Event& event) {
  return "facts/" + event.data.at("userId").get<std::string>();
}

/// Returns the facts in `data`: of an event about one thing, or of a snapshot.
Facts facts_in(const eda::Event& event) {
  Facts facts;
  const eda::Json& data = event.data;
  const auto add = [&](const std::string& name) -> Fact& {
    facts.emplace_back().key = eda::Key{partition_of(event), name};
    return facts.back().value;
  };
  if (data.contains("version")) {
    const int version = data.at("version");
    Fact& fact = add("v" + std::to_string(1'000'000 + version));  // 10 sorts after 9
    fact.version = version;
    fact.email = data.value("email", std::string{});
    fact.deleted = fact.email.empty();
  }
  if (data.contains("grantId"))
    add("g-" + data.at("grantId").get<std::string>()).points = data.at("points");
  const eda::Json grants = data.value("grants", eda::Json::object());
  for (const auto& [id, points] : grants.items()) add("g-" + id).points = points;
  return facts;
}

bool is_deleted(const Facts& facts) {
  for (const eda::Row<Fact>& fact : facts)
    if (fact->deleted) return true;
  return false;
}

eda::Task<> keep(eda::Event event, Ports io) {
  const Facts news = facts_in(event);
  for (const eda::Row<Fact>& fact : news) (void)co_await io.store.put(fact);

  const Facts all = co_await io.store.query<Fact>(partition_of(event), eda::Read::strong);
  if (!is_deleted(all)) co_return;
  for (const eda::Row<Fact>& fact : all)
    if (!fact->deleted) (void)co_await io.store.erase(fact.key);
}

Profile profile_of(const Facts& facts) {
  Profile profile;
  for (const eda::Row<Fact>& fact : facts) {
    profile.points += fact->points;
    if (fact->version < profile.version || fact->version == 0) continue;
    profile.version = fact->version;
    profile.email = fact->email;
    profile.deleted = fact->deleted;
  }
  if (profile.deleted) profile.points = 0;
  return profile;
}

}  // namespace

eda::Task<> on_email_changed(eda::Event fact, Ports io) { co_await keep(fact, io); }
eda::Task<> on_deleted(eda::Event fact, Ports io) { co_await keep(fact, io); }
eda::Task<> on_points_added(eda::Event fact, Ports io) { co_await keep(fact, io); }
eda::Task<> on_snapshot(eda::Event fact, Ports io) { co_await keep(fact, io); }

eda::Task<Profile> on_read(eda::Event request, Ports io) {
  const eda::Instant asked = io.clock.now();
  const std::chrono::seconds patience{request.data.at("patience_s").get<int>()};
  while (true) {
    const Facts facts = co_await io.store.query<Fact>(partition_of(request));
    Profile profile = profile_of(facts);
    profile.stale = profile.version < request.data.at("token").get<int>();
    if (!profile.stale || io.clock.now() - asked >= patience) co_return profile;
    co_await io.clock.sleep(std::chrono::seconds{1});
  }
}

}  // namespace newsletter
