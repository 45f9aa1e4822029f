#include "suanwang/policy/catalogue.hpp"

#include <set>

#include <gtest/gtest.h>

#include "suanwang/core/fields.hpp"

namespace suanwang {
namespace {

template <class Product>
void check_list(const PolicyList<Product>& list) {
  std::set<std::string> names;
  for (const auto& entry : list.entries()) {
    EXPECT_TRUE(names.insert(entry.name).second);
    EXPECT_FALSE(entry.help.empty());
    const auto maker = entry.maker();
    EXPECT_NE(maker->make(), nullptr);
    Fields fields;
    maker->fields(fields);
    for (const Field& field : fields.all()) {
      EXPECT_FALSE(field.is_required) << entry.name << " must be usable by its bare name: " << field.key;
      EXPECT_FALSE(field.help.empty());
    }
  }
}

TEST(Catalogue, EveryPolicyHasANameAHelpAndDefaults) {
  const PolicyCatalogue catalogue = built_in_policies();
  check_list(catalogue.route);
  check_list(catalogue.queue);
  check_list(catalogue.serve);
  check_list(catalogue.power);
  check_list(catalogue.forecast);
}

TEST(Catalogue, HoldsWhatTheManualNames) {
  const PolicyCatalogue catalogue = built_in_policies();
  for (const char* name :
       {"local_only", "nearest", "least_loaded", "cheapest", "lowest_carbon", "east_data_west_compute",
        "round_robin", "random", "weighted_score", "wait_for_green", "price_threshold", "market_green",
        "min_cost_flow", "admission_control"})
    EXPECT_NE(catalogue.route.find(name), nullptr) << name;
  for (const char* name : {"fcfs", "easy_backfill"}) EXPECT_NE(catalogue.queue.find(name), nullptr) << name;
  for (const char* name : {"nearest", "proportional", "cheapest", "lowest_carbon"})
    EXPECT_NE(catalogue.serve.find(name), nullptr) << name;
  EXPECT_NE(catalogue.power.find("renewables_first"), nullptr);
}

TEST(Catalogue, ANameIsTakenOnce) {
  PolicyCatalogue catalogue = built_in_policies();
  struct Same final : RoutePolicy {
    struct Parameters {
      void fields(Fields&) {}
    };
    explicit Same(const Parameters&) {}
    RouteDecision route(const Job&, const View&) override { return RouteDecision::wait(); }
  };
  EXPECT_THROW(catalogue.route.add<Same>("nearest", "again"), InvariantError);
  EXPECT_NO_THROW(catalogue.route.add<Same>("mine", "a user's own"));
}

}  // namespace
}  // namespace suanwang
