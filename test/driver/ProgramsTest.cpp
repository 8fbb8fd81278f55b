// How units become programs.
#include "driver/Programs.h"
#include "gtest/gtest.h"

using namespace crosstalk::driver;
using Role = PlannedUnit::Role;
using Numbers = std::vector<size_t>;

TEST(Programs, without_main_is_one_library) {
  auto Plans = planPrograms({{"/a", Role::Plain}, {"/b", Role::Plain}}, {});
  ASSERT_EQ(1u, Plans.size());
  EXPECT_EQ((Numbers{0, 1}), Plans[0].Units);
  EXPECT_EQ("", Plans[0].Name);
}

TEST(Programs, with_mains_share_the_other_units) {
  auto Plans = planPrograms({{"/a", Role::Main}, {"/b", Role::Plain}, {"/c", Role::Main}}, {});
  ASSERT_EQ(2u, Plans.size());
  EXPECT_EQ((Numbers{0, 1}), Plans[0].Units);
  EXPECT_EQ((Numbers{1, 2}), Plans[1].Units);
  EXPECT_EQ("/c", Plans[1].Name);
}

TEST(Programs, follow_link_targets) {
  auto Plans = planPrograms({{"/a", Role::Main}, {"/b", Role::Plain}, {"/t", Role::Main}, {"/x", Role::Plain}},
                            {{"server", {"/a", "/b"}}, {"tests", {"/b", "/t"}}});
  ASSERT_EQ(3u, Plans.size());
  EXPECT_EQ((Numbers{0, 1}), Plans[0].Units);
  EXPECT_EQ("server", Plans[0].Name);
  EXPECT_EQ((Numbers{1, 2}), Plans[1].Units);
  EXPECT_EQ((Numbers{3}), Plans[2].Units);
}

TEST(Programs, of_the_same_units_count_once) {
  EXPECT_EQ(1u, planPrograms({{"/a", Role::Plain}}, {{"shared", {"/a"}}, {"static", {"/a"}}, {"none", {"/z"}}}).size());
}

TEST(Programs, of_nothing_are_none) { EXPECT_TRUE(planPrograms({}, {}).empty()); }
