#include <gmock/gmock.h>

#include <memory>
#include <optional>

#include "shapes.hpp"

/// The coroutines that people write beside their handlers; see shapes_test.cpp.
namespace {

using namespace shapes;

Task<std::string> text_of(Ports io, std::string id) {
  const auto order = co_await io.store.get<Order>(id);
  co_return order->status;
}
Task<Order> load(Ports io, std::string id) {
  auto order = co_await io.store.get<Order>(id);
  order->tickets[word] = 1;
  co_return order.value;
}
Task<bool> save(Ports io, std::string id, Order order) {
  Row<Order> row{id, order};
  const auto result = co_await io.store.put(row);
  co_return result.ok();
}
Task<std::unique_ptr<Order>> on_the_heap(Ports io, std::string id) {
  co_return std::make_unique<Order>(co_await load(io, id));
}
Task<std::optional<Row<Order>>> find(Ports io, std::string id) {
  auto order = co_await io.store.get<Order>(id);
  if (not order.exists()) co_return std::nullopt;
  co_return order;
}

TEST(Coroutine, GivesAString) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              co_await say(io, co_await text_of(io, event.id));
            }),
            Order{}.status);
}

TEST(Coroutine, GivesAStructThatIsPassedOn) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const Order order = co_await load(io, event.id);
              (void)co_await save(io, event.id, order);
              (void)co_await save(io, event.id, co_await load(io, event.id));
              (void)co_await save(io, event.id, order_of(word));
              co_await say(io, co_await text_of(io, event.id));
            }),
            word);
}

TEST(Coroutine, GivesAnOwner) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const std::unique_ptr<Order> order = co_await on_the_heap(io, event.id);
              co_await say(io, order->tickets.begin()->first);
            }),
            word);
}

TEST(Coroutine, GivesSomethingThatMayBeMissing) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const auto before = co_await find(io, event.id);
              const Order order = order_of(word);
              (void)co_await save(io, event.id, order);
              const auto after = co_await find(io, event.id);
              if (not before) co_await say(io, after->value.status);
            }),
            word);
}

TEST(Coroutine, MayBeALambdaWithoutCaptures) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const auto twice = [](Ports io, std::string id) -> Task<std::string> {
                co_return co_await text_of(io, id) + co_await text_of(io, id);
              };
              co_await say(io, co_await twice(io, event.id));
            }),
            Order{}.status + Order{}.status);
}

Task<std::string> nested(Ports io, std::string id, int levels) {
  if (levels == 0) co_return co_await text_of(io, id);
  const std::string inner = co_await nested(io, id, levels - 1);
  co_return "(" + inner + ")";
}

TEST(Coroutine, NestsFiveDeep) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              co_await say(io, co_await nested(io, event.id, 5));
            }),
            "(((((" + Order{}.status + ")))))");
}

Task<std::vector<Event>> facts_of(Ports io, int count) {
  std::vector<Event> facts;
  for (int i = 0; i < count; ++i) {
    const std::string id = co_await io.ids.next();
    facts.push_back(fact(id));
  }
  co_return facts;
}

TEST(Coroutine, GivesAVectorThatIsPublished) {
  EXPECT_EQ(said_by([](Event, Ports io) -> Task<> {
              (void)co_await io.bus.publish(co_await facts_of(io, 2));
            }),
            "id-1, id-2");
}

Task<int> gives_up(Ports io, std::string id) {
  const std::string text = co_await text_of(io, id);
  throw std::runtime_error{text};
}

TEST(Coroutine, ThrowsAtWhoeverAwaitsIt) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              std::string caught;
              try {
                (void)co_await gives_up(io, event.id);
              } catch (const std::exception& error) {
                caught = error.what();
              }
              co_await say(io, caught);
              (void)co_await gives_up(io, event.id);
            }),
            Order{}.status + "failed: " + Order{}.status);
}

}  // namespace
