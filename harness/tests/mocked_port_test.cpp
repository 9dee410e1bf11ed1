#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "eda/bus.hpp"
#include "eda/service.hpp"

using testing::_;
using testing::Property;
using testing::SizeIs;

namespace {

struct Ports {
  eda::Bus& bus;
};

eda::Task<> announces_twice(eda::Event event, Ports io) {
  eda::Event answer{"com.test.heard"};
  answer.id = event.id;
  const eda::PublishResult first = co_await io.bus.publish(answer);
  if (first.ok()) co_return;
  const eda::PublishResult second = co_await io.bus.publish(answer);
  if (!second.ok()) throw std::runtime_error{"no subscriber"};
}

/// Mock of a port, which replies at once.
class MockBus : public eda::Bus {
 public:
  using Bus::publish;
  MOCK_METHOD(eda::Task<eda::PublishResult>, publish, (std::vector<eda::Event>), (override));
};

eda::Task<eda::PublishResult> answer(eda::EntryResult result) {
  co_return eda::PublishResult{{result}};
}

void run(const eda::Event& event, eda::Bus& bus) {
  eda::Environment environment;
  environment.offer<eda::Bus>(bus);
  eda::Task<> task = eda::handler(announces_twice)(event, environment);
  task.start();
  task.result();
}

}  // namespace

TEST(MockedPort, IsCalledByTheHandlerAndAnswersIt) {
  MockBus bus;
  EXPECT_CALL(bus, publish(SizeIs(1))).WillOnce([](auto) {
    return answer(eda::EntryResult::accepted);
  });
  run(eda::Event{"com.test.told"}, bus);
}

TEST(MockedPort, CanFailAndBeAskedAgain) {
  MockBus bus;
  EXPECT_CALL(bus, publish(_))
      .WillOnce([](auto) { return answer(eda::EntryResult::failed); })
      .WillOnce([](auto) { return answer(eda::EntryResult::accepted); });
  run(eda::Event{"com.test.told"}, bus);
}

TEST(MockedPort, IsMissedWithItsName) {
  const eda::Environment empty;
  EXPECT_THROW(empty.port<eda::Bus>(), std::logic_error);
}
