#include "suanwang/optimise/linear_program.hpp"

#include <cmath>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "seeds.hpp"

namespace suanwang {
namespace {

constexpr double infinite = LinearProgram::infinite;

/// Maximise 3x + 5y within x <= 4, 2y <= 12, 3x + 2y <= 18 (Hillier and Lieberman): 36 at (2, 6).
LinearProgram wyndor() {
  LinearProgram program;
  const auto x = program.add_column(0.0, 100.0, -3.0), y = program.add_column(0.0, 100.0, -5.0);
  program.add(program.add_row(-infinite, 4.0), x, 1.0);
  program.add(program.add_row(-infinite, 12.0), y, 2.0);
  const auto row = program.add_row(-infinite, 18.0);
  program.add(row, x, 3.0);
  program.add(row, y, 2.0);
  return program;
}

TEST(LinearProgram, FindsTheTextbookOptimum) {
  const LpSolution solution = wyndor().solve();
  ASSERT_EQ(solution.status, LpSolution::Status::optimal);
  EXPECT_NEAR(solution.objective, -36.0, 1e-9);
  EXPECT_NEAR(solution.columns[0], 2.0, 1e-9);
  EXPECT_NEAR(solution.columns[1], 6.0, 1e-9);
  EXPECT_NEAR(solution.row_duals[0], 0.0, 1e-9);
  EXPECT_NEAR(solution.row_duals[1], -1.5, 1e-9);
  EXPECT_NEAR(solution.row_duals[2], -1.0, 1e-9);
}

TEST(LinearProgram, SaysWhatHasNoOptimum) {
  LinearProgram empty;
  empty.add(empty.add_row(2.0, infinite), empty.add_column(0.0, 1.0, 1.0), 1.0);
  EXPECT_EQ(empty.solve().status, LpSolution::Status::infeasible);
  LinearProgram endless;
  endless.add(endless.add_row(0.0, infinite), endless.add_column(0.0, infinite, -1.0), 1.0);
  EXPECT_EQ(endless.solve().status, LpSolution::Status::unbounded);
}

TEST(LinearProgram, RefusesNonsense) {
  LinearProgram program;
  EXPECT_THROW(program.add_column(1.0, 0.0, 0.0), InvariantError);
  EXPECT_THROW(program.add_column(0.0, 1.0, std::nan("")), InvariantError);
  EXPECT_THROW(program.add(0, 0, 1.0), InvariantError);
}

LinearProgram any_program(testing::Draw& draw) {
  LinearProgram program;
  const std::size_t columns = 2 + draw.below(8), rows = 1 + draw.below(6);
  for (std::size_t i = 0; i < columns; ++i)
    program.add_column(0.0, draw.within(1.0, 10.0), draw.within(-2.0, 5.0));
  for (std::size_t i = 0; i < rows; ++i) {
    const auto row = draw.chance(0.5) ? program.add_row(draw.within(0.0, 1.0), infinite)
                                      : program.add_row(-infinite, draw.within(1.0, 20.0));
    for (std::size_t j = 0; j < columns; ++j)
      if (draw.chance(0.6)) program.add(row, j, draw.within(0.5, 2.0));
    program.add(row, 0, 0.5);
  }
  return program;
}

TEST(LinearProgramProperty, DualsBoundTheOptimumWhateverTheyAre) {
  std::size_t solved = 0;
  for (const std::uint64_t seed : testing::first_seeds(500)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const LinearProgram program = any_program(draw);
    const LpSolution solution = program.solve();
    if (solution.status != LpSolution::Status::optimal) continue;
    ++solved;
    EXPECT_NEAR(program.dual_bound(solution.row_duals), solution.objective,
                1e-7 * (1.0 + std::abs(solution.objective)));
    std::vector<double> any = solution.row_duals;
    for (double& dual : any) dual += draw.within(-3.0, 3.0);
    EXPECT_LE(program.dual_bound(any), solution.objective + 1e-7);
  }
  EXPECT_GT(solved, 300u);
}

TEST(LinearProgramProperty, AWarmStartFindsTheSameOptimum) {
  for (const std::uint64_t seed : testing::first_seeds(100)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    LinearProgram program = any_program(draw);
    const LpSolution before = program.solve();
    if (before.status != LpSolution::Status::optimal) continue;
    for (std::size_t i = 0; i < program.column_count(); ++i) program.set_cost(i, draw.within(-2.0, 5.0));
    const LpSolution cold = program.solve(), warm = program.solve(before.basis);
    EXPECT_NEAR(warm.objective, cold.objective, 1e-7 * (1.0 + std::abs(cold.objective)));
  }
}

TEST(LpBasis, MovesOnByWholeSteps) {
  const LpBasis basis{{9, 1, 2, 3, 4, 5, 6}, {8, 1, 2, 3}};
  const LpBasis moved = basis.moved_on(1, 2, 1, 1, 1);
  EXPECT_EQ(moved.columns, (std::vector<std::uint8_t>{9, 3, 4, 5, 6, 5, 6}));
  EXPECT_EQ(moved.rows, (std::vector<std::uint8_t>{8, 2, 3, 3}));
}

}  // namespace
}  // namespace suanwang
