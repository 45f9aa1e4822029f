#include "suanwang/engine/power_plan.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

/// Allows for rounding of sums and differences at the hub's scale.
bool is_within(Megawatts power, Megawatts limit, const HubDispatch& hub) {
  const double scale = std::max({1.0, hub.load().value(), hub.supply().renewable().value(),
                                 hub.supply().grid_limit.value(), limit.value()});
  return power >= Megawatts(0) && power <= limit + Megawatts(scale * 1e-9);
}

}  // namespace

PowerPlan::PowerPlan(const World& world)
    : world_(world),
      hubs_(world.hubs().size()),
      outcomes_(world.hubs().size()),
      lines_(world.transfer_lines().size()) {}

void PowerPlan::reset(std::size_t interval, std::span<const Megawatts> loads,
                      const Table<HubId, StoredEnergy>& stored) {
  interval_ = interval;
  for (const HubId id : world_.hubs().ids())
    hubs_[id] = HubDispatch(loads[id.index()], world_.hubs()[id].supply.at(interval), stored[id],
                            world_.calendar().interval());
  std::fill(lines_.begin(), lines_.end(), LineFlow());
}

Megawatts PowerPlan::room(TransferLineId line) const {
  return std::max(Megawatts(0), world_.transfer_lines()[line].limit(interval_) - lines_[line].total());
}

Megawatts PowerPlan::useful(TransferLineId line, Megawatts needed) const {
  return std::min(room(line), needed / (1.0 - world_.transfer_lines()[line].loss));
}

void PowerPlan::require(bool holds, HubId hub, const char* rule) const {
  if (!holds) throw PolicyError("hub '" + world_.hubs()[hub].id + "': inadmissible decision; rule: " + rule);
}

const HubDispatch& PowerPlan::existing(HubId id) const {
  if (id.index() >= hubs_.size()) throw PolicyError("inadmissible decision; rule: the hub exists");
  return hubs_[id];
}

const TransferLine& PowerPlan::existing(TransferLineId id) const {
  if (id.index() >= lines_.size()) throw PolicyError("inadmissible decision; rule: the line exists");
  return world_.transfer_lines()[id];
}

void PowerPlan::discharge(HubId id, Megawatts power) {
  const HubDispatch& hub = existing(id);
  require(is_within(power, std::min(hub.need(), hub.most_discharge()), hub), id,
          "storage serves the load, within its power and energy, and not while it charges");
  hubs_[id].discharge(power);
}

void PowerPlan::charge_from_surplus(HubId id, Megawatts power) {
  const HubDispatch& hub = existing(id);
  require(is_within(power, std::min(hub.surplus(), hub.most_charge()), hub), id,
          "storage takes surplus renewables, within its power and energy, and not while it discharges");
  hubs_[id].charge_from_surplus(power);
}

void PowerPlan::charge_from_grid(HubId id, Megawatts power) {
  const HubDispatch& hub = existing(id);
  require(is_within(power, std::min(hub.grid_spare(), hub.most_charge()), hub), id,
          "storage takes what the load leaves of the grid limit, within its power and energy");
  hubs_[id].charge_from_grid(power);
}

void PowerPlan::send_surplus(TransferLineId id, Megawatts power) {
  const TransferLine& line = existing(id);
  const HubDispatch& from = hubs_[line.from];
  const Megawatts received = power * (1.0 - line.loss);
  require(is_within(power, std::min(from.surplus(), room(id)), from), line.from,
          "a line takes surplus renewables, within its capacity");
  require(is_within(received, hubs_[line.to].need(), hubs_[line.to]), line.to, "a line serves load");
  hubs_[line.from].send_surplus(power);
  hubs_[line.to].receive(std::min(received, hubs_[line.to].need()), Megawatts(0));
  lines_[id].green += power;
}

void PowerPlan::send_grid(TransferLineId id, Megawatts power) {
  const TransferLine& line = existing(id);
  const HubDispatch& from = hubs_[line.from];
  const Megawatts received = power * (1.0 - line.loss);
  require(is_within(power, std::min(from.grid_spare(), room(id)), from), line.from,
          "a line takes what the sending hub leaves of its grid limit, within its capacity");
  require(is_within(received, hubs_[line.to].need(), hubs_[line.to]), line.to, "a line serves load");
  hubs_[line.from].send_grid(power);
  hubs_[line.to].receive(Megawatts(0), std::min(received, hubs_[line.to].need()));
  lines_[id].grid += power;
}

void PowerPlan::close() {
  for (const HubId id : world_.hubs().ids()) outcomes_[id] = hubs_[id].close();
}

}  // namespace suanwang
