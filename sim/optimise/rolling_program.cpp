#include "suanwang/optimise/rolling_program.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace suanwang {

/// Where columns and rows of each step lie.
struct RollingProgram::Layout {
  EnergyProgram energy;
  double hours;
  std::vector<std::vector<Table<ClusterId, LinearProgram::Column>>> starts;  // by step, then group
  std::vector<std::vector<LinearProgram::Column>> waiting;
  std::vector<std::vector<LinearProgram::Row>> balance;  // of waiting jobs
  std::vector<Table<ClusterId, LinearProgram::Row>> room;
};

double RollingProgram::mean_price(const PlanInput& input, HubId hub) const {
  const HubOutlook& outlook = input.outlook[hub];
  const auto mean = [](const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
  };
  return objective_.per_cny * mean(outlook.price_cny_per_mwh) +
         objective_.per_tonne * mean(outlook.carbon_t_per_mwh);
}

/// Of an hour of an accelerator that is not there: as if all its power were load not served.
double RollingProgram::price_of_no_room(const PlanInput& input, ClusterId cluster) const {
  double mw = 0.0;
  for (const PlanJobs& jobs : input.jobs) mw = std::max(mw, jobs.sites[cluster].facility_mw);
  for (const PlanTokens& tokens : input.tokens) mw = std::max(mw, tokens.sites[cluster].facility_mw);
  return objective_.per_lost_mwh() * mw;
}

/// The room of each cluster, with a way out where jobs under way already exceed it.
void RollingProgram::add_step(LinearProgram& program, const PlanInput& input, Layout& layout) const {
  layout.energy.add_step();
  const std::size_t step = layout.room.size();
  Table<ClusterId, LinearProgram::Row> rows;
  for (const ClusterId cluster : world_.clusters().ids()) {
    const auto row =
        rows.add(program.add_row(-LinearProgram::infinite, std::max(0.0, input.room[step][cluster])));
    program.add(rows[row], program.add_column(0.0, 1e9, price_of_no_room(input, cluster) * layout.hours),
                -1.0);
  }
  layout.room.push_back(std::move(rows));
  add_jobs(program, input, layout);
  add_tokens(program, input, layout);
}

/// Waiting jobs of each group: those of the step before, plus arrivals, less starts.
void RollingProgram::add_jobs(LinearProgram& program, const PlanInput& input, Layout& layout) const {
  const std::size_t step = layout.waiting.size();
  std::vector<LinearProgram::Column> waiting;
  std::vector<LinearProgram::Row> balance;
  std::vector<Table<ClusterId, LinearProgram::Column>> starts;
  for (std::size_t group = 0; group < input.jobs.size(); ++group) {
    const PlanJobs& jobs = input.jobs[group];
    double mean_cost = 0.0, sites = 0.0;
    for (const ClusterId cluster : world_.clusters().ids()) {
      const PlanSite& site = jobs.sites[cluster];
      if (!site.is_admissible) continue;
      mean_cost +=
          site.facility_mw * jobs.hours / site.speed * mean_price(input, world_.clusters()[cluster].hub);
      ++sites;
    }
    double most = step < input.longest_wait ? jobs.waiting : 0.0;
    for (std::size_t i = step + 1 > input.longest_wait ? step + 1 - input.longest_wait : 0; i <= step; ++i)
      most += jobs.arriving[i];
    const bool is_last = step + 1 == input.steps;
    const double cost = objective_.per_cny_lost * input.waiting_cny_per_hour * layout.hours +
                        (is_last && sites > 0.0 ? mean_cost / sites : 0.0);
    waiting.push_back(program.add_column(0.0, input.longest_wait > 0 ? most : 0.0, cost));
    const double arriving = jobs.arriving[step] + (step == 0 ? jobs.waiting : 0.0);
    balance.push_back(program.add_row(arriving, arriving));
    program.add(balance.back(), waiting.back(), 1.0);
    if (step > 0) program.add(balance.back(), layout.waiting.back()[group], -1.0);
    Table<ClusterId, LinearProgram::Column> columns;
    for (const ClusterId cluster : world_.clusters().ids()) {
      const PlanSite& site = jobs.sites[cluster];
      columns.add(
          program.add_column(0.0, site.is_admissible ? 1e9 : 0.0, objective_.per_cny * site.transfer_cny));
      program.add(balance.back(), columns[cluster], 1.0);
    }
    starts.push_back(std::move(columns));
  }
  layout.waiting.push_back(std::move(waiting));
  layout.balance.push_back(std::move(balance));
  layout.starts.push_back(std::move(starts));
}

/// Of the step whose room was added last.
void RollingProgram::add_tokens(LinearProgram& program, const PlanInput& input, Layout& layout) const {
  const std::size_t step = layout.room.size() - 1;
  for (const PlanTokens& tokens : input.tokens) {
    const double demand = std::max(1.0, tokens.demand[step]);
    const auto row = program.add_row(1.0, 1.0);  // shares of the demand
    program.add(
        row, program.add_column(0.0, 1.0, objective_.per_lost_token() * demand * layout.hours * 3600.0), 1.0);
    for (const ClusterId cluster : world_.clusters().ids()) {
      const PlanSite& site = tokens.sites[cluster];
      const auto used = program.add_column(0.0, site.is_admissible ? site.most_accelerators : 0.0, 0.0);
      program.add(row, used, site.speed / demand);
      program.add(layout.room[step][cluster], used, 1.0);
      program.add(layout.energy.balance(world_.clusters()[cluster].hub, step), used, -site.facility_mw);
    }
  }
}

/// A job that starts in a step takes room and power in the steps that it runs through; what lies beyond the
/// window is paid for at the window's mean price.
void RollingProgram::add_starts(LinearProgram& program, const PlanInput& input, const Layout& layout) const {
  for (std::size_t group = 0; group < input.jobs.size(); ++group)
    for (const ClusterId cluster : world_.clusters().ids()) {
      const PlanSite& site = input.jobs[group].sites[cluster];
      if (!site.is_admissible) continue;
      const HubId hub = world_.clusters()[cluster].hub;
      const double run_steps = input.jobs[group].hours / site.speed / layout.hours;
      for (std::size_t step = 0; step < input.steps; ++step) {
        const auto column = layout.starts[step][group][cluster];
        double left = run_steps;
        for (std::size_t at = step; at < input.steps && left > 0.0; ++at, left -= 1.0) {
          const double share = std::min(1.0, left);
          program.add(layout.room[at][cluster], column, share);
          program.add(layout.energy.balance(hub, at), column, -share * site.facility_mw);
        }
        if (left > 0.0)
          program.set_cost(column, objective_.per_cny * site.transfer_cny +
                                       left * layout.hours * site.facility_mw * mean_price(input, hub));
      }
    }
}

std::optional<RollingPlan> RollingProgram::solve(const PlanInput& input, const LpBasis& last,
                                                 std::size_t moved_on) const {
  LinearProgram program;
  Layout layout{EnergyProgram(program, world_, objective_, input.outlook, input.ends, input.steps),
                in_hours(world_.calendar().interval()),
                {},
                {},
                {},
                {}};
  const std::size_t fixed_columns = program.column_count(), fixed_rows = program.row_count();
  for (std::size_t step = 0; step < input.steps; ++step) add_step(program, input, layout);
  add_starts(program, input, layout);
  const std::size_t columns_per_step = (program.column_count() - fixed_columns) / input.steps;
  const std::size_t rows_per_step = (program.row_count() - fixed_rows) / input.steps;
  const bool fits = moved_on > 0 && last.columns.size() == program.column_count() &&
                    last.rows.size() == program.row_count();
  LpSolution solution = program.solve(
      fits ? last.moved_on(moved_on, columns_per_step, rows_per_step, fixed_columns, fixed_rows) : LpBasis());
  if (solution.status != LpSolution::Status::optimal) return std::nullopt;

  RollingPlan plan;
  plan.basis = std::move(solution.basis);
  plan.objective = solution.objective;
  plan.iterations = solution.iterations;
  const auto values = [&](const std::vector<Table<ClusterId, LinearProgram::Column>>& columns) {
    std::vector<Table<ClusterId, double>> result;
    for (const auto& by_cluster : columns) {
      Table<ClusterId, double> row;
      for (const auto column : by_cluster) row.add(std::max(0.0, solution.columns[column]));
      result.push_back(std::move(row));
    }
    return result;
  };
  for (std::size_t step = 0; step < input.steps; ++step) {
    plan.starts.push_back(values(layout.starts[step]));
    std::vector<double> waiting;
    for (const auto column : layout.waiting[step]) waiting.push_back(std::max(0.0, solution.columns[column]));
    plan.left_waiting.push_back(std::move(waiting));
    Table<HubId, double> charge, discharge;
    for (const HubId hub : world_.hubs().ids()) {
      const EnergyProgram::Step& columns = layout.energy.columns_of(hub, step);
      const double net = solution.columns[columns.discharge] - solution.columns[columns.charge];
      charge.add(std::max(0.0, -net));
      discharge.add(std::max(0.0, net));
    }
    plan.charge_mw.push_back(std::move(charge));
    plan.discharge_mw.push_back(std::move(discharge));
    Table<HubId, double> energy_price;
    for (const HubId hub : world_.hubs().ids())
      energy_price.add(solution.row_duals[layout.energy.balance(hub, step)] / layout.hours);
    plan.energy_price.push_back(std::move(energy_price));
    Table<ClusterId, double> room_price;
    for (const auto row : layout.room[step])
      room_price.add(std::max(0.0, -solution.row_duals[row]) / layout.hours);
    plan.room_price.push_back(std::move(room_price));
  }
  return plan;
}

}  // namespace suanwang
