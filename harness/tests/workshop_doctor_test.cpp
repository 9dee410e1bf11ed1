#include <gmock/gmock.h>

#include <chrono>

#include "checkout.hpp"
#include "workshop/doctor.hpp"

namespace {

using testing::AllOf, testing::HasSubstr, testing::Not;

constexpr std::uintmax_t plenty = 50'000'000'000;

class Doctor : public testing::Test {
 protected:
  /// Sets up a machine without problems; `broken` replaces parts of CMake's files.
  void configure(const std::vector<std::pair<std::string, std::string>>& broken = {}) {
    for (const char* program : {"bin/g++", "bin/cmake", "bin/ninja"}) kit.write(program, "");
    create_directories(kit / "lib");
    const std::string root = kit.manifest.root.string();
    std::string cache =
        "//Of a comment: BUILD=1\n# another\nCMAKE_HOME_DIRECTORY:INTERNAL=" + root +
        "\nCMAKE_COMMAND:INTERNAL=" + root +
        "/bin/cmake\nCMAKE_GENERATOR:INTERNAL=Ninja\n"
        "CMAKE_MAKE_PROGRAM:FILEPATH=" +
        root +
        "/bin/ninja\nCMAKE_CACHE_MAJOR_VERSION:INTERNAL=3\n"
        "CMAKE_CACHE_MINOR_VERSION:INTERNAL=25\n"
        "CMAKE_CACHE_PATCH_VERSION:INTERNAL=1\n"
        "OUT_OF_ORDER_SANITIZE:BOOL=OFF\nOUT_OF_ORDER_LEAK_SANITIZER:BOOL=TRUE\n";
    for (const char* package : {"GTest", "nlohmann_json", "fmt", "CLI11"})
      cache += std::string{package} + "_DIR:PATH=" + root + "/lib\n";
    std::string compiler = "set(CMAKE_CXX_COMPILER \"" + root +
                           "/bin/g++\")\nset(CMAKE_CXX_COMPILER_ARG1 \"\")\n"
                           "set(CMAKE_CXX_COMPILER_ID \"GNU\")\n"
                           "set(CMAKE_CXX_COMPILER_VERSION \"12.2.0\")\nset(X 1)\n";
    for (const auto& [from, to] : broken)
      for (std::string* text : {&cache, &compiler})
        if (const std::size_t at = text->find(from); at != text->npos)
          text->replace(at, from.size(), to);
    kit.write("build/participant/CMakeCache.txt", cache);
    kit.write("build/participant/CMakeFiles/3.25.1/CMakeCXXCompiler.cmake", compiler);
  }
  std::string says(std::uintmax_t free_bytes = plenty) {
    return workshop::doctor(workshop::examine(kit.manifest, free_bytes), {});
  }
  int exit_code() { return workshop::exit_code_of(workshop::examine(kit.manifest, plenty)); }

  Checkout kit;
};

TEST_F(Doctor, FindsNothingAmissOnAGoodMachine) {
  configure();
  EXPECT_THAT(says(), AllOf(Not(HasSubstr("NO  ")), HasSubstr("ok  compiler: GNU 12.2.0, "),
                            HasSubstr("ok  CMake: 3.25.1, "), HasSubstr("ok  Ninja: "),
                            HasSubstr("ok  nlohmann_json: "), HasSubstr("50.0 GB are free")));
  EXPECT_EQ(exit_code(), 0);
}

TEST_F(Doctor, HasACureForWhatIsAmiss) {
  const std::pair<const char*, std::pair<std::string, std::string>> cases[]{
      {"NO  compiler: GNU 11.4.0", {"12.2.0", "11.4.0"}},
      {"NO  compiler: Clang 12.2.0", {"\"GNU\"", "\"Clang\""}},
      {"NO  compiler: /gone was not found", {(kit / "bin/g++").string(), "/gone"}},
      {"NO  CMake: /gone was not found", {(kit / "bin/cmake").string(), "/gone"}},
      {"NO  Ninja: /gone was not found", {(kit / "bin/ninja").string(), "/gone"}},
      {"NO  fmt: not found\n    harness/setup.sh",
       {"\nfmt_DIR:PATH=" + (kit / "lib").string(), "\nfmt_DIR:PATH=fmt_DIR-NOTFOUND"}},
      {"NO  build tree: of /elsewhere\n    cmake --preset participant --fresh",
       {"HOME_DIRECTORY:INTERNAL=" + kit.manifest.root.string(),
        "HOME_DIRECTORY:INTERNAL=/elsewhere"}}};
  for (const auto& [finding, broken] : cases) {
    configure({broken});
    EXPECT_THAT(says(), HasSubstr(finding));
    EXPECT_EQ(exit_code(), 1) << finding;
  }
}

TEST_F(Doctor, NoticesAnOldCMake) {
  configure({{"MINOR_VERSION:INTERNAL=25", "MINOR_VERSION:INTERNAL=24"}});
  EXPECT_THAT(says(), HasSubstr("NO  CMake: 3.24.1"));
}

TEST_F(Doctor, TakesAPackageThatWasDownloaded) {
  configure({{"GTest_DIR:PATH=" + (kit / "lib").string(), "GTest_DIR:PATH=GTest_DIR-NOTFOUND"}});
  create_directories(kit.manifest.build / "_deps/gtest-src");
  EXPECT_THAT(says(), HasSubstr("ok  GTest: downloaded\n"));
}

TEST_F(Doctor, NoticesAFullDisk) {
  configure();
  EXPECT_THAT(says(300'000'000), HasSubstr("NO  disk: 0.3 GB are free\n    free some space"));
}

#ifdef __linux__
TEST_F(Doctor, NoticesThatLeaksGoUnnoticed) {
  configure({{"LEAK_SANITIZER:BOOL=TRUE", "LEAK_SANITIZER:BOOL=FALSE"}});
  EXPECT_THAT(says(), HasSubstr("NO  leak sanitizer: does not work"));
  configure({{"LEAK_SANITIZER:BOOL=TRUE", "ANOTHER:BOOL=TRUE"},
             {"SANITIZE:BOOL=OFF", "SANITIZE:BOOL=ON"}});
  EXPECT_THAT(says(), HasSubstr("ok  leak sanitizer: works"));
}
#endif

TEST_F(Doctor, CountsTheAnswersThatHaveBeenBegun) {
  configure();
  EXPECT_THAT(says(), HasSubstr("ok  answers: 0 of 1 begun; still the skeleton: 03\n"));
  kit.write("exercises/03_correlator/correlator.cpp", "mine\n");
  EXPECT_THAT(says(), HasSubstr("ok  answers: 1 of 1 begun\n"));
}

TEST_F(Doctor, SaysWhetherTheSolutionsAreHere) {
  configure();
  EXPECT_THAT(says(), HasSubstr("ok  solutions/: not here, the facilitator has it\n"));
  create_directories(kit / "solutions");
  EXPECT_THAT(says(), HasSubstr("ok  solutions/: here\n"));
}

TEST_F(Doctor, NoticesABuildThatIsOlderThanTheKit) {
  configure();
  kit.write("harness/sim/world.cpp", "");
  kit.write("build/participant/.ninja_log", "");
  const auto built = last_write_time(kit / "build/participant/.ninja_log");
  last_write_time(kit / "harness/sim/world.cpp", built - std::chrono::minutes{1});
  EXPECT_THAT(says(), HasSubstr("ok  build tree: newer than the kit's sources\n"));
  last_write_time(kit / "harness/sim/world.cpp", built + std::chrono::minutes{1});
  EXPECT_THAT(says(), HasSubstr("NO  build tree: older than the kit's sources\n"
                                "    cmake --build build/participant --target kit\n"));
}

TEST_F(Doctor, SendsWhoHasNotConfiguredToDoSo) {
  EXPECT_THAT(says(), AllOf(HasSubstr("is not configured\n    cmake --preset participant"),
                            Not(HasSubstr("compiler"))));
  EXPECT_EQ(exit_code(), 1);
}

TEST_F(Doctor, MarksWithWhatTheTerminalCanShow) {
  const std::vector<workshop::Finding> findings{{true, "a", ""}, {false, "b", "c"}};
  EXPECT_EQ(workshop::doctor(findings, {}), "ok  a\nNO  b\n    c\n");
  EXPECT_EQ(workshop::doctor(findings, {.unicode = true}), "✓  a\n✗  b\n    c\n");
  EXPECT_THAT(workshop::doctor(findings, {.colour = true}), HasSubstr("\x1b[31mNO\x1b[0m  b"));
}

}  // namespace
