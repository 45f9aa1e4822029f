// The order in which a world is written down says nothing, but for what the model leaves to it: of equals,
// the first.
#include <gtest/gtest.h>

#include "changes.hpp"

namespace suanwang::testing {
namespace {

// Sums are added up in another order, so not to the last bit. Where work is slowed down, its end, which is
// rounded up to a whole millisecond, may thereby fall on the next one; else every job runs at the same
// moment.
TEST(OrderOfTheFile, ChangesNothing) {
  for (const bool is_short : {false, true})
    for (const std::uint64_t seed : first_seeds(200)) {
      SCOPED_TRACE((is_short ? "short of power, seed " : "seed ") + std::to_string(seed));
      CaseOptions options;
      options.is_short_of_power = is_short;
      const Case given = any_case(seed, options);
      Draw draw(seed + 1000);
      const Order order = any_order(draw, given.parts, is_short);
      const auto found = books_of(in_order(given, order).run(), as_before(given, order));
      ASSERT_NO_FATAL_FAILURE(
          expect_books(found, books_of(given), is_short ? 1e-6 : 1e-9, {}, is_short ? 2.0 : 0.0));
    }
}

TEST(OrderOfTheFile, ChangesNothingUnderOtherPolicies) {
  for (const char* route :
       {"local_only", "least_loaded", "cheapest", "lowest_carbon", "east_data_west_compute", "market_green"})
    for (const char* queue : {"fcfs", "sjf", "conservative_backfill"})
      for (const std::uint64_t seed : first_seeds(4)) {
        SCOPED_TRACE(std::string(route) + " " + queue + " seed " + std::to_string(seed));
        const Case given = any_case(seed);
        Draw draw(seed + 2000);
        const Order order = any_order(draw, given.parts, false);
        const auto found =
            books_of(in_order(given, order).run(policies(route, queue)), as_before(given, order));
        ASSERT_NO_FATAL_FAILURE(expect_books(found, books_of(given, policies(route, queue)), 1e-9));
      }
}

}  // namespace
}  // namespace suanwang::testing
