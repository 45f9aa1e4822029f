#include "suanwang/optimise/linear_program.hpp"

#include <ClpSimplex.hpp>
#include <CoinPackedMatrix.hpp>
#include <algorithm>
#include <cmath>
#include <cstdio>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

/// One list of states, moved on by whole blocks behind a fixed part.
std::vector<std::uint8_t> moved(const std::vector<std::uint8_t>& states, std::size_t steps, std::size_t block,
                                std::size_t fixed) {
  std::vector<std::uint8_t> result = states;
  const std::size_t end = states.size();
  for (std::size_t i = fixed; i < end; ++i) {
    std::size_t from = i + steps * block;
    while (from >= end) from -= block;
    result[i] = states[from];
  }
  return result;
}

double coin(double value) {
  if (value == LinearProgram::infinite) return COIN_DBL_MAX;
  if (value == -LinearProgram::infinite) return -COIN_DBL_MAX;
  return value;
}

std::vector<double> coin(const std::vector<double>& values) {
  std::vector<double> result(values.size());
  std::transform(values.begin(), values.end(), result.begin(), [](double each) { return coin(each); });
  return result;
}

LpSolution::Status status_of(int clp) {
  switch (clp) {
    case 0:
      return LpSolution::Status::optimal;
    case 1:
      return LpSolution::Status::infeasible;
    case 2:
      return LpSolution::Status::unbounded;
    default:
      return LpSolution::Status::stopped;
  }
}

void set_basis(ClpSimplex& model, const LpBasis& basis) {
  for (int i = 0; i < model.numberColumns(); ++i)
    model.setColumnStatus(i, static_cast<ClpSimplex::Status>(basis.columns[static_cast<std::size_t>(i)]));
  for (int i = 0; i < model.numberRows(); ++i)
    model.setRowStatus(i, static_cast<ClpSimplex::Status>(basis.rows[static_cast<std::size_t>(i)]));
}

LpBasis basis_of(const ClpSimplex& model) {
  LpBasis basis;
  for (int i = 0; i < model.numberColumns(); ++i)
    basis.columns.push_back(static_cast<std::uint8_t>(model.getColumnStatus(i)));
  for (int i = 0; i < model.numberRows(); ++i)
    basis.rows.push_back(static_cast<std::uint8_t>(model.getRowStatus(i)));
  return basis;
}

}  // namespace

LpBasis LpBasis::moved_on(std::size_t steps, std::size_t columns_per_step, std::size_t rows_per_step,
                          std::size_t fixed_columns, std::size_t fixed_rows) const {
  return {moved(columns, steps, columns_per_step, fixed_columns),
          moved(rows, steps, rows_per_step, fixed_rows)};
}

LinearProgram::Column LinearProgram::add_column(double lower, double upper, double cost) {
  expects(lower <= upper && std::isfinite(cost), "a column has bounds in order and a finite cost");
  lower_.push_back(lower);
  upper_.push_back(upper);
  cost_.push_back(cost);
  return cost_.size() - 1;
}

LinearProgram::Row LinearProgram::add_row(double lower, double upper) {
  expects(lower <= upper, "a row has bounds in order");
  row_lower_.push_back(lower);
  row_upper_.push_back(upper);
  return row_lower_.size() - 1;
}

void LinearProgram::add(Row row, Column column, double coefficient) {
  if (coefficient == 0.0) return;
  expects(row < row_count() && column < column_count() && std::isfinite(coefficient),
          "a coefficient is finite, of a known row and column");
  triplet_rows_.push_back(static_cast<int>(row));
  triplet_columns_.push_back(static_cast<int>(column));
  triplet_values_.push_back(coefficient);
}

LpSolution LinearProgram::solve(const LpBasis& start) const {
  CoinPackedMatrix matrix(true, triplet_rows_.data(), triplet_columns_.data(), triplet_values_.data(),
                          static_cast<CoinBigIndex>(triplet_values_.size()));
  matrix.setDimensions(static_cast<int>(row_count()), static_cast<int>(column_count()));
  ClpSimplex model;
  model.setLogLevel(0);
  const std::vector<double> lower = coin(lower_), upper = coin(upper_), row_lower = coin(row_lower_),
                            row_upper = coin(row_upper_);
  model.loadProblem(matrix, lower.data(), upper.data(), cost_.data(), row_lower.data(), row_upper.data());
  if (start.columns.size() == column_count() && start.rows.size() == row_count()) {
    set_basis(model, start);
    model.primal();
  } else {
    model.dual();
  }
  LpSolution solution;
  solution.status = status_of(model.status());
  solution.objective = model.objectiveValue();
  solution.columns.assign(model.primalColumnSolution(), model.primalColumnSolution() + model.numberColumns());
  solution.row_duals.assign(model.dualRowSolution(), model.dualRowSolution() + model.numberRows());
  solution.basis = basis_of(model);
  solution.iterations = model.numberIterations();
  return solution;
}

double LinearProgram::dual_bound(const std::vector<double>& row_duals) const {
  expects(row_duals.size() == row_count(), "a dual for each row");
  std::vector<double> duals = row_duals, reduced = cost_;
  double bound = 0.0;
  for (Row row = 0; row < row_count(); ++row) {
    double& dual = duals[row];
    if (dual > 0.0 && row_lower_[row] == -infinite) dual = 0.0;  // of the wrong sign: solver's rounding
    if (dual < 0.0 && row_upper_[row] == infinite) dual = 0.0;
    if (dual != 0.0) bound += dual * (dual > 0.0 ? row_lower_[row] : row_upper_[row]);
  }
  for (std::size_t i = 0; i < triplet_values_.size(); ++i)
    reduced[static_cast<std::size_t>(triplet_columns_[i])] -=
        duals[static_cast<std::size_t>(triplet_rows_[i])] * triplet_values_[i];
  for (Column column = 0; column < column_count(); ++column)
    if (reduced[column] != 0.0)
      bound += reduced[column] * (reduced[column] > 0.0 ? lower_[column] : upper_[column]);
  return bound;
}

namespace {

std::string list(const std::vector<double>& values) {
  std::string text = "[";
  for (const double value : values) {
    char number[32];
    std::snprintf(number, sizeof number, "%.17g", std::clamp(value, -1e30, 1e30));
    text += (text.size() > 1 ? "," : "") + std::string(number);
  }
  return text + "]";
}

std::string list(const std::vector<int>& values) {
  std::string text = "[";
  for (const int value : values) text += (text.size() > 1 ? "," : "") + std::to_string(value);
  return text + "]";
}

}  // namespace

std::string LinearProgram::json() const {
  return "{\"cost\":" + list(cost_) + ",\"lower\":" + list(lower_) + ",\"upper\":" + list(upper_) +
         ",\"row_lower\":" + list(row_lower_) + ",\"row_upper\":" + list(row_upper_) +
         ",\"rows\":" + list(triplet_rows_) + ",\"columns\":" + list(triplet_columns_) +
         ",\"values\":" + list(triplet_values_) + "}";
}

}  // namespace suanwang
