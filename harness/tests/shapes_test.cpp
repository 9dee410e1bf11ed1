#include "shapes.hpp"

#include <gmock/gmock.h>

/// Shapes of code that people write in answers. A compiler that compiles one of them wrongly fails
/// here, at least under the address sanitizer. (g++ 12 destroys some temporaries of a co_await
/// expression twice.)
namespace {

using eda::Condition, eda::Event, eda::Item, eda::Json, eda::Key, eda::Read, eda::Row;
using eda::SafeArgument, eda::Task, eda::Update, eda::Write;
using namespace std::chrono_literals;
using namespace shapes;

TEST(Shape, PublishesAnEventThatHasAName) {
  EXPECT_EQ(said_by([](Event, Ports io) -> Task<> {
              const Event ready = fact(word);
              (void)co_await io.bus.publish(ready);
            }),
            word);
}

TEST(Shape, PublishesAnEventThatAFunctionMakes) {
  EXPECT_EQ(said_by([](Event, Ports io) -> Task<> { (void)co_await io.bus.publish(fact(word)); }),
            word);
}

TEST(Shape, PublishesAVectorOfEvents) {
  EXPECT_EQ(said_by([](Event, Ports io) -> Task<> {
              std::vector<Event> facts{fact("one " + word), fact("two " + word)};
              (void)co_await io.bus.publish(facts);
              facts.erase(facts.begin());
              facts[0].data["text"] = "three";
              (void)co_await io.bus.publish(std::move(facts));
            }),
            "one " + word + ", two " + word + ", three");
}

TEST(Shape, PublishesUntilEveryEntryIsTaken) {
  EXPECT_EQ(said_by([](Event, Ports io) -> Task<> {
              while (not(co_await io.bus.publish(fact(word))).ok()) continue;
            }),
            word);
}

TEST(Shape, ReadsChangesAndWritesARow) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              auto order = co_await io.store.get<Order>(event.id);
              order->status = word;
              const bool saved = (co_await io.store.put_if_unchanged(order)).ok();
              const Row<Order> again = co_await io.store.get<Order>(event.id, Read::strong);
              if (saved) co_await say(io, again->status);
            }),
            word);
}

TEST(Shape, MovesARowIntoTheStore) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              auto order = co_await io.store.get<Order>(event.id);
              order->status = word;
              const eda::WriteResult written = co_await io.store.put(std::move(order));
              const auto again = co_await io.store.get<Order>(event.id);
              if (written.ok()) co_await say(io, again->status);
            }),
            word);
}

TEST(Shape, BuildsARowInPlaceFromAValueThatHasAName) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const Order order = order_of(word);
              (void)co_await io.store.put(Row<Order>{event.id, order}, Condition::absent());
              const auto again = co_await io.store.get<Order>(event.id);
              co_await say(io, again->status);
            }),
            word);
}

TEST(Shape, BuildsARowOfJsonInPlace) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              (void)co_await io.store.put(Item{Key{event.id, word}, Json(word)});
              const std::vector<Item> items = co_await io.store.query<Json>(event.id);
              co_await say(io, items.at(0).value.get<std::string>() + items.at(0).key.sort);
            }),
            word + word);
}

TEST(Shape, ReadsOneFieldOfWhatItAwaits) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const std::string status = (co_await io.store.get<Order>(event.id))->status;
              const Order order = (co_await io.store.get<Order>(event.id)).value;
              co_await say(io, status + order.status);
            }),
            Order{}.status + Order{}.status);
}

TEST(Shape, UpdatesInAChainUnderConditions) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const auto result = co_await io.store.update(
                  event.id, Update{}.set("status", word).add("tries", 1).insert("seen", word),
                  Condition::absent() && Condition::differs("status", word));
              co_await say(io, result.after().value.dump());
            }),
            R"({"seen":[")" + word + R"("],"status":")" + word + R"(","tries":1})");
}

TEST(Shape, UpdatesWithAValueThatHasAName) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const Order order = order_of(word);
              const auto result = co_await io.store.update(event.id, Update{}.set("order", order));
              co_await say(io, result.after().value.at("order").at("status"));
            }),
            word);
}

TEST(Shape, WritesSeveralRowsTogether) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              auto order = co_await io.store.get<Order>(event.id);
              std::vector<Write> writes{Write::put(order, Condition::absent())};
              writes.push_back(Write::update("count", Update{}.add("orders", 1)));
              const auto result = co_await io.store.transact_write(writes, "token-" + event.id);
              const auto rows = co_await io.store.scan<Json>("");
              if (result.ok()) co_await say(io, std::to_string(rows.size()) + " rows");
            }),
            "2 rows");
}

TEST(Shape, LoopsOverWhatItAwaits) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              for (const char* sort : {"chef", "stock"})
                (void)co_await io.store.put(Item{Key{event.id, sort}, Json(word)});
              const auto rows = co_await io.store.query<std::string>(event.id);
              for (const auto& row : rows) co_await say(io, row.key.sort + row.value);
            }),
            "chef" + word + ", stock" + word);
}

TEST(Shape, ChoosesBeforeItAwaits) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const auto order = co_await io.store.get<Order>(event.id);
              const std::string text = order.exists() ? word + " again" : word;
              const Event chosen = order.exists() ? fact("no") : fact(text);
              (void)co_await io.bus.publish(chosen);
            }),
            word);
}

TEST(Shape, AsksTheOtherPortsWithValuesMadeInPlace) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const std::string id = co_await io.ids.next();
              co_await io.timers.schedule("rest-" + event.id, io.clock.now() + 30min, fact(word));
              co_await io.timers.cancel("rest-" + event.id);
              co_await io.fifo.send("group-" + event.id, id + event.id, fact(word));
              co_await say(io, id);
            }),
            "id-1");
}

TEST(Shape, CatchesWhatAPortThrows) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              std::string caught;
              try {
                (void)co_await io.store.update(event.id, Update{}.set("a.b", word));
              } catch (const eda::InvalidRequest& error) {
                caught = error.what();
              }
              co_await say(io, caught.substr(0, 14));
            }),
            "the path \"a.b\"");
}

TEST(Shape, LeavesEarly) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              co_await say(io, word);
              if (const auto order = co_await io.store.get<Order>(event.id); not order.exists())
                co_return;
              co_await say(io, "too much");
            }),
            word);
}

TEST(Shape, TakesARowApartOnceItHasAName) {
  EXPECT_EQ(said_by([](Event event, Ports io) -> Task<> {
              const auto row = co_await io.store.get<Order>(event.id);
              const auto& [row_key, order, version, expires_at] = row;
              co_await say(io, row_key.partition + order.status + std::to_string(version));
            }),
            key + Order{}.status + "0");
}

/// Condition of the static_assert with which ports refuse what g++ might destroy twice.
TEST(SafeArgument, IsAnythingThatHasANameAndWhateverIsNoAggregate) {
  EXPECT_TRUE(SafeArgument<Order&> && SafeArgument<const Order&>);
  EXPECT_TRUE(SafeArgument<std::string> && SafeArgument<Json> && SafeArgument<std::set<int>>);
  EXPECT_FALSE(SafeArgument<Order>);    // Row<Order>{key, Order{…}}
  EXPECT_FALSE(SafeArgument<Order&&>);  // Row<Order>{key, std::move(order)}
}

TEST(SafeArgument, IsEachTypeOfTheVocabularyThatPortsTakeOrGive) {
  EXPECT_TRUE(SafeArgument<Event> && SafeArgument<Key> && SafeArgument<Row<Order>>);
  EXPECT_TRUE(SafeArgument<Condition> && SafeArgument<Update> && SafeArgument<Write>);
  EXPECT_TRUE(SafeArgument<eda::WriteResult> && SafeArgument<eda::PublishResult>);
  EXPECT_TRUE(SafeArgument<eda::JsonArgument> && SafeArgument<eda::Instant>);
}

}  // namespace
