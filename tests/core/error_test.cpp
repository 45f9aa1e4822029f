#include "suanwang/core/error.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

TEST(NearestSpelling, FindsSlipsOfThePen) {
  const std::vector<std::string> keys{"initial_charge", "power_mw", "energy_mwh"};
  EXPECT_EQ(nearest_spelling("intial_charge", keys), "initial_charge");
  EXPECT_EQ(nearest_spelling("pwoer_mw", keys), "power_mw");
  EXPECT_EQ(nearest_spelling("something_else", keys), "");
}

TEST(Issue, NamesPlaceProblemAndRemedy) {
  const Issue issue{"toy.yaml", 5, 7, "hubs.north.storage", "unknown key", "did you mean 'power_mw'?"};
  EXPECT_EQ(issue.text(), "toy.yaml:5:7: hubs.north.storage: unknown key; did you mean 'power_mw'?");
}

TEST(InputError, CarriesEveryIssue) {
  const InputError error(Issues{{"a.yaml", 1, 2, "x", "bad", ""}, {"a.yaml", 3, 4, "y", "worse", ""}});
  EXPECT_EQ(error.issues().size(), 2u);
  EXPECT_STREQ(error.what(), "a.yaml:1:2: x: bad\na.yaml:3:4: y: worse");
}

}  // namespace
}  // namespace suanwang
