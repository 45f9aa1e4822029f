#pragma once

#include <optional>
#include <vector>

#include "suanwang/optimise/energy_program.hpp"
#include "suanwang/optimise/linear_program.hpp"
#include "suanwang/optimise/objective.hpp"

namespace suanwang {

/// What a cluster offers a class of work or tokens.
struct PlanSite {
  bool is_admissible = false;
  double speed = 1.0;            ///< of an accelerator; of tokens: tokens per second
  double facility_mw = 0.0;      ///< above idle, of an accelerator in use
  double transfer_cny = 0.0;     ///< of the input, per accelerator that starts; jobs only
  double most_accelerators = 0;  ///< tokens only
};

/// Jobs of one group as a plan sees them: a fluid of accelerators that start and run for the same time.
struct PlanJobs {
  double waiting = 0.0;          ///< accelerators asked for by jobs that wait to be routed
  std::vector<double> arriving;  ///< expected, a value per step
  double hours = 1.0;            ///< run time on reference accelerators, mean
  Table<ClusterId, PlanSite> sites;
};

struct PlanTokens {
  std::vector<double> demand;  ///< tokens per second, a value per step
  Table<ClusterId, PlanSite> sites;
};

/// What is known and expected when a plan is made.
struct PlanInput {
  std::size_t steps = 0;
  Table<HubId, HubOutlook> outlook;
  Table<HubId, HubEnds> ends;
  std::vector<PlanJobs> jobs;
  std::vector<PlanTokens> tokens;
  std::vector<Table<ClusterId, double>> room;  ///< accelerators not bound by jobs that are under way, by step
  double waiting_cny_per_hour = 0.0;           ///< for each accelerator asked for
  std::size_t longest_wait = 0;                ///< steps
};

/// What a plan says; all by step.
struct RollingPlan {
  std::vector<std::vector<Table<ClusterId, double>>> starts;  ///< accelerators that start, then by group
  std::vector<std::vector<double>> left_waiting;              ///< accelerators, then by group
  std::vector<Table<HubId, double>> charge_mw, discharge_mw;
  /// What one more MWh of load costs, in the unit of the objective: shadow prices of the balances.
  std::vector<Table<HubId, double>> energy_price;
  /// What an accelerator-hour of room is worth, the same; 0 where there is more than the plan needs.
  std::vector<Table<ClusterId, double>> room_price;
  LpBasis basis;  ///< where the plan of a window that moved on begins
  double objective = 0.0;
  int iterations = 0;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(starts, left_waiting, charge_mw, discharge_mw, energy_price, room_price, basis, objective,
            iterations);
  }
};

/// The rolling plan's linear program: jobs grouped by class, tokens, storage and grid together, over a window
/// of the next hours. Equations (43) to (47) of docs/model.md. Its columns and rows lie step by step, so that
/// a window that moved on starts from where the last one ended.
class RollingProgram {
 public:
  RollingProgram(const World& world, const Objective& objective) : world_(world), objective_(objective) {}

  /// @param last Basis of the plan before, made `moved_on` steps ago, from which this one starts; afresh
  /// where it is of a window of another size. @return Empty if no optimum was found.
  [[nodiscard]] std::optional<RollingPlan> solve(const PlanInput& input, const LpBasis& last = {},
                                                 std::size_t moved_on = 0) const;

 private:
  struct Layout;
  void add_step(LinearProgram& program, const PlanInput& input, Layout& layout) const;
  void add_jobs(LinearProgram& program, const PlanInput& input, Layout& layout) const;
  void add_tokens(LinearProgram& program, const PlanInput& input, Layout& layout) const;
  void add_starts(LinearProgram& program, const PlanInput& input, const Layout& layout) const;
  [[nodiscard]] double price_of_no_room(const PlanInput& input, ClusterId cluster) const;
  [[nodiscard]] double mean_price(const PlanInput& input, HubId hub) const;

  const World& world_;
  const Objective objective_;
};

}  // namespace suanwang
