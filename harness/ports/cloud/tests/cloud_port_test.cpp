#include "ports/cloud/cloud_port.hpp"

#include <gmock/gmock.h>

#include "tests/port_alone.hpp"

namespace {

using namespace alone;
using eda::ChangeResult, eda::Cloud, eda::CreateResult, eda::Resource;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const Resource box{"queue", "box", Json::object({{"fifo", false}})};
const Resource rule{"rule", "all", Json::object(), {"queue/box"}};

auto create(const Resource& resource) {
  return [=](Cloud& cloud) { return cloud.create(resource); };
}
auto describe(std::string kind, std::string name) {
  return [=](Cloud& cloud) { return cloud.describe(kind, name); };
}
auto list(std::string kind) {
  return [=](Cloud& cloud) { return cloud.list(kind); };
}
auto erase(std::string kind, std::string name) {
  return [=](Cloud& cloud) { return cloud.erase(kind, name); };
}

class CloudAlone : public PortAlone<sim::CloudProxy> {
 public:
  explicit CloudAlone(std::vector<Fault> possible = {}) : PortAlone{port} {
    for (const Fault fault : possible) now.faults = now.faults + Budget::one(fault);
  }
  sim::CloudPort port;

  std::vector<std::string> ids() const {
    const Json book = port.book(now.state);
    std::vector<std::string> ids;
    for (const Json& resource : book.at("resources"))
      ids.push_back(eda::resource_from_json(resource).id());
    return ids;
  }
  std::vector<std::string> erased() const { return port.book(now.state).at("erased"); }
};

TEST(Create, KeepsWhatIsThere) {
  CloudAlone cloud;
  EXPECT_EQ(cloud.result(create(box)), CreateResult::created);
  EXPECT_EQ(cloud.result(create({"queue", "box", Json::object({{"fifo", true}})})),
            CreateResult::exists);
  EXPECT_EQ(cloud.result(create({"topic", "box"})), CreateResult::created);
  EXPECT_EQ(cloud.result(describe("queue", "box")), box);
  EXPECT_THAT(cloud.ids(), ElementsAre("queue/box", "topic/box"));
}

TEST(Create, NeedsWhatItNames) {
  CloudAlone cloud;
  EXPECT_THAT([&] { cloud.ask(create(rule)); },
              testing::ThrowsMessage<eda::InvalidRequest>(
                  HasSubstr(R"(create rule/all: it needs "queue/box", which does not exist)")));
  cloud.ask(create(box));
  EXPECT_EQ(cloud.result(create(rule)), CreateResult::created);
}

TEST(Create, DoesNothingWhenItIsThrottled) {
  CloudAlone cloud{{Fault::throttle}};
  EXPECT_THAT(cloud.may_tell(create(box)), ElementsAre("created", "throttled (throttled)"));
  EXPECT_EQ(cloud.result(create(box), 1), CreateResult::throttled);
  EXPECT_THAT(cloud.ids(), IsEmpty());
}

TEST(Create, WorksOrNotWhenNoAnswerComesBack) {
  CloudAlone cloud{{Fault::unknown}};
  EXPECT_THAT(cloud.may_tell(create(box)),
              ElementsAre("created", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_EQ(cloud.result(create(box), 2), CreateResult::unknown);
  EXPECT_THAT(cloud.ids(), IsEmpty());
  EXPECT_EQ(cloud.result(create(box), 1), CreateResult::unknown);
  EXPECT_THAT(cloud.ids(), ElementsAre("queue/box"));
  EXPECT_THAT(cloud.may_tell(create(box)), ElementsAre("exists", "unknown (unknown)"));
}

TEST(Create, MayNotSeeANeedThatIsAMinuteOld) {
  CloudAlone cloud{{Fault::stale}};
  cloud.ask(create(box));
  EXPECT_THAT(cloud.may_tell(create(rule)), ElementsAre("created", "throttled (stale)"));
  EXPECT_EQ(cloud.result(create(rule), 1), CreateResult::throttled);
  EXPECT_THAT(cloud.ids(), ElementsAre("queue/box"));
  cloud.now.now_ms += 60'000;
  EXPECT_THAT(cloud.may_tell(create(rule)), SizeIs(1));
}

TEST(Create, SeesANeedThatIsNotTheLatestChange) {
  CloudAlone cloud{{Fault::stale}};
  cloud.ask(create(box));
  cloud.ask(create({"topic", "news"}));
  EXPECT_THAT(cloud.may_tell(create(rule)), SizeIs(1));
}

TEST(Reads, MayMissTheLatestChange) {
  CloudAlone cloud{{Fault::stale}};
  cloud.ask(create({"queue", "a"}));
  cloud.ask(create(box));
  EXPECT_THAT(cloud.may_tell(describe("queue", "a")), SizeIs(1));
  EXPECT_EQ(cloud.result(describe("queue", "box"), 1), std::nullopt);
  EXPECT_THAT(cloud.result(list("queue")), SizeIs(2));
  EXPECT_THAT(cloud.result(list("queue"), 1), ElementsAre(Resource{"queue", "a"}));
  EXPECT_THAT(cloud.may_tell(list("topic")), SizeIs(1));
  cloud.ask(erase("queue", "a"));
  EXPECT_THAT(cloud.result(list("queue")), ElementsAre(box));
  EXPECT_THAT(cloud.result(list("queue"), 1), SizeIs(2));
  cloud.now.now_ms += 60'000;
  EXPECT_THAT(cloud.may_tell(list("queue")), SizeIs(1));
}

TEST(Erase, NotesWhatIsLost) {
  CloudAlone cloud;
  EXPECT_EQ(cloud.result(erase("queue", "box")), ChangeResult::not_found);
  cloud.ask(create(box));
  cloud.ask(create(rule));
  EXPECT_EQ(cloud.result(erase("queue", "box")), ChangeResult::changed);
  EXPECT_THAT(cloud.ids(), ElementsAre("rule/all"));
  EXPECT_EQ(cloud.result(create(box)), CreateResult::created);
  EXPECT_THAT(cloud.erased(), ElementsAre("queue/box"));
}

TEST(Erase, WorksOrNotUnderFaults) {
  CloudAlone cloud{{Fault::unknown, Fault::throttle}};
  EXPECT_THAT(cloud.may_tell(erase("queue", "box")),
              ElementsAre("nothing there", "throttled (throttled)", "unknown (unknown)"));
  cloud.ask(create(box));
  EXPECT_THAT(
      cloud.may_tell(erase("queue", "box")),
      ElementsAre("erased", "throttled (throttled)", "unknown (unknown)", "unknown (unknown)"));
  EXPECT_EQ(cloud.result(erase("queue", "box"), 1), ChangeResult::throttled);
  EXPECT_EQ(cloud.result(erase("queue", "box"), 3), ChangeResult::unknown);
  EXPECT_THAT(cloud.ids(), ElementsAre("queue/box"));
  EXPECT_EQ(cloud.result(erase("queue", "box"), 2), ChangeResult::unknown);
  EXPECT_THAT(cloud.ids(), IsEmpty());
}

TEST(CloudState, IsTheSameInWhicheverOrderThingsWereCreated) {
  CloudAlone cloud;
  const auto state_after = [&](const Resource& first, const Resource& second) {
    cloud.now.state = 0;
    cloud.ask(create(first));
    cloud.ask(create(second));
    return cloud.port.forget(cloud.now.state, Budget{});
  };
  const Resource news{"topic", "news"};
  EXPECT_EQ(state_after(box, news), state_after(news, box));
}

TEST(CloudState, IsDrawnByKindAndName) {
  CloudAlone cloud;
  EXPECT_EQ(cloud.port.show(cloud.now.state), Json::object());
  cloud.ask(create(box));
  EXPECT_EQ(cloud.port.show(cloud.now.state).dump(), R"({"queue":{"box":{"fifo":false}}})");
}

TEST(CloudWords, SayWhatIsAskedAndTold) {
  CloudAlone cloud;
  const auto asks = [&](const auto& call) {
    const int action = cloud.port.learn(action_of<sim::CloudProxy>(call), 0);
    return sim::request_words(cloud.port.request(action));
  };
  EXPECT_EQ(asks(create(box)), "create queue/box");
  EXPECT_EQ(asks(describe("queue", "box")), "describe queue/box (eventual)");
  EXPECT_EQ(asks(list("queue")), "list queue (eventual)");
  EXPECT_EQ(asks(erase("queue", "box")), "erase queue/box");
  EXPECT_EQ(cloud.told(list("queue")), "0 rows");
  EXPECT_EQ(cloud.told(describe("queue", "box")), "nothing there");
  cloud.ask(create(box));
  EXPECT_EQ(cloud.told(list("queue")), R"(1 row box={"fifo":false})");
}

}  // namespace
