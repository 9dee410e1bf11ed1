#include <gmock/gmock.h>

#include <fstream>

#include "scratch.hpp"
#include "source_files.hpp"
#include "this_program.hpp"

// Mistakes of an answer or a test that the compiler reports in one sentence.
namespace {

using testing::HasSubstr;

class CompilerMessages : public testing::Test {
 protected:
  /// Compiles `code` after what all answers have, without making a program.
  std::string on(const std::string& code) const {
    std::ofstream{folder / "answer.cpp"}
        << "#include <coroutine>\n#include \"eda/announce.hpp\"\n#include \"eda/gateway.hpp\"\n"
           "#include \"eda/service.hpp\"\n#include \"eda/store.hpp\"\n"
           "#include \"sim/tell/outcome.hpp\"\n"
           "using eda::Event, eda::Task;\n"
           "struct Ports { eda::Store& store; eda::Bus& bus; eda::Gateway& gateway; };\n"
           "struct Order { int price = 0; NLOHMANN_DEFINE_TYPE_INTRUSIVE(Order, price) };\n"
           "struct Bill { int price = 0; };\n"
        << code;
    const std::string harness = (tidy::root() / "harness").string();
    return run_this_program("-std=c++20 -Wall -fsyntax-only -I" + harness + " -I" + harness +
                                "/ports/gateway " + (folder / "answer.cpp").string(),
                            OOO_COMPILER)
        .text;
  }
  Scratch folder;
};

TEST_F(CompilerMessages, AreNoneOnARightAnswer) {
  EXPECT_EQ(on("Task<> f(Event event, Ports io) {\n"
               "  auto order = co_await io.store.get<Order>(\"order/42\");\n"
               "  (void)co_await io.store.put_if_unchanged(order);\n"
               "  (void)co_await io.gateway.refund(\"42\");\n"
               "  const eda::Row<Order> other{\"order/43\", order.value};\n"
               "  (void)co_await io.store.put_if_unchanged(other);\n"
               "  co_await eda::announce(event, io);\n"
               "}\n"
               "const eda::Subscription all = eda::on({\"order\"}, f);\n"
               "const sim::Rule rule{.says = \"\", .hint = \"\"};\n"
               "std::string says() { const sim::Rule used = rule; return used.says; }\n"),
            "");
}

TEST_F(CompilerMessages, NameWhatIsMissingInARead) {
  EXPECT_THAT(on("Task<> f(Ports io) { co_await io.store.get(\"order/42\"); }\n"),
              HasSubstr("say what the row holds: get<Order>(key)"));
}

TEST_F(CompilerMessages, NameTheMacroThatATypeNeeds) {
  const std::string macro = "put NLOHMANN_DEFINE_TYPE_INTRUSIVE(Type, member, member) into the";
  EXPECT_THAT(on("Task<> f(Ports io) { co_await io.store.get<Bill>(\"bill/42\"); }\n"),
              HasSubstr(macro));
  EXPECT_THAT(on("auto f(eda::Row<Bill> row) { return eda::Write::put(row); }\n"),
              HasSubstr(macro));
}

TEST_F(CompilerMessages, SayWhatAStructOfPortsIs) {
  EXPECT_THAT(on("struct Other { eda::Store& store; Bill& bill; };\n"
                 "Task<> f(Event, Other) { co_return; }\n"
                 "const eda::Subscription all = eda::on({\"order\"}, f);\n"),
              HasSubstr("Ports must be a struct of 1 to 12 references to ports of eda/"));
  EXPECT_THAT(on("struct Other { eda::Store& store; };\n"
                 "Task<> f(Event event, Other io) { co_await eda::announce(event, io); }\n"),
              HasSubstr("announce(event, io) publishes on io.bus: add eda::Bus& bus to Ports"));
}

TEST_F(CompilerMessages, WarnOfARuleThatNoAssertionUses) {
  EXPECT_THAT(on("void test() { const sim::Rule no_overdraft{.says = \"\", .hint = \"\"}; }\n"),
              HasSubstr("no_overdraft"));
}

TEST_F(CompilerMessages, WarnOfAnAnswerOfTheGatewayThatIsIgnored) {
  EXPECT_THAT(on("eda::Paid pay();\nvoid f() { pay(); }\n"),
              HasSubstr("a payment may be declined: look at the answer"));
  EXPECT_THAT(on("eda::WriteResult write();\nvoid f() { write(); }\n"),
              HasSubstr("look at its result, or write (void)co_await ..."));
}

}  // namespace
