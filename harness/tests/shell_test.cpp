#include "results/shell.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <fstream>

#include "scratch.hpp"
#include "shell/word.hpp"
#include "workshop/command.hpp"

namespace {

/// A kit at `root`, used from the folder `here`.
results::Manifest kit_at(const std::filesystem::path& root, const std::filesystem::path& here) {
  results::Manifest manifest;
  manifest.root = root;
  manifest.build = root / "build" / "participant";
  manifest.here = here;
  return manifest;
}

TEST(ShellPath, IsSeenFromWhereTheUserIs) {
  const auto seen_from = [](const char* here) {
    return results::tool_command(kit_at("/kit", here), "hint 03");
  };
  EXPECT_EQ(seen_from("/kit"), "build/participant/workshop hint 03");
  EXPECT_EQ(seen_from("/kit/exercises/03_correlator"), "../../build/participant/workshop hint 03");
  EXPECT_EQ(seen_from("/kit/build/participant"), "./workshop hint 03");
  EXPECT_EQ(seen_from("/a/b/c/d/e"), "/kit/build/participant/workshop hint 03");
  EXPECT_EQ(seen_from(""), "/kit/build/participant/workshop hint 03");
}

TEST(ShellPath, OfAPresetGoesWithItsFolder) {
  EXPECT_EQ(results::configure_command(kit_at("/kit", "/kit")),
            "cmake --preset participant --fresh");
  EXPECT_EQ(results::configure_command(kit_at("/my kit", "/my kit/exercises")),
            "cmake -S .. --preset participant --fresh");
  EXPECT_EQ(results::configure_command(kit_at("/my kit", "")),
            "cmake -S '/my kit' --preset participant --fresh");
}

TEST(ShellWord, StaysAsItIsWhereNothingMustBeQuoted) {
  for (const char* word :
       {"build/participant/workshop", "03.order.in_sequence", "--target=kit", "ü"})
    EXPECT_EQ(shell::word(word), word);
}

#ifndef _WIN32
TEST(ShellWord, CanBePastedWhateverIsInIt) {
  const Scratch scratch;
  for (const char* name : {"a b", "it's", "say \"so\"", "(1)", "$HOME", "`ls`", "a\\b", "a;b", "*",
                           "#1", "~", "a&b", "!x", "{a,b}", "a|b", "<a>", "a?", "[a]"}) {
    const std::filesystem::path root = scratch / name;
    create_directories(root / "build" / "participant");
    const std::filesystem::path tool = root / "build" / "participant" / "workshop";
    std::ofstream{tool} << "#!/bin/sh\necho \"$1\" > \"$(dirname \"$0\")/said\"\n";
    permissions(tool, std::filesystem::perms::owner_all);
    for (const std::filesystem::path& here : {root, scratch.folder, std::filesystem::path{}}) {
      const std::string command = results::tool_command(kit_at(root, here), "hint");
      const std::string cd = here.empty() ? "" : "cd " + shell::word(here.string()) + " && ";
      EXPECT_EQ(workshop::run(cd + command), 0) << command;
      EXPECT_TRUE(std::filesystem::remove(tool.parent_path() / "said")) << command;
    }
  }
}
#endif

}  // namespace
