#include "suanwang/model/energy/hub_dispatch.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double rounding = 1e-9;  // relative
constexpr Megawatts nothing{0.0};

}  // namespace

HubDispatch::HubDispatch(Megawatts load, const IntervalSupply& supply, StoredEnergy stored, Duration span)
    : load_(load), supply_(supply), stored_(stored), span_(span) {
  const Storage& storage = supply.storage;
  const MegawattHours slack = storage.energy * rounding;
  expects(load >= nothing && span > 0ms, "load is not negative and time passes");
  expects(stored.total >= storage.floor() - slack && stored.total <= storage.ceiling() + slack,
          "stored energy is within its limits");
  const MegawattHours left = storage.after_standing(stored.total, span);
  standing_loss_ = stored.total - left;
  stored_ = {left, left * stored.green_share()};
  most_discharge_ = storage.most_discharge(left, span);
  most_charge_ = storage.most_charge(left, span);
  flows_.renewable_to_load = std::min(load, supply.renewable());
  surplus_ = supply.renewable() - flows_.renewable_to_load;
  need_ = load - flows_.renewable_to_load;
}

Megawatts HubDispatch::grid_spare() const {
  return std::max(nothing, supply_.grid_limit - need_ - flows_.grid_to_storage - flows_.grid_to_lines);
}

Megawatts HubDispatch::most_discharge() const {
  return charged() > nothing ? nothing : most_discharge_ - flows_.storage_to_load;
}

Megawatts HubDispatch::most_charge() const {
  return flows_.storage_to_load > nothing ? nothing : most_charge_ - charged();
}

Megawatts HubDispatch::deficit() const {
  const Megawatts grid = supply_.grid_limit - flows_.grid_to_storage - flows_.grid_to_lines;
  return std::max(nothing, need_ - grid - most_discharge());
}

void HubDispatch::require_within(Megawatts power, Megawatts limit, const char* rule) const {
  const double scale =
      std::max({1.0, load_.value(), supply_.renewable().value(), supply_.grid_limit.value()});
  expects(power >= nothing && power <= limit + Megawatts(scale * rounding), rule);
}

void HubDispatch::discharge(Megawatts power) {
  require_within(power, std::min(need_, most_discharge()), "storage serves the load, within its limits");
  flows_.storage_to_load += power;
  need_ = std::max(nothing, need_ - power);
}

void HubDispatch::charge_from_surplus(Megawatts power) {
  require_within(power, std::min(surplus_, most_charge()), "storage takes surplus, within its limits");
  flows_.renewable_to_storage += power;
  surplus_ = std::max(nothing, surplus_ - power);
}

void HubDispatch::charge_from_grid(Megawatts power) {
  require_within(power, std::min(grid_spare(), most_charge()),
                 "storage takes spare import, within its limits");
  flows_.grid_to_storage += power;
}

void HubDispatch::send_surplus(Megawatts power) {
  require_within(power, surplus_, "a line takes surplus renewables");
  flows_.renewable_to_lines += power;
  surplus_ = std::max(nothing, surplus_ - power);
}

void HubDispatch::send_grid(Megawatts power) {
  require_within(power, grid_spare(), "a line takes spare import");
  flows_.grid_to_lines += power;
}

void HubDispatch::receive(Megawatts green, Megawatts grid) {
  require_within(green + grid, need_, "a line serves the load");
  flows_.lines_to_load += green + grid;
  flows_.lines_green_to_load += green;
  need_ = std::max(nothing, need_ - green - grid);
}

IntervalOutcome HubDispatch::close() {
  const Megawatts grid =
      std::max(nothing, supply_.grid_limit - flows_.grid_to_storage - flows_.grid_to_lines);
  flows_.grid_to_load = std::min(need_, grid);
  // What a policy held back is a reserve: no load goes short while there is energy in the storage.
  const Megawatts reserve =
      std::clamp(need_ - flows_.grid_to_load, nothing, std::max(nothing, most_discharge()));
  flows_.storage_to_load += reserve;
  flows_.shortfall = need_ - flows_.grid_to_load - reserve;
  flows_.exported = std::min(surplus_, supply_.export_limit);
  flows_.curtailed = surplus_ - flows_.exported;
  flows_.direct_used = std::min(supply_.direct, flows_.renewable_used());

  const Storage& storage = supply_.storage;
  const double green_share = stored_.green_share();
  flows_.storage_green_to_load = flows_.storage_to_load * green_share;
  const MegawattHours taken = charged() * span_, given = flows_.storage_to_load * span_;
  const MegawattHours drawn = given / storage.discharge_efficiency;
  IntervalOutcome outcome{flows_, {}, {}};
  outcome.stored.total = std::clamp(stored_.total + taken * storage.charge_efficiency - drawn,
                                    storage.floor(), storage.ceiling());
  outcome.stored.green =
      stored_.green - drawn * green_share + flows_.renewable_to_storage * span_ * storage.charge_efficiency;
  outcome.stored.green = std::clamp(outcome.stored.green, MegawattHours(0), outcome.stored.total);
  outcome.storage_loss = standing_loss_ + taken * (1.0 - storage.charge_efficiency) + (drawn - given);
  return outcome;
}

}  // namespace suanwang
