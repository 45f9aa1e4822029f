#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

namespace suanwang {

/// Which columns and rows are at a bound at a vertex, and which are in between: where a solve may begin.
struct LpBasis {
  std::vector<std::uint8_t> columns, rows;  ///< as CLP counts its states

  /// For a window that has moved on by `steps`, where each step has its own block of columns and of rows, one
  /// after the other, and `fixed` columns and rows come before all blocks. The last step is repeated.
  [[nodiscard]] LpBasis moved_on(std::size_t steps, std::size_t columns_per_step, std::size_t rows_per_step,
                                 std::size_t fixed_columns, std::size_t fixed_rows) const;
  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(columns, rows);
  }
};

struct LpSolution {
  enum class Status { optimal, infeasible, unbounded, stopped };
  Status status = Status::stopped;
  double objective = 0.0;
  std::vector<double> columns;    ///< values
  std::vector<double> row_duals;  ///< change of the objective as a row's bound rises by 1
  LpBasis basis;
  int iterations = 0;
};

/// A linear program: minimise cost over columns within bounds, subject to rows within bounds. Built once or
/// changed between solves. The only door to COIN-OR CLP.
class LinearProgram {
 public:
  static constexpr double infinite = std::numeric_limits<double>::infinity();
  using Column = std::size_t;
  using Row = std::size_t;

  Column add_column(double lower, double upper, double cost);
  Row add_row(double lower, double upper);
  /// Adds to the coefficient of a column in a row; zero adds nothing.
  void add(Row row, Column column, double coefficient);

  [[nodiscard]] std::size_t column_count() const { return cost_.size(); }
  [[nodiscard]] std::size_t row_count() const { return row_lower_.size(); }
  void set_cost(Column column, double cost) { cost_[column] = cost; }

  /// From the slack basis, or from `start`, which must be of a program of the same shape.
  /// @note The objective does not depend on the start; which of several best vertices is found may.
  [[nodiscard]] LpSolution solve(const LpBasis& start = {}) const;

  /// A bound on the objective from below that holds for any `row_duals`, whatever a solver did: equation (41)
  /// of docs/model.md. At the duals of the optimum it is the optimum. All columns must have finite bounds on
  /// the side that counts; else it is minus infinity.
  [[nodiscard]] double dual_bound(const std::vector<double>& row_duals) const;

  /// In the MPS-like layout that tests hand to another solver: bounds, costs and triplets as JSON.
  [[nodiscard]] std::string json() const;

 private:
  std::vector<double> lower_, upper_, cost_, row_lower_, row_upper_;
  std::vector<int> triplet_rows_, triplet_columns_;
  std::vector<double> triplet_values_;
};

}  // namespace suanwang
