#pragma once

#include <optional>
#include <span>
#include <vector>

#include "suanwang/optimise/energy_program.hpp"
#include "suanwang/optimise/linear_program.hpp"
#include "suanwang/optimise/objective.hpp"
#include "suanwang/optimise/work_groups.hpp"

namespace suanwang {

/// Work of one group by interval, in hours of reference accelerators.
struct ReleasedWork {
  std::vector<double> released;  ///< submitted in the interval
  std::vector<double> alive;  ///< of all submitted until the interval's end, what may still be done after it
  bool has_deadlines = false;
};

/// What one piece of the horizon is told of its neighbours: prices at which it takes over and hands on. They
/// are multipliers of the equations that tie pieces together, so that any price leaves a valid bound.
struct BoundaryPrices {
  Table<HubId, double> stored;  ///< of a MWh in storage
  std::vector<double> work;     ///< of an hour of work not done yet, by group
};

/// The relaxed program of a piece of the horizon: jobs are divisible and may pause and move at will, tokens
/// are served anywhere within their bound, nothing fails, transfers are free, the future is known. Whatever a
/// run of the engine does is a point of it whose objective is no more than the run's score. Equations (34) to
/// (42) of docs/model.md.
class RelaxedProgram {
 public:
  struct Piece {
    std::size_t begin = 0, end = 0;          ///< intervals, within one calendar month
    const BoundaryPrices* before = nullptr;  ///< null: the start of the run
    const BoundaryPrices* after = nullptr;   ///< null: the end of the run
  };

  /// All is kept by reference for as long as the program is built.
  RelaxedProgram(const RelaxedProgram&) = delete;
  RelaxedProgram& operator=(const RelaxedProgram&) = delete;
  RelaxedProgram(const World& world, const WorkGroups& groups, std::span<const ReleasedWork> work,
                 const Objective& objective, const Piece& piece);

  [[nodiscard]] const LinearProgram& program() const { return program_; }

  /// Prices for neighbours that a solution suggests: means of its own marginal values.
  [[nodiscard]] BoundaryPrices marginal_values(const LpSolution& solution) const;

 private:
  void describe_hubs();
  void add_work_start();
  void add_step(std::size_t step);
  void add_work(std::size_t step);
  void add_tokens(std::size_t step);

  const World& world_;
  const WorkGroups& groups_;
  std::span<const ReleasedWork> work_;
  const Objective& objective_;
  Piece piece_;
  double hours_;
  bool is_idle_free_;  // accelerators that are down draw nothing, so no idle power is sure
  LinearProgram program_;
  Table<HubId, HubOutlook> outlook_;
  Table<HubId, HubEnds> ends_;
  std::optional<EnergyProgram> energy_;
  std::vector<LinearProgram::Column> backlog_start_;           // by group
  std::vector<std::vector<LinearProgram::Column>> backlog_;    // by step, then group
  std::vector<std::vector<LinearProgram::Row>> backlog_rows_;  // the same
  std::vector<std::optional<LinearProgram::Row>> serving_;     // the same, of all model classes together
  std::vector<LinearProgram::Row> capacity_;                   // by pool, of the step being added
};

}  // namespace suanwang
