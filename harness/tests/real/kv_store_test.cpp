#include "real/kv_store.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <atomic>
#include <barrier>
#include <cstdio>
#include <filesystem>
#include <thread>
#include <vector>

#include "eda/condition.hpp"
#include "real/cluster.hpp"

/// The premise of a store: of two writes on the condition of one version, one is refused.
namespace {

using real::Json;

constexpr int rounds = 300, writers = 4;

Json put_request(int version, int writer) {
  Json write = Json::object({{"verb", "put"}, {"value", writer}});
  write["key"] = Json::array({"p", "x"});
  write["condition"] = eda::Condition::version_is(version).to_json();
  Json request = Json::object({{"do", "write"}});
  request["writes"] = Json::array();
  request["writes"].push_back(write);
  return request;
}

Json get_request() {
  Json request = Json::object({{"do", "get"}, {"strong", true}});
  request["key"] = Json::array({"p", "x"});
  return request;
}

/// Returns the number of rounds in which more than one of the writers was told "written". In each
/// round all of them have read the same version before one of them writes.
int broken_rounds(const real::Cluster& cluster) {
  std::vector<std::atomic<int>> written(rounds);
  std::barrier all{writers};
  const auto write = [&](int writer) {
    const real::Stop stop;
    const real::Limit limit{stop};
    real::Nats nats{cluster.nats_urls()};
    real::KvStore store{nats, limit};
    for (int round = 0; round < rounds; ++round) {
      const int version = store.carry_out(get_request()).at("version");
      all.arrive_and_wait();
      const Json reply = store.carry_out(put_request(version, writer));
      if (reply.at("result") == "written") ++written[std::size_t(round)];
      all.arrive_and_wait();
    }
  };
  std::vector<std::thread> threads;
  for (int writer = 0; writer < writers; ++writer) threads.emplace_back(write, writer);
  for (std::thread& thread : threads) thread.join();
  return int(
      std::count_if(written.begin(), written.end(), [](const auto& one) { return one > 1; }));
}

TEST(StoreInNats, IsAsGoodAsThePromiseOfTheServer) {
  const real::Programs programs = real::find_programs();
  if (!programs.are_there()) GTEST_SKIP() << real::how_to_install;
  const std::filesystem::path folder = OOO_FOLDER;
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  real::Cluster cluster{folder, programs};
  cluster.start_nodes();
  const std::string version = cluster.nats_version();
  int broken = 0;
  {
    real::Nats nats{cluster.nats_urls()};
    real::KvStore::make_stream(nats);
    broken = broken_rounds(cluster);
  }
  cluster.stop();
  std::printf("%s: two writers won in %d of %d rounds\n", version.c_str(), broken, rounds);
  if (version.ends_with("v2.9.10"))
    EXPECT_GT(broken, 0) << "facilitator/real.md says that this server breaks its promise";
  else
    std::printf("This is not the server of Debian 12 (2.9.10), so nothing is expected of it.\n");
}

}  // namespace
