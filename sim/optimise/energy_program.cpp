#include "suanwang/optimise/energy_program.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {

namespace {

constexpr double infinite = LinearProgram::infinite;

}  // namespace

HubOutlook true_outlook(const World& world, HubId hub, std::size_t begin, std::size_t end, bool counts_idle) {
  const HubSupply& supply = world.hubs()[hub].supply;
  HubOutlook outlook;
  for (std::size_t i = begin; i < end; ++i) {
    outlook.base_load_mw.push_back(world.base_load(hub, i, counts_idle).value());
    outlook.contracted_mw.push_back(supply.contracted_available(i).value());
    outlook.direct_mw.push_back(supply.direct_available(i).value());
    outlook.grid_limit_mw.push_back(supply.import_limit(i).value());
    outlook.price_cny_per_mwh.push_back(supply.prices.tariff[i].value());
    outlook.carbon_t_per_mwh.push_back(supply.carbon.location[i].value());
  }
  return outlook;
}

EnergyProgram::EnergyProgram(LinearProgram& program, const World& world, const Objective& objective,
                             const Table<HubId, HubOutlook>& outlook, const Table<HubId, HubEnds>& ends,
                             std::size_t step_count)
    : program_(program),
      world_(world),
      objective_(objective),
      outlook_(outlook),
      ends_(ends),
      step_count_(step_count),
      hours_(in_hours(world.calendar().interval())) {
  for (const HubId id : world.hubs().ids()) {
    const HubEnds& end = ends[id];
    starts_.add(program.add_column(end.stored_from_mwh, end.stored_to_mwh, end.start_value));
    const double limit =
        *std::max_element(outlook[id].grid_limit_mw.begin(), outlook[id].grid_limit_mw.end());
    peaks_.add(program.add_column(end.peak_mw, std::max(end.peak_mw, limit), end.peak_cost));
  }
}

void EnergyProgram::add_step() {
  const std::size_t step = steps_.size() / world_.hubs().size();
  for (const HubId hub : world_.hubs().ids()) add_hub(hub, step);
  add_lines(step);
}

void EnergyProgram::add_hub(HubId id, std::size_t step) {
  const HubSupply& supply = world_.hubs()[id].supply;
  const HubOutlook& outlook = outlook_[id];
  const double per_mw_cny = objective_.per_cny * hours_;
  const double carbon = objective_.per_tonne * hours_ * outlook.carbon_t_per_mwh[step];
  Step columns{};
  columns.import = program_.add_column(0.0, outlook.grid_limit_mw[step],
                                       per_mw_cny * outlook.price_cny_per_mwh[step] + carbon);
  columns.contracted = program_.add_column(0.0, outlook.contracted_mw[step],
                                           per_mw_cny * supply.prices.contracted.value() + carbon);
  columns.direct =
      program_.add_column(0.0, outlook.direct_mw[step], per_mw_cny * supply.prices.direct.value());
  columns.exported = program_.add_column(0.0, supply.export_limit.value(),
                                         -per_mw_cny * supply.prices.exported.value() - carbon);
  double most = outlook.base_load_mw[step];
  for (const ClusterId cluster : world_.hubs()[id].clusters)
    most += world_.energised_it_power(cluster).value() * 3.0;  // no facility overhead is as high
  columns.shortfall = program_.add_column(0.0, most, objective_.per_lost_mwh() * hours_);
  columns.balance = program_.add_row(outlook.base_load_mw[step], outlook.base_load_mw[step]);
  for (const auto column : {columns.import, columns.contracted, columns.direct, columns.shortfall})
    program_.add(columns.balance, column, 1.0);
  program_.add(columns.balance, columns.exported, -1.0);
  const auto surplus = program_.add_row(0.0, infinite);  // what is sold is renewable
  program_.add(surplus, columns.contracted, 1.0);
  program_.add(surplus, columns.direct, 1.0);
  program_.add(surplus, columns.exported, -1.0);
  const auto peak = program_.add_row(0.0, infinite);
  program_.add(peak, peaks_[id], 1.0);
  program_.add(peak, columns.import, -1.0);
  add_storage(id, step, columns);
  steps_.push_back(columns);
}

void EnergyProgram::add_storage(HubId id, std::size_t step, Step& columns) {
  const Storage& storage = world_.hubs()[id].supply.storage;
  const double floor = storage.floor().value(), ceiling = storage.ceiling().value();
  columns.charge = program_.add_column(0.0, storage.charge_power.value(), 0.0);
  columns.discharge = program_.add_column(0.0, storage.discharge_power.value(), 0.0);
  columns.stored = program_.add_column(floor, ceiling, step + 1 == step_count_ ? -ends_[id].end_value : 0.0);
  program_.add(columns.balance, columns.charge, -1.0);
  program_.add(columns.balance, columns.discharge, 1.0);
  // What stands keeps max(floor, share x stored), which is convex: its chord lies above.
  const double kept = storage.after_standing(storage.ceiling(), world_.calendar().interval()).value();
  const double share = ceiling > floor ? (kept - floor) / (ceiling - floor) : 1.0;
  const double constant = floor * (1.0 - share);
  const auto row = program_.add_row(constant, constant);
  program_.add(row, columns.stored, 1.0);
  program_.add(row, columns.charge, -storage.charge_efficiency * hours_);
  program_.add(row, columns.discharge, hours_ / storage.discharge_efficiency);
  program_.add(row, step == 0 ? starts_[id] : columns_of(id, step - 1).stored, -share);
}

void EnergyProgram::add_lines(std::size_t step) {
  for (const TransferLine& line : world_.transfer_lines()) {
    const auto flow = program_.add_column(
        0.0, line.capacity.value(), objective_.per_cny * hours_ * line.price.value() * (1.0 - line.loss));
    program_.add(balance(line.from, step), flow, -1.0);
    program_.add(balance(line.to, step), flow, 1.0 - line.loss);
  }
}

}  // namespace suanwang
