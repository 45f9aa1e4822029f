// Sizes, prices and factors of carbon: what is multiplied comes out multiplied.
#include <gtest/gtest.h>

#include "changes.hpp"

namespace suanwang::testing {
namespace {

/// The law on generated cases, with power to spare and short of it.
template <class Law>
void on_cases(std::size_t seeds, const Law& law) {
  for (const bool is_short : {false, true})
    for (const std::uint64_t seed : first_seeds(seeds)) {
      SCOPED_TRACE((is_short ? "short of power, seed " : "seed ") + std::to_string(seed));
      CaseOptions options;
      options.is_short_of_power = is_short;
      options.has_machines = seed % 2 == 0;
      law(any_case(seed, options));
      if (::testing::Test::HasFatalFailure()) return;
    }
}

constexpr Factors twice_the_power{2, 2, 2, 1, 2, 1, 1, 1};
constexpr Factors twice_of_all{2, 2, 2, 2, 2, 2, 2, 2};

// Twice a binary number is exact, and no rule of the model has a scale of its own.
TEST(Scale, TwiceThePowerIsTwiceTheEnergyToTheLastBit) {
  const PolicyCatalogue catalogue = built_in_policies();
  for (const char* power : {"renewables_first", "price_arbitrage", "peak_shaving", "carbon_aware"})
    on_cases(6, [&](const Case& given) {
      SCOPED_TRACE(power);
      Case twice = given;
      scale_power(twice.parts, 2.0);
      const auto set = [&] { return policies("nearest", "easy_backfill", power); };
      expect_books(books_of(twice, set()), books_of(given, set()), 0.0, twice_the_power);
    });
}

// Where power binds, it is dealt out by whole accelerators; so this is for cases where it does not.
TEST(Scale, TwiceAsManyOfEverythingIsTwiceOfEverythingToTheLastBit) {
  for (const char* route : {"nearest", "least_loaded", "cheapest"})
    for (const std::uint64_t seed : first_seeds(15)) {
      SCOPED_TRACE(std::string(route) + " seed " + std::to_string(seed));
      const Case given = any_case(seed);
      Case twice = given;
      scale_counts(twice, 2);
      ASSERT_NO_FATAL_FAILURE(expect_books(books_of(twice, policies(route)), books_of(given, policies(route)),
                                           0.0, twice_of_all));
    }
}

// Without failures, which are drawn for each pool by its place in the file.
TEST(Scale, ATwinFarAwayChangesNothing) {
  on_cases(10, [](Case given) {
    given.parts.faults = {};
    const auto both = twins(given).run();
    const Books alone = books_of(given);
    for (const std::size_t which : {0u, 1u})
      ASSERT_NO_FATAL_FAILURE(expect_books(books_of(both, twin(given, which)), alone));
  });
}

// By a power of two and policies that do not look at prices: to the last bit. The rest of the books stays as
// it was.
TEST(Prices, CostsFollowThem) {
  on_cases(10, [](const Case& given) {
    for (const double factor : {2.0, 3.0, 0.1}) {
      Case dearer = given;
      scale_prices(dearer.parts, factor);
      Factors factors;
      factors.energy_money = factors.charges = factors.network_money = factor;
      ASSERT_NO_FATAL_FAILURE(
          expect_books(books_of(dearer), books_of(given), factor == 2.0 ? 0.0 : 1e-12, factors));
    }
  });
}

// What compares prices with one another and with nothing else decides the same at twice the prices.
TEST(Prices, ThoseWhoCompareThemDecideTheSameInAnotherCurrency) {
  for (const char* route : {"cheapest", "price_threshold", "weighted_score"})
    on_cases(5, [&](const Case& given) {
      SCOPED_TRACE(route);
      Case dearer = given;
      scale_prices(dearer.parts, 2.0);
      Factors factors;
      factors.energy_money = factors.charges = factors.network_money = 2.0;
      const auto set = [&] {
        PolicySet each = policies(route);
        each.serve = built_in_policies().serve.find("cheapest")->maker()->make();
        return each;
      };
      expect_books(books_of(dearer, set()), books_of(given, set()), 0.0, factors);
    });
}

TEST(Prices, CostsAreTheSumOfWhatEachPriceMakes) {
  on_cases(10, [](const Case& given) {
    Case energy_only = given, power_only = given, data_only = given;
    for (Hub& hub : energy_only.parts.hubs)
      hub.supply.prices.demand_charge = hub.supply.prices.standing_charge = CnyPerMegawattMonth(0);
    scale_prices(power_only.parts, 0.0);
    scale_prices(data_only.parts, 0.0);
    for (const HubId id : given.parts.hubs.ids()) {
      HubPrices& prices = power_only.parts.hubs[id].supply.prices;
      prices.demand_charge = given.parts.hubs[id].supply.prices.demand_charge;
      prices.standing_charge = given.parts.hubs[id].supply.prices.standing_charge;
    }
    data_only.parts.network = given.parts.network;
    const Books all = books_of(given), energy = books_of(energy_only), power = books_of(power_only),
                data = books_of(data_only);
    expect_times("energy", energy.energy_money, 1.0, all.energy_money, 0.0);
    expect_times("power", power.charges, 1.0, all.charges, 0.0);
    expect_times("data", data.network_money, 1.0, all.network_money, 0.0);
    EXPECT_EQ(sum(energy.charges), 0.0);
    EXPECT_EQ(sum(power.energy_money) + sum(power.network_money), 0.0);
    EXPECT_EQ(sum(data.energy_money) + sum(data.charges), 0.0);
  });
}

TEST(Prices, WithoutThemNothingCosts) {
  on_cases(10, [](const Case& given) {
    Case free = given;
    scale_prices(free.parts, 0.0);
    const Books found = books_of(free);
    for (const auto* list : {&found.energy_money, &found.charges, &found.network_money})
      for (const double each : *list) ASSERT_EQ(each, 0.0);
    EXPECT_GT(sum(books_of(given).energy_money), 0.0);
  });
}

TEST(Carbon, FollowsItsFactors) {
  for (const char* route : {"nearest", "lowest_carbon"})
    on_cases(8, [&](const Case& given) {
      Case dirtier = given;
      scale_carbon(dirtier.parts, 2.0);
      Factors factors;
      factors.carbon = 2.0;
      expect_books(books_of(dirtier, policies(route)), books_of(given, policies(route)), 0.0, factors);
    });
}

TEST(Carbon, IsZeroOnACleanGrid) {
  on_cases(10, [](const Case& given) {
    Case clean = given;
    scale_carbon(clean.parts, 0.0);
    for (const double each : books_of(clean).carbon) ASSERT_EQ(each, 0.0);
    EXPECT_GT(sum(books_of(given).carbon), 0.0);
  });
}

}  // namespace
}  // namespace suanwang::testing
