#pragma once

#include <vector>

#include "suanwang/model/world.hpp"
#include "suanwang/optimise/linear_program.hpp"
#include "suanwang/optimise/objective.hpp"

namespace suanwang {

/// What one hub is expected to have in each step of a window; a value per step.
struct HubOutlook {
  std::vector<double> base_load_mw;  ///< facility load that no decision moves
  std::vector<double> contracted_mw, direct_mw, grid_limit_mw;
  std::vector<double> price_cny_per_mwh, carbon_t_per_mwh;  ///< of import
};

/// What a hub will have in the intervals from `begin` to `end`, by location-based carbon.
[[nodiscard]] HubOutlook true_outlook(const World& world, HubId hub, std::size_t begin, std::size_t end,
                                      bool counts_idle = true);

/// What is said of a hub at the ends of a window.
struct HubEnds {
  double stored_from_mwh = 0.0, stored_to_mwh = 0.0;  ///< within which storage starts
  double start_value = 0.0;                           ///< paid for each MWh stored at the start
  double end_value = 0.0;                             ///< gained for each MWh stored at the end
  double peak_mw = 0.0;                               ///< import that the month's demand charge is already on
  double peak_cost = 0.0;                             ///< per MW of the window's highest import above it
};

/// The energy side of a linear program over a window: import, renewables, storage and lines of every hub, in
/// blocks of columns and rows, one a step. Load is added by the caller. Equations (35) to (38) of
/// docs/model.md. What the engine's dispatch can do is a point of this program, at the same cost or less.
class EnergyProgram {
 public:
  /// Adds the columns that come before all steps. All is kept by reference.
  EnergyProgram(LinearProgram& program, const World& world, const Objective& objective,
                const Table<HubId, HubOutlook>& outlook, const Table<HubId, HubEnds>& ends,
                std::size_t step_count);

  /// Adds the block of the next step.
  void add_step();

  /// Row in which load of the step counts: its coefficient is minus the MW that one unit of a column draws.
  [[nodiscard]] LinearProgram::Row balance(HubId hub, std::size_t step) const {
    return columns_of(hub, step).balance;
  }

  /// Columns of one hub's step.
  struct Step {
    LinearProgram::Column import, contracted, direct, exported, charge, discharge, stored, shortfall;
    LinearProgram::Row balance;
  };
  [[nodiscard]] const Step& columns_of(HubId hub, std::size_t step) const {
    return steps_[step * world_.hubs().size() + hub.index()];
  }
  [[nodiscard]] LinearProgram::Column stored_at_start(HubId hub) const { return starts_[hub]; }

 private:
  void add_hub(HubId hub, std::size_t step);
  void add_storage(HubId hub, std::size_t step, Step& columns);
  void add_lines(std::size_t step);

  LinearProgram& program_;
  const World& world_;
  const Objective& objective_;
  const Table<HubId, HubOutlook>& outlook_;
  const Table<HubId, HubEnds>& ends_;
  std::size_t step_count_;
  double hours_;
  std::vector<Step> steps_;  // by step, then hub
  Table<HubId, LinearProgram::Column> starts_, peaks_;
};

}  // namespace suanwang
