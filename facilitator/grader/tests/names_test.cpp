#include "grade/names.hpp"

#include <gmock/gmock.h>

/// Names of files, folders and archives, and what they say.
namespace {

using namespace grader;

TEST(Names, SayTheActivityAndThePerson) {
  const Search search{{{"00_lost_update"}, {"03_correlator"}}, 2};
  const auto says = [&](const char* name) {
    const NameSays all = read_name(name, search);
    return (all.activity == none ? "-" : search.activities[all.activity].folder.substr(0, 2)) +
           " " + all.person + " " + std::to_string(all.copy);
  };
  EXPECT_EQ(says("lost_update.cpp"), "00  0");
  EXPECT_EQ(says("00_lost_update_anna.cpp"), "00 anna 0");
  EXPECT_EQ(says("lost-update-anna"), "00 anna 0") << "GitHub Classroom";
  EXPECT_EQ(says("anna lost update (2).cpp"), "00 anna 2");
  EXPECT_EQ(says("AnnaMuster_LATE_12345_67890_LostUpdate.CPP"), "00 AnnaMuster_12345 0");
  EXPECT_EQ(says("anna_12345_67890_answers.zip"), "- anna_12345 0");
  EXPECT_EQ(says("anna_1_03_correlator.tar.gz"), "03 anna_1 0");
  EXPECT_EQ(says("anna_2.zip"), "- anna_2 0");
  EXPECT_EQ(says("anna_03.zip"), "03 anna 0");
  EXPECT_EQ(says("Ren\xC3\xA9 M\xC3\xBCller_77_assignsubmission_file_correlator.cpp"),
            "03 Ren\xC3\xA9 M\xC3\xBCller 0");
  EXPECT_EQ(says("anna_lost_update_test.cpp"), "- anna 0");
  EXPECT_EQ(says("lost_updates.cpp"), "- lost_updates 0");
  EXPECT_EQ(says("late"), "- late 0");
  EXPECT_EQ(says(""), "-  0");
  EXPECT_EQ(says("___"), "-  0");
}

TEST(Names, OfAnActivityMayBePartsOfOthers) {
  const Search search{{{"01_pattern"}, {"02_event_pattern"}}, 2};
  EXPECT_EQ(read_name("anna_event_pattern.cpp", search).activity, 1U);
  EXPECT_EQ(read_name("anna_pattern.cpp", search).activity, 0U);
}

TEST(Names, OfFilesSayTheActivityToo) {
  const Search search{{{"12_schema_change", {"orders.cpp", "change.json"}},
                       {"20_ride_sharing", {"ride_sharing.cpp", "change.json"}}},
                      2};
  const auto says = [&](const char* name) {
    const NameSays all = read_name(name, search);
    return (all.activity == none ? "-" : search.activities[all.activity].folder.substr(0, 2)) +
           " " + all.words + " " + all.person;
  };
  EXPECT_EQ(says("anna_orders.cpp"), "12 orders anna");
  EXPECT_EQ(says("anna_123_456_orders.cpp"), "12 orders anna_123");
  EXPECT_EQ(says("anna_change.json"), "- change anna") << "of which activity?";
  EXPECT_EQ(says("anna_20_change.json"), "20 change anna");
  EXPECT_EQ(says("12_change-anna.json"), "12 change anna");
  EXPECT_EQ(says("anna_schema_change.json"), "12 schemachange anna") << "the longer name";
  EXPECT_EQ(says("anna_12.json"), "12  anna");
}

}  // namespace
