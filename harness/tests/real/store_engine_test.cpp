#include "simulate/store_engine.hpp"

#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "eda/condition.hpp"
#include "eda/store.hpp"
#include "real/cluster.hpp"
#include "real/store.hpp"

/// The store in PostgreSQL replies as the simulated store does, on random requests without faults.
namespace {

using eda::Condition, eda::Json, eda::Update;

eda::Task<> on_change(eda::Event, const eda::Environment&) { co_return; }

/// Text that names the key of a change.
std::string key_of(const Json& event) {
  const Json& data = event.at("data");
  return Json::array({data.at("partition"), data.at("sort")}).dump();
}

using ByKey = std::map<std::string, std::vector<Json>>;

/// Random requests on few keys, so that they meet.
class Program {
 public:
  explicit Program(std::uint64_t seed) : random_{seed} {}

  Json next() {
    const std::uint64_t kind = random_.below(10);
    if (kind < 2) return {{"do", "get"}, {"key", key()}, {"strong", true}};
    if (kind == 2) return {{"do", "query"}, {"prefix", partition()}, {"strong", true}};
    if (kind == 3)
      return {{"do", "query_page"},
              {"prefix", partition()},
              {"after", random_.below(2) == 0 ? "" : "x"},
              {"strong", true}};
    if (kind == 4) return {{"do", "scan"}, {"prefix", "p"}, {"strong", false}};
    Json request = Json::object();
    request["do"] = kind < 8 ? "write" : "transact";
    request["writes"] = Json::array();
    request["writes"].push_back(write(key()));
    if (kind >= 8) request["writes"].push_back(write(Json::array({"q", "other"})));
    if (kind == 9) request["token"] = "token-" + std::to_string(random_.below(3));
    return request;
  }

 private:
  std::string partition() { return random_.below(2) == 0 ? "p" : "pq"; }
  Json key() { return Json::array({partition(), random_.below(2) == 0 ? "x" : "y"}); }
  int number() { return int(random_.below(4)); }
  Condition condition() {
    switch (random_.below(8)) {
      case 0:
        return Condition::absent();
      case 1:
        return Condition::present();
      case 2:
        return Condition::equals("n", number());
      case 3:
        return Condition::less("n", number()) && Condition::has("n");
      case 4:
      case 5:
        return Condition::version_is(number());
      default:
        return Condition::none();
    }
  }
  Json write(Json key) {
    Json write = Json::object({{"key", std::move(key)}, {"condition", condition().to_json()}});
    switch (random_.below(5)) {
      case 0:
        write["verb"] = "erase";
        break;
      case 1:
        write["verb"] = "update";
        write["value"] = Update().add("n", number()).to_json();
        break;
      case 2:
        write["verb"] = "update";  // which the store refuses: "n" is no object
        write["value"] = Update().set("n.inner", number()).to_json();
        break;
      default:
        write["verb"] = "put";
        write["value"] = Json::object({{"n", number()}});
        if (random_.below(3) == 0) write["expires"] = std::int64_t{4'000'000'000'000};
    }
    return write;
  }

  sim::Random random_;
};

class StoreInPostgres : public testing::Test {
 protected:
  void SetUp() override {
    const real::Programs programs = real::find_programs();
    if (!programs.are_there()) GTEST_SKIP() << real::how_to_install;
    const std::filesystem::path folder = OOO_FOLDER;
    std::filesystem::remove_all(folder);
    std::filesystem::create_directories(folder);
    cluster.emplace(folder, programs);
    cluster->start_database();
    postgres.emplace(cluster->postgres_address());
    real::create_tables(*postgres);
  }
  void TearDown() override {
    if (cluster) cluster->stop();
  }
  real::Store store_with(const std::vector<eda::Service>& services) {
    return real::Store{cluster->postgres_address(), limit, pace,
                       real::Lanes::of(services, eda::Subscription::To::changes)};
  }

  std::optional<real::Cluster> cluster;
  std::optional<real::Postgres> postgres;
  real::Stop stop;
  real::Limit limit{stop};
  real::Pace pace{.real_start_ms = real::Pace::real_now_ms()};
};

TEST_F(StoreInPostgres, RepliesAsTheSimulatedStoreDoes) {
  const eda::Subscription subscription{eda::Subscription::To::changes, {}, on_change};
  const eda::Service service{"reader", "test.", {subscription}};
  sim::Scenario scenario;
  scenario.services = {service};
  sim::StoreEngine simulated{scenario, {.change_handlers = {0}}};
  real::Store store = store_with({service});
  ByKey changes, changes_simulated;
  sim::Random random{1};
  Program program{7};
  int written = 0, refused = 0;
  for (int i = 0; i < 3000; ++i) {
    const Json request = program.next();
    sim::Performed performed = simulated.carry_out(request, {.random = random});
    const Json reply = store.carry_out(request);
    ASSERT_EQ(reply, performed.reply) << "request " << i << ": " << request.dump();
    if (reply.is_object() && reply.value("result", "") == "written") ++written;
    if (reply.is_object() && reply.value("result", "") == "refused") ++refused;
    std::vector<sim::Consignment> due = performed.consignments;
    while (!due.empty()) {
      const sim::Consignment one = due.back();
      due.pop_back();
      const Json change = eda::to_json(*one.event);
      changes_simulated[key_of(change)].push_back(change);
      for (const auto& next : simulated.acknowledged(one.lane, {.random = random}).consignments)
        due.push_back(next);
    }
  }
  EXPECT_GT(written, 300);
  EXPECT_GT(refused, 300);

  for (const auto& row : postgres->ask("SELECT event FROM lanes ORDER BY number")) {
    const Json change = Json::parse(*row[0]);
    changes[key_of(change)].push_back(change);
  }
  EXPECT_EQ(changes, changes_simulated);
}

TEST_F(StoreInPostgres, SaysThatItsDiskIsFullAndThrottles) {
  postgres->ask_all(R"(
    CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
      RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100';
      END $$;
    CREATE TRIGGER full_disk BEFORE INSERT ON items FOR EACH ROW EXECUTE FUNCTION full_disk();
  )");
  real::Store store = store_with({});
  Json write = Json::object({{"verb", "put"}, {"value", 1}});
  write["key"] = Json::array({"p", "x"});
  write["condition"] = Json::array();
  Json request = Json::object({{"do", "write"}});
  request["writes"] = Json::array();
  request["writes"].push_back(write);
  testing::internal::CaptureStderr();
  EXPECT_EQ(store.carry_out(request).at("result"), "throttled");
  EXPECT_THAT(testing::internal::GetCapturedStderr(),
              testing::StartsWith("The disk of PostgreSQL is full; writes are throttled."));
  // the driver reads it in the server's log, a moment later
  std::string told;
  const auto end = real::Steady::now() + std::chrono::minutes{1};
  while (told.empty() && real::Steady::now() < end) told = cluster->full_disk();
  EXPECT_THAT(told, testing::AllOf(testing::StartsWith("The disk of PostgreSQL is full. It says: "),
                                   testing::HasSubstr("No space left on device")));
  EXPECT_EQ(cluster->full_disk(), "");
  postgres->ask_all("DROP TRIGGER full_disk ON items");
  EXPECT_EQ(store.carry_out(request).at("result"), "written");
}

}  // namespace
