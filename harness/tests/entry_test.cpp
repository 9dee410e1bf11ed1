#include "check/entry.hpp"

#include <gmock/gmock.h>

#include <vector>

namespace {

using namespace check;
using namespace std::chrono_literals;
using testing::HasSubstr;
using What = Entry::What;

std::string refusal(const std::string& text) {
  try {
    entry_from(text);
    return "accepted";
  } catch (const RefusedEntry& refused) {
    EXPECT_NE(refused.hint, "");
    return refused.what();
  }
}

TEST(Entry, NamesADelivery) {
  for (const auto& [text, what] : std::vector<std::pair<std::string, What>>{
           {"run P", What::run}, {"step P", What::step}, {"crash P", What::crash}}) {
    const Entry entry = entry_from(text);
    EXPECT_EQ(entry.what, what) << text;
    EXPECT_EQ(to_string(entry.who), "P");
    EXPECT_EQ(entry.verb, "");
  }
  EXPECT_EQ(to_string(entry_from("run P#1").who), "P");
  EXPECT_EQ(to_string(entry_from("run P#2").who), "P#2");
  EXPECT_EQ(to_string(entry_from("run sweep").who), "sweep");
  EXPECT_EQ(to_string(entry_from("run sweep#4").who), "sweep#4");
}

TEST(Entry, NamesARequest) {
  EXPECT_EQ(entry_from("step C update").verb, "update");
  const Entry entry = entry_from("crash I after publish");
  EXPECT_EQ(entry.what, What::crash_after);
  EXPECT_EQ(entry.who.base, "I");
  EXPECT_EQ(entry.verb, "publish");
}

TEST(Entry, LetsTimePass) {
  EXPECT_EQ(entry_from("advance 31m").by, 31min);
  EXPECT_EQ(entry_from("advance 90s").by, 90s);
  EXPECT_EQ(entry_from("advance 2h").by, 2h);
}

TEST(Entry, RefusesAllElse) {
  for (const char* text :
       {"", "run", " run P", "run  P", "run P ", "Run P", "start P", "run P get", "crash P after",
        "crash P before get", "step P get now", "advance", "advance 31m now", "step P "})
    EXPECT_EQ(refusal(text), "this is no entry") << text;
}

TEST(Entry, RefusesNamesOfNoDelivery) {
  for (const char* name : {"p", "PP", "payment", "Sweep", "#2", "1"})
    EXPECT_EQ(refusal(std::string{"run "} + name),
              std::string{"\""} + name + "\" is not the name of a delivery");
  for (const char* name : {"P#0", "P#3", "P#", "P#x", "P#02", "sweep#5", "sweep#-1"})
    EXPECT_EQ(refusal(std::string{"run "} + name), std::string{"there is no "} + name);
}

TEST(Entry, RefusesTimesThatAreNone) {
  for (const char* time : {"31", "m", "0m", "031m", "1.5h", "31min", "-3m", "99999s", "3d"})
    EXPECT_THAT(refusal(std::string{"advance "} + time), HasSubstr("is no time")) << time;
}

}  // namespace
