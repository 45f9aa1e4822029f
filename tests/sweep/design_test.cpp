#include "suanwang/sweep/design.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

using Levels = std::vector<std::size_t>;

constexpr std::array sampling{Design::latin_hypercube, Design::sobol, Design::random};

Levels levels_of(const DesignPoint& point) {
  Levels levels;
  for (const Place& place : point) levels.push_back(place.level);
  return levels;
}

std::vector<Levels> levels_of(const std::vector<DesignPoint>& points) {
  std::vector<Levels> all;
  for (const DesignPoint& point : points) all.push_back(levels_of(point));
  return all;
}

/// In which of so many equal parts of the range a place is.
std::size_t part_of(const Place& place, std::size_t parts) {
  return static_cast<std::size_t>(place.share * static_cast<double>(parts));
}

/// How many points each part of one factor's range holds.
std::vector<std::size_t> counts_by_part(const std::vector<DesignPoint>& points, std::size_t factor,
                                        std::size_t parts) {
  std::vector<std::size_t> counts(parts);
  for (const DesignPoint& point : points) ++counts.at(part_of(point[factor], parts));
  return counts;
}

/// How many points each box holds, where the ranges of two factors are cut into parts.
std::vector<std::size_t> counts_by_box(const std::vector<DesignPoint>& points, std::size_t across,
                                       std::size_t across_parts, std::size_t down, std::size_t down_parts) {
  std::vector<std::size_t> counts(across_parts * down_parts);
  for (const DesignPoint& point : points)
    ++counts.at(part_of(point[across], across_parts) * down_parts + part_of(point[down], down_parts));
  return counts;
}

/// The binary digits behind a share of a Sobol design.
std::uint64_t digits_of(const Place& place) { return static_cast<std::uint64_t>(place.share * 0x1p52); }

/// A shape of each design that it allows: ranges and levels mixed where they may be.
std::vector<DesignRequest> any_requests(std::uint64_t seed) {
  testing::Draw draw(seed);
  const std::size_t factors = 1 + draw.below(6), points = draw.below(40);
  std::vector<DesignRequest> requests;
  for (const auto& [design, name] : Names<Design>::all) {
    DesignRequest request{design, {}, points, seed};
    for (std::size_t factor = 0; factor < factors; ++factor)
      request.levels.push_back(design == Design::zip    ? 1 + points
                               : design == Design::grid ? 1 + draw.below(4)
                               : draw.chance(0.5)       ? 0
                                                        : 2 + draw.below(6));
    requests.push_back(request);
  }
  return requests;
}

TEST(DesignProperty, MakesAsManyPointsAsItsSize) {
  for (const std::uint64_t seed : testing::first_seeds(200))
    for (const DesignRequest& request : any_requests(seed)) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed << ", design " << int(request.design));
      const std::vector<DesignPoint> points = design_points(request);
      EXPECT_EQ(design_size(request), static_cast<double>(points.size()));
      for (const DesignPoint& point : points) EXPECT_EQ(point.size(), request.levels.size());
    }
}

TEST(DesignProperty, PlacesAreWithinTheirFactor) {
  for (const std::uint64_t seed : testing::first_seeds(200))
    for (const DesignRequest& request : any_requests(seed)) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed << ", design " << int(request.design));
      for (const DesignPoint& point : design_points(request))
        for (std::size_t factor = 0; factor < point.size(); ++factor) {
          EXPECT_GE(point[factor].share, 0.0);
          EXPECT_LE(point[factor].share, 1.0);
          EXPECT_LT(point[factor].level, std::max<std::size_t>(request.levels[factor], 1));
        }
    }
}

TEST(DesignProperty, AShareIsTheMiddleOfItsLevelsPart) {
  for (const std::uint64_t seed : testing::first_seeds(100))
    for (const DesignRequest& request : any_requests(seed)) {
      if (request.design == Design::morris) continue;
      for (const DesignPoint& point : design_points(request))
        for (std::size_t factor = 0; factor < point.size(); ++factor) {
          if (request.levels[factor] == 0) continue;
          const auto levels = static_cast<double>(request.levels[factor]);
          EXPECT_DOUBLE_EQ(point[factor].share * levels, static_cast<double>(point[factor].level) + 0.5);
        }
    }
}

TEST(DesignProperty, EqualSeedsGiveEqualPoints) {
  for (const std::uint64_t seed : testing::first_seeds(50))
    for (const DesignRequest& request : any_requests(seed))
      EXPECT_EQ(design_points(request), design_points(request));
}

TEST(DesignProperty, OtherSeedsGiveOtherPoints) {
  for (const Design design :
       {Design::latin_hypercube, Design::sobol, Design::random, Design::morris, Design::saltelli}) {
    std::set<std::vector<double>> seen;
    for (const std::uint64_t seed : testing::first_seeds(50)) {
      std::vector<double> shares;
      for (const DesignPoint& point : design_points({design, {0, 0, 0}, 20, seed}))
        for (const Place& place : point) shares.push_back(place.share);
      seen.insert(shares);
    }
    EXPECT_EQ(seen.size(), 50u) << int(design);
  }
}

// Numbers of the first run: they may never change, or results of the same file would.
TEST(DesignProperty, PointsStayWhatTheyWere) {
  const auto last_share = [](Design design) { return design_points({design, {3, 0}, 5, 7}).back()[1].share; };
  EXPECT_EQ(last_share(Design::latin_hypercube), 0x1.8de3b8b09999ap-1);
  EXPECT_EQ(last_share(Design::sobol), 0x1.9f3f11f82450dp-1);
  EXPECT_EQ(last_share(Design::random), 0x1.65229ec8p-4);
  EXPECT_EQ(last_share(Design::saltelli), 0x1.f2a135448c55p-5);
  EXPECT_EQ(levels_of(design_points({Design::morris, {9, 8}, 2, 7})),
            (std::vector<Levels>{{5, 5}, {5, 1}, {1, 1}, {0, 5}, {0, 1}, {4, 1}}));
}

TEST(DesignProperty, ADesignWithoutPointsIsEmpty) {
  for (const Design design :
       {Design::latin_hypercube, Design::sobol, Design::random, Design::morris, Design::saltelli})
    EXPECT_TRUE(design_points({design, {0, 3}, 0, 1}).empty());
}

TEST(DesignProperty, ADesignNeedsAFactor) {
  for (const auto& [design, name] : Names<Design>::all) {
    EXPECT_THROW((void)design_size({design, {}, 5, 1}), InvariantError) << name;
    EXPECT_THROW((void)design_points({design, {}, 5, 1}), InvariantError) << name;
  }
}

TEST(GridDesign, LastFactorChangesFastest) {
  EXPECT_EQ(levels_of(design_points({Design::grid, {2, 1, 3}})),
            (std::vector<Levels>{{0, 0, 0}, {0, 0, 1}, {0, 0, 2}, {1, 0, 0}, {1, 0, 1}, {1, 0, 2}}));
}

TEST(GridDesignProperty, HasAllCombinationsOnceInOrder) {
  for (const std::uint64_t seed : testing::first_seeds(100)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    DesignRequest request{Design::grid, {}};
    for (std::size_t factor = draw.below(5) + 1; factor > 0; --factor)
      request.levels.push_back(1 + draw.below(5));
    const std::vector<Levels> points = levels_of(design_points(request));
    EXPECT_TRUE(std::is_sorted(points.begin(), points.end()));
    EXPECT_EQ(std::adjacent_find(points.begin(), points.end()), points.end());
    EXPECT_EQ(static_cast<double>(points.size()), design_size(request));
  }
}

TEST(GridDesign, ASizeBeyondMemoryIsStillGiven) {
  EXPECT_EQ(design_size({Design::grid, {1000, 1000, 1000}}), 1e9);
  const DesignRequest huge{Design::grid, Levels(100, 10)};
  EXPECT_NEAR(design_size(huge) / 1e100, 1.0, 1e-12);
  EXPECT_THROW((void)design_points(huge), InvariantError);
}

TEST(GridDesign, NeedsLevels) {
  EXPECT_THROW((void)design_size({Design::grid, {2, 0}}), InputError);
  EXPECT_THROW((void)design_points({Design::zip, {0, 0}}), InputError);
}

TEST(ZipDesign, GoesThroughAllFactorsAtOnce) {
  EXPECT_EQ(levels_of(design_points({Design::zip, {3, 3}})), (std::vector<Levels>{{0, 0}, {1, 1}, {2, 2}}));
}

TEST(ZipDesign, NeedsEquallyManyLevels) {
  EXPECT_THROW((void)design_points({Design::zip, {3, 3, 2}}), InputError);
}

TEST(LatinHypercubeProperty, EveryPartIsHitOnce) {
  for (const std::uint64_t seed : testing::first_seeds(50))
    for (const std::size_t count : {1u, 2u, 7u, 64u, 300u}) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed << ", points " << count);
      const std::vector<DesignPoint> points =
          design_points({Design::latin_hypercube, {0, 0, 0}, count, seed});
      for (std::size_t factor = 0; factor < 3; ++factor)
        EXPECT_EQ(counts_by_part(points, factor, count), std::vector<std::size_t>(count, 1));
    }
}

TEST(LatinHypercubeProperty, LevelsAreHitEquallyOften) {
  for (const std::uint64_t seed : testing::first_seeds(50)) {
    std::map<std::size_t, int> counts;
    for (const DesignPoint& point : design_points({Design::latin_hypercube, {0, 6}, 30, seed}))
      ++counts[point[1].level];
    ASSERT_EQ(counts.size(), 6u);
    for (const auto& [level, count] : counts) EXPECT_EQ(count, 5) << level;
  }
}

// All 24 orders of 4 parts are as likely: 100 each of 2,400, with a deviation of 10.
TEST(LatinHypercubeProperty, EveryOrderOfPartsIsAsLikely) {
  std::map<std::vector<std::size_t>, int> counts;
  for (const std::uint64_t seed : testing::first_seeds(2400)) {
    std::vector<std::size_t> order;
    for (const DesignPoint& point : design_points({Design::latin_hypercube, {0, 0}, 4, seed}))
      order.push_back(part_of(point[1], 4));
    ++counts[order];
  }
  EXPECT_EQ(counts.size(), 24u);
  for (const auto& [order, count] : counts) EXPECT_NEAR(count, 100, 45);
}

// Within its part a point is anywhere: 64 x 50 draws, whose mean of 0.5 has a deviation of 0.005.
TEST(LatinHypercubeProperty, PointsAreAnywhereInTheirPart) {
  double sum = 0.0, squares = 0.0;
  for (const std::uint64_t seed : testing::first_seeds(50))
    for (const DesignPoint& point : design_points({Design::latin_hypercube, {0}, 64, seed})) {
      const double within = std::fmod(point[0].share * 64.0, 1.0);
      sum += within / 3200.0;
      squares += within * within / 3200.0;
    }
  EXPECT_NEAR(sum, 0.5, 0.02);
  EXPECT_NEAR(squares - sum * sum, 1.0 / 12.0, 0.01);
}

// The first points as S. Joe and F. Kuo list them for their numbers (new-joe-kuo-6, three dimensions). The
// shift is the same for all points, so that it falls out of the exclusive or with the first one, which is 0.
TEST(SobolDesign, IsJoeAndKuosButForTheShift) {
  const std::vector<std::array<double, 3>> published{{0, 0, 0},
                                                     {0.5, 0.5, 0.5},
                                                     {0.75, 0.25, 0.25},
                                                     {0.25, 0.75, 0.75},
                                                     {0.375, 0.375, 0.625},
                                                     {0.875, 0.875, 0.125},
                                                     {0.625, 0.125, 0.875},
                                                     {0.125, 0.625, 0.375},
                                                     {0.1875, 0.3125, 0.9375},
                                                     {0.6875, 0.8125, 0.4375}};
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    const std::vector<DesignPoint> points = design_points({Design::sobol, {0, 0, 0}, published.size(), seed});
    for (std::size_t i = 0; i < points.size(); ++i)
      for (std::size_t factor = 0; factor < 3; ++factor)
        EXPECT_EQ(static_cast<double>(digits_of(points[i][factor]) ^ digits_of(points[0][factor])) * 0x1p-52,
                  published[i][factor])
            << "seed " << seed << ", point " << i << ", factor " << factor;
  }
}

/// A line of the file new-joe-kuo-6: degree and coefficients of a polynomial, first direction numbers.
struct DirectionLine {
  unsigned degree, coefficients;
  std::vector<std::uint32_t> numbers;
};

/// The number of a dimension at a place of the sequence, in 32 digits, as Joe and Kuo's notes define it.
std::uint32_t sobol_word(DirectionLine line, std::uint32_t place) {
  for (std::size_t i = line.degree; i < 32; ++i) {
    std::uint32_t next = line.numbers[i - line.degree] ^ (line.numbers[i - line.degree] << line.degree);
    for (unsigned k = 1; k < line.degree; ++k)
      if ((line.coefficients >> (line.degree - 1 - k) & 1) != 0) next ^= line.numbers[i - k] << k;
    line.numbers.push_back(next);
  }
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 32; ++i)
    if ((place >> i & 1) != 0) word ^= line.numbers[i] << (31 - i);
  return word;
}

// Dimensions 2 to 10 of the file, computed another way than by Boost.
TEST(SobolDesign, HasTheDirectionNumbersOfJoeAndKuo) {
  const std::vector<DirectionLine> lines{{1, 0, {1}},
                                         {2, 1, {1, 3}},
                                         {3, 1, {1, 3, 1}},
                                         {3, 2, {1, 1, 1}},
                                         {4, 1, {1, 1, 3, 3}},
                                         {4, 4, {1, 3, 5, 13}},
                                         {5, 2, {1, 1, 5, 5, 17}},
                                         {5, 4, {1, 1, 5, 5, 5}},
                                         {5, 7, {1, 1, 7, 11, 19}}};
  const std::vector<DesignPoint> points = design_points({Design::sobol, Levels(10, 0), 1000, 3});
  for (std::uint32_t i = 0; i < 1000; ++i)
    for (std::size_t line = 0; line < lines.size(); ++line)
      ASSERT_EQ((digits_of(points[i][line + 1]) ^ digits_of(points[0][line + 1])) >> 20,
                sobol_word(lines[line], i ^ i >> 1))
          << "point " << i << ", dimension " << line + 2;
}

TEST(SobolDesignProperty, EveryPartOfAPowerOfTwoIsHitOnce) {
  for (const std::uint64_t seed : testing::first_seeds(20))
    for (const std::size_t count : {1u, 2u, 16u, 256u}) {
      SCOPED_TRACE(::testing::Message() << "seed " << seed << ", points " << count);
      const std::vector<DesignPoint> points = design_points({Design::sobol, Levels(40, 0), count, seed});
      for (std::size_t factor = 0; factor < 40; ++factor)
        EXPECT_EQ(counts_by_part(points, factor, count), std::vector<std::size_t>(count, 1));
    }
}

// The first two dimensions are a (0, m, 2)-net: whatever the shape of the 2^m boxes, each holds one point.
TEST(SobolDesignProperty, FirstTwoDimensionsFillEveryBox) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    const std::vector<DesignPoint> points = design_points({Design::sobol, {0, 0}, 256, seed});
    for (std::size_t across = 1; across <= 256; across *= 2)
      EXPECT_EQ(counts_by_box(points, 0, across, 1, 256 / across), std::vector<std::size_t>(256, 1))
          << "seed " << seed << ", " << across << " across";
  }
}

// Every pair of the first eight dimensions is a (3, 8, 2)-net: of 2^5 boxes of any shape, each holds 2^3
// points.
TEST(SobolDesignProperty, PairsOfDimensionsAreBalanced) {
  for (const std::uint64_t seed : testing::first_seeds(5)) {
    const std::vector<DesignPoint> points = design_points({Design::sobol, Levels(8, 0), 256, seed});
    for (std::size_t one = 0; one < 8; ++one)
      for (std::size_t other = 0; other < one; ++other)
        for (std::size_t across = 1; across <= 32; across *= 2)
          EXPECT_EQ(counts_by_box(points, one, across, other, 32 / across), std::vector<std::size_t>(32, 8))
              << "seed " << seed << ", dimensions " << other << " and " << one << ", " << across << " across";
  }
}

// The first point is the shift. Means over 2,000 seeds: deviations of 0.0065 and, of the product, 0.0019.
TEST(SobolDesignProperty, TheShiftIsUniformAndIndependent) {
  double mean = 0.0, square = 0.0, product = 0.0;
  for (const std::uint64_t seed : testing::first_seeds(2000)) {
    const DesignPoint point = design_points({Design::sobol, {0, 0}, 1, seed}).front();
    mean += point[1].share / 2000.0;
    square += point[1].share * point[1].share / 2000.0;
    product += (point[0].share - 0.5) * (point[1].share - 0.5) / 2000.0;
  }
  EXPECT_NEAR(mean, 0.5, 0.026);
  EXPECT_NEAR(square, 1.0 / 3.0, 0.026);
  EXPECT_NEAR(product, 0.0, 0.0075);
}

TEST(SobolDesign, LevelsAreHitEquallyOften) {
  std::map<std::size_t, int> counts;
  for (const DesignPoint& point : design_points({Design::sobol, {4, 3}, 32, 1})) ++counts[point[0].level];
  EXPECT_EQ(counts, (std::map<std::size_t, int>{{0, 8}, {1, 8}, {2, 8}, {3, 8}}));
}

TEST(SobolDesign, KnowsItsLimit) {
  EXPECT_EQ(design_points({Design::sobol, Levels(3667, 0), 2}).back().size(), 3667u);
  EXPECT_THROW((void)design_points({Design::sobol, Levels(3668, 0), 2}), InputError);
  EXPECT_EQ(design_size({Design::saltelli, Levels(1833, 0), 2}), 2.0 * 1835.0);
  EXPECT_THROW((void)design_size({Design::saltelli, Levels(1834, 0), 2}), InputError);
  EXPECT_EQ(design_points({Design::random, Levels(4000, 0), 2}).size(), 2u);
}

TEST(SamplingDesignProperty, MorePointsLeaveTheFirstOnesAsTheyAre) {
  for (const Design design : {Design::sobol, Design::random, Design::morris, Design::saltelli})
    for (const std::uint64_t seed : testing::first_seeds(20)) {
      const std::vector<DesignPoint> few = design_points({design, {0, 5}, 10, seed});
      std::vector<DesignPoint> more = design_points({design, {0, 5}, 17, seed});
      more.resize(few.size());
      EXPECT_EQ(few, more) << int(design) << ", seed " << seed;
    }
}

TEST(SamplingDesignProperty, AnotherFactorsLevelsChangeNothing) {
  for (const Design design : sampling) {
    const std::vector<DesignPoint> with = design_points({design, {4, 0}, 20, 3});
    const std::vector<DesignPoint> without = design_points({design, {0, 0}, 20, 3});
    for (std::size_t i = 0; i < 20; ++i) {
      EXPECT_EQ(with[i][1], without[i][1]);
      EXPECT_EQ(with[i][0].level, part_of(without[i][0], 4));  // floor(share * levels)
    }
  }
}

// Of no other purpose: a design's draws tell nothing of the weather or the jobs of the runs.
TEST(RandomDesign, DrawsFromStreamsOfItsOwn) {
  RandomStream stream(9, RandomPurpose::design, 1);
  for (const DesignPoint& point : design_points({Design::random, {0, 0}, 10, 9}))
    EXPECT_EQ(point[1].share, stream.uniform());
}

// Means of 4,000 draws: the deviations are 0.0046 of the share, 22 of a level's count, 0.0013 of the product.
TEST(RandomDesign, IsUniformAndIndependent) {
  double mean = 0.0, square = 0.0, product = 0.0;
  std::map<std::size_t, int> counts;
  for (const DesignPoint& point : design_points({Design::random, {0, 0, 7}, 4000, 11})) {
    mean += point[0].share / 4000.0;
    square += point[0].share * point[0].share / 4000.0;
    product += (point[0].share - 0.5) * (point[1].share - 0.5) / 4000.0;
    ++counts[point[2].level];
  }
  EXPECT_NEAR(mean, 0.5, 0.02);
  EXPECT_NEAR(square, 1.0 / 3.0, 0.02);
  EXPECT_NEAR(product, 0.0, 0.006);
  ASSERT_EQ(counts.size(), 7u);
  for (const auto& [level, count] : counts) EXPECT_NEAR(count, 4000.0 / 7.0, 100.0) << level;
}

/// The factors in which two points differ.
std::vector<std::size_t> differences(const DesignPoint& one, const DesignPoint& other) {
  std::vector<std::size_t> factors;
  for (std::size_t factor = 0; factor < one.size(); ++factor)
    if (!(one[factor] == other[factor])) factors.push_back(factor);
  return factors;
}

TEST(MorrisDesignProperty, EachFactorMovesOncePerTrajectory) {
  for (const std::uint64_t seed : testing::first_seeds(200)) {
    SCOPED_TRACE(seed);
    const DesignRequest request = any_requests(seed)[5];
    ASSERT_EQ(request.design, Design::morris);
    const std::size_t factors = request.levels.size();
    const std::vector<DesignPoint> points = design_points(request);
    for (std::size_t start = 0; start < points.size(); start += factors + 1) {
      std::set<std::size_t> moved;
      for (std::size_t i = start; i < start + factors; ++i) {
        const std::vector<std::size_t> differing = differences(points[i], points[i + 1]);
        ASSERT_EQ(differing.size(), 1u);
        moved.insert(differing.front());
      }
      EXPECT_EQ(moved.size(), factors);
    }
  }
}

TEST(MorrisDesignProperty, AStepIsHalfOfTheLattice) {
  const Levels levels{0, 2, 3, 4, 5, 9};
  const std::vector<double> steps{2.0 / 3.0, 1.0, 0.5, 2.0 / 3.0, 0.5, 0.5};  // of the way from first to last
  std::vector<int> up(levels.size());
  const std::vector<DesignPoint> points = design_points({Design::morris, levels, 400, 5});
  for (std::size_t start = 0; start < points.size(); start += levels.size() + 1)
    for (std::size_t i = start; i < start + levels.size(); ++i) {
      const std::size_t factor = differences(points[i], points[i + 1]).front();
      const double step = points[i + 1][factor].share - points[i][factor].share;
      EXPECT_NEAR(std::abs(step), steps[factor], 1e-15);
      up[factor] += step > 0.0 ? 1 : 0;
    }
  for (const int count : up) EXPECT_NEAR(count, 200, 50);  // deviation 10
}

TEST(MorrisDesignProperty, AllLevelsOfTheLatticeAreVisited) {
  const std::vector<DesignPoint> points = design_points({Design::morris, {0, 2, 3, 7}, 200, 5});
  std::vector<std::set<double>> shares(4);
  std::vector<std::set<std::size_t>> levels(4);
  for (const DesignPoint& point : points)
    for (std::size_t factor = 0; factor < 4; ++factor) {
      shares[factor].insert(point[factor].share);
      levels[factor].insert(point[factor].level);
    }
  EXPECT_EQ(shares[0], (std::set<double>{0.0, 1.0 / 3.0, 2.0 / 3.0, 1.0}));
  EXPECT_EQ(shares[1], (std::set<double>{0.0, 1.0}));
  EXPECT_EQ(shares[2], (std::set<double>{0.0, 0.5, 1.0}));
  EXPECT_EQ(levels[0], (std::set<std::size_t>{0}));
  EXPECT_EQ(levels[3], (std::set<std::size_t>{0, 1, 2, 3, 4, 5, 6}));
}

TEST(MorrisDesignProperty, AShareLeadsFromTheFirstLevelToTheLast) {
  for (const DesignPoint& point : design_points({Design::morris, {6, 2}, 100, 5})) {
    EXPECT_DOUBLE_EQ(point[0].share, static_cast<double>(point[0].level) / 5.0);
    EXPECT_DOUBLE_EQ(point[1].share, static_cast<double>(point[1].level));
  }
}

TEST(MorrisDesignProperty, FactorsMoveInEveryOrder) {
  std::map<std::size_t, int> first_to_move;
  const std::vector<DesignPoint> points = design_points({Design::morris, {0, 0, 0}, 300, 5});
  for (std::size_t start = 0; start < points.size(); start += 4)
    ++first_to_move[differences(points[start], points[start + 1]).front()];
  for (const std::size_t factor : {0u, 1u, 2u}) EXPECT_NEAR(first_to_move[factor], 100, 35);  // deviation 8
}

TEST(MorrisDesign, CannotMoveASingleLevel) {
  EXPECT_THROW((void)design_points({Design::morris, {0, 1}, 2}), InputError);
}

TEST(SaltelliDesignProperty, MixedRowsAreAWithOneFactorOfB) {
  for (const std::uint64_t seed : testing::first_seeds(100)) {
    SCOPED_TRACE(seed);
    const DesignRequest request = any_requests(seed)[6];
    ASSERT_EQ(request.design, Design::saltelli);
    const std::size_t factors = request.levels.size();
    const std::vector<DesignPoint> points = design_points(request);
    for (std::size_t start = 0; start < points.size(); start += factors + 2)
      for (std::size_t factor = 0; factor < factors; ++factor) {
        DesignPoint mixed = points[start];
        mixed[factor] = points[start + 1][factor];
        EXPECT_EQ(points[start + 2 + factor], mixed);
      }
  }
}

// A and B are one sequence of twice as many dimensions: the same as a Sobol design of those.
TEST(SaltelliDesignProperty, AAndBAreOneSobolSequence) {
  for (const std::uint64_t seed : testing::first_seeds(20)) {
    const std::vector<DesignPoint> both = design_points({Design::sobol, {0, 5, 0, 0, 5, 0}, 16, seed});
    const std::vector<DesignPoint> points = design_points({Design::saltelli, {0, 5, 0}, 16, seed});
    for (std::size_t base = 0; base < 16; ++base) {
      DesignPoint joined = points[base * 5];
      joined.insert(joined.end(), points[base * 5 + 1].begin(), points[base * 5 + 1].end());
      EXPECT_EQ(joined, both[base]);
    }
  }
}

}  // namespace
}  // namespace suanwang
