#include "suanwang/engine/power_plan.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

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

Megawatts PowerPlan::within(Megawatts power, Megawatts limit, HubId id, const char* rule) const {
  const HubDispatch& hub = hubs_[id];
  const double scale = std::max({1.0, hub.load().value(), hub.supply().renewable().value(),
                                 hub.supply().grid_limit.value(), limit.value()});
  if (!(power >= Megawatts(0) && power <= limit + Megawatts(scale * 1e-9)))
    throw PolicyError("hub '" + world_.hubs()[id].id + "': inadmissible decision; rule: " + rule);
  return std::min(power, std::max(Megawatts(0), limit));
}

Megawatts PowerPlan::sent(TransferLineId id, Megawatts power, Megawatts available, const char* rule) const {
  const TransferLine& line = world_.transfer_lines()[id];
  power = within(power, std::min(available, room(id)), line.from, rule);
  const double arriving = 1.0 - line.loss;
  const Megawatts need = hubs_[line.to].need();
  static_cast<void>(within(power * arriving, need, line.to, "a line serves load"));
  return std::min(power, need / arriving);
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
  hubs_[id].discharge(
      within(power, std::min(hub.need(), hub.most_discharge()), id,
             "storage serves the load, within its power and energy, and not while it charges"));
}

void PowerPlan::charge_from_surplus(HubId id, Megawatts power) {
  const HubDispatch& hub = existing(id);
  hubs_[id].charge_from_surplus(
      within(power, std::min(hub.surplus(), hub.most_charge()), id,
             "storage takes surplus renewables, within its power and energy, and not while it discharges"));
}

void PowerPlan::charge_from_grid(HubId id, Megawatts power) {
  const HubDispatch& hub = existing(id);
  hubs_[id].charge_from_grid(
      within(power, std::min(hub.grid_spare(), hub.most_charge()), id,
             "storage takes what the load leaves of the grid limit, within its power and energy"));
}

void PowerPlan::send_surplus(TransferLineId id, Megawatts power) {
  const TransferLine& line = existing(id);
  power = sent(id, power, hubs_[line.from].surplus(), "a line takes surplus renewables, within its capacity");
  hubs_[line.from].send_surplus(power);
  hubs_[line.to].receive(std::min(power * (1.0 - line.loss), hubs_[line.to].need()), Megawatts(0));
  lines_[id].green += power;
}

void PowerPlan::send_grid(TransferLineId id, Megawatts power) {
  const TransferLine& line = existing(id);
  power = sent(id, power, hubs_[line.from].grid_spare(),
               "a line takes what the sending hub leaves of its grid limit, within its capacity");
  hubs_[line.from].send_grid(power);
  hubs_[line.to].receive(Megawatts(0), std::min(power * (1.0 - line.loss), hubs_[line.to].need()));
  lines_[id].grid += power;
}

void PowerPlan::close() {
  for (const HubId id : world_.hubs().ids()) outcomes_[id] = hubs_[id].close();
}

}  // namespace suanwang
