#include "suanwang/optimise/relaxed_program.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {

namespace {

/// What an accelerator may do beyond its speed: an elastic job on fewer accelerators wastes less.
double best_efficiency(const JobClass& job_class) {
  const Elasticity& elasticity = job_class.elasticity;
  return elasticity.is_elastic() ? std::pow(elasticity.minimum, elasticity.exponent - 1.0) : 1.0;
}

bool may_fail(const World& world) {
  const FaultModel& faults = world.parts().faults;
  return faults.servers || faults.super_nodes || faults.clusters || faults.links ||
         !world.parts().outages.empty();
}

}  // namespace

RelaxedProgram::RelaxedProgram(const World& world, const WorkGroups& groups,
                               std::span<const ReleasedWork> work, const Objective& objective,
                               const Piece& piece)
    : world_(world),
      groups_(groups),
      work_(work),
      objective_(objective),
      piece_(piece),
      hours_(in_hours(world.calendar().interval())),
      is_idle_free_(may_fail(world)) {
  describe_hubs();
  energy_.emplace(program_, world_, objective_, outlook_, ends_, piece.end - piece.begin);
  add_work_start();
  for (std::size_t step = 0; step < piece.end - piece.begin; ++step) add_step(step);
}

void RelaxedProgram::describe_hubs() {
  const CivilCalendar& calendar = world_.calendar();
  const auto first = calendar.interval_start(piece_.begin);
  const auto is_same_month = [&](std::size_t interval) {
    return calendar.month_of(calendar.interval_start(interval)) == calendar.month_of(first);
  };
  std::size_t month_begin = piece_.begin, month_end = piece_.begin;
  while (month_begin > 0 && is_same_month(month_begin - 1)) --month_begin;
  while (month_end < calendar.interval_count() && is_same_month(month_end)) ++month_end;
  const double piece_share =
      static_cast<double>(piece_.end - piece_.begin) / static_cast<double>(month_end - month_begin);
  for (const HubId id : world_.hubs().ids()) {
    const HubSupply& supply = world_.hubs()[id].supply;
    outlook_.add(true_outlook(world_, id, piece_.begin, piece_.end, !is_idle_free_));
    const Storage& storage = supply.storage;
    HubEnds ends;
    ends.stored_from_mwh =
        piece_.before ? storage.floor().value() : storage.energy.value() * storage.initial_charge;
    ends.stored_to_mwh = piece_.before ? storage.ceiling().value() : ends.stored_from_mwh;
    ends.start_value = piece_.before ? piece_.before->stored[id] : 0.0;
    ends.end_value = piece_.after ? piece_.after->stored[id] : 0.0;
    ends.peak_cost = objective_.per_cny * supply.prices.demand_charge.value() *
                     calendar.share_of_month(first) * piece_share;
    ends_.add(ends);
  }
}

void RelaxedProgram::add_work_start() {
  for (std::size_t group = 0; group < groups_.all().size(); ++group) {
    const double most = piece_.before ? work_[group].alive[piece_.begin - 1] : 0.0;
    backlog_start_.push_back(
        program_.add_column(0.0, most, piece_.before ? -piece_.before->work[group] : 0.0));
  }
}

void RelaxedProgram::add_step(std::size_t step) {
  energy_->add_step();
  capacity_.clear();
  serving_.clear();
  for (const Pool& pool : world_.pools()) {
    capacity_.push_back(program_.add_row(0.0, pool.energised));
    if (world_.model_classes().size() > 1 && pool.serving > 0)
      serving_.push_back(program_.add_row(0.0, pool.serving * world_.parts().serving.highest_load));
    else
      serving_.push_back(std::nullopt);
  }
  add_work(step);
  add_tokens(step);
}

void RelaxedProgram::add_work(std::size_t step) {
  const std::size_t interval = piece_.begin + step;
  const bool is_last = interval + 1 == piece_.end;
  backlog_.emplace_back();
  backlog_rows_.emplace_back();
  for (std::size_t index = 0; index < groups_.all().size(); ++index) {
    const WorkGroup& group = groups_.all()[index];
    const ReleasedWork& work = work_[index];
    const double lost = objective_.per_lost_hour();
    const double price = !is_last ? 0.0 : piece_.after ? piece_.after->work[index] : lost;
    const auto backlog = program_.add_column(0.0, work.alive[interval], price);
    const auto row = program_.add_row(work.released[interval], work.released[interval]);
    program_.add(row, backlog, 1.0);
    program_.add(row, step == 0 ? backlog_start_[index] : backlog_[step - 1][index], -1.0);
    if (work.has_deadlines) {  // what expires is lost
      const double most = work.released[interval] + (interval > 0 ? work.alive[interval - 1] : 0.0);
      program_.add(row, program_.add_column(0.0, most, lost), 1.0);
    }
    const JobClass& job_class = world_.job_classes()[group.job_class];
    for (const PoolId id : group.pools) {
      const Pool& pool = world_.pools()[id];
      const auto used = program_.add_column(0.0, pool.schedulable() + pool.lendable, 0.0);
      program_.add(row, used, world_.speed(group.job_class, id) * best_efficiency(job_class) * hours_);
      program_.add(capacity_[id.index()], used, 1.0);
      program_.add(energy_->balance(world_.clusters()[pool.cluster].hub, step), used,
                   -facility_mw_per_accelerator(world_, group.job_class, id, interval));
    }
    backlog_.back().push_back(backlog);
    backlog_rows_.back().push_back(row);
  }
}

void RelaxedProgram::add_tokens(std::size_t step) {
  const std::size_t interval = piece_.begin + step;
  for (const ModelClassId model : world_.model_classes().ids()) {
    double demand = 0.0;
    Table<PoolId, double> within_reach(world_.pools().size(), 0.0);  // accelerators of work
    Table<PoolId, double> rate(world_.pools().size(), 0.0);
    for (const TokenStreamId stream : world_.token_streams().ids()) {
      if (world_.token_streams()[stream].model != model) continue;
      const double wanted = world_.token_streams()[stream].demand[interval].value();
      demand += wanted;
      for (const ServingSite& site : world_.serving_sites(stream)) {
        within_reach[site.pool] += wanted / site.rate.value();
        rate[site.pool] = site.rate.value();
      }
    }
    if (demand <= 0.0) continue;
    const auto row = program_.add_row(1.0, 1.0);  // shares of the demand
    program_.add(row, program_.add_column(0.0, 1.0, objective_.per_lost_token() * demand * hours_ * 3600.0),
                 1.0);
    for (const PoolId id : world_.pools().ids()) {
      if (rate[id] <= 0.0) continue;
      const Pool& pool = world_.pools()[id];
      const double most = std::min(pool.serving * world_.parts().serving.highest_load, within_reach[id]);
      const auto used = program_.add_column(0.0, most, 0.0);
      program_.add(row, used, rate[id] / demand);
      program_.add(capacity_[id.index()], used, 1.0);
      if (serving_[id.index()]) program_.add(*serving_[id.index()], used, 1.0);
      program_.add(energy_->balance(world_.clusters()[pool.cluster].hub, step), used,
                   -facility_mw_per_accelerator(world_, model, id, interval));
    }
  }
}

BoundaryPrices RelaxedProgram::marginal_values(const LpSolution& solution) const {
  const std::size_t steps = backlog_rows_.size();
  BoundaryPrices prices;
  for (std::size_t group = 0; group < groups_.all().size(); ++group) {
    double sum = 0.0, weight = 0.0;
    for (std::size_t step = 0; step < steps; ++step) {
      const double released = work_[group].released[piece_.begin + step];
      sum += released * solution.row_duals[backlog_rows_[step][group]];
      weight += released;
    }
    prices.work.push_back(weight > 0.0 ? std::clamp(sum / weight, 0.0, objective_.per_lost_hour()) : 0.0);
  }
  for (const HubId hub : world_.hubs().ids()) {
    double sum = 0.0;
    for (std::size_t step = 0; step < steps; ++step)
      sum += solution.row_duals[energy_->columns_of(hub, step).balance];
    prices.stored.add(sum / static_cast<double>(steps) / hours_ *
                      world_.hubs()[hub].supply.storage.discharge_efficiency);
  }
  return prices;
}

}  // namespace suanwang
