#pragma once

#include <span>

#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/hub_dispatch.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// The dispatch of all hubs for one power interval while it is being made. Renewables have served their own
/// hub's load; a power policy asks for the rest: storage, exchange between hubs. What it leaves undone,
/// `HubDispatch` closes: grid, reserve, export, curtailment, shortfall.
///
/// All powers are means over the interval at the hub's bus. A request beyond what the queries allow is a
/// PolicyError.
class PowerPlan {
 public:
  explicit PowerPlan(const World& world);

  /// Starts afresh. @param loads Facility load by hub.
  void reset(std::size_t interval, std::span<const Megawatts> loads,
             const Table<HubId, StoredEnergy>& stored);

  [[nodiscard]] std::size_t interval() const { return interval_; }
  [[nodiscard]] const HubDispatch& hub(HubId hub) const { return hubs_[hub]; }
  /// What a line can still take at its sending end.
  [[nodiscard]] Megawatts room(TransferLineId line) const;
  [[nodiscard]] const LineFlow& line(TransferLineId line) const { return lines_[line]; }
  /// Most that can usefully be sent over a line: its room, and what the receiving hub needs.
  [[nodiscard]] Megawatts useful(TransferLineId line, Megawatts needed) const;

  void discharge(HubId hub, Megawatts power);
  void charge_from_surplus(HubId hub, Megawatts power);
  void charge_from_grid(HubId hub, Megawatts power);
  /// Surplus renewables to the line's other end. @param power At the sending end.
  void send_surplus(TransferLineId line, Megawatts power);
  /// Grid import of the sending hub to the line's other end. @param power At the sending end.
  void send_grid(TransferLineId line, Megawatts power);

  /// Serves the rest. Then `outcome` holds.
  void close();
  [[nodiscard]] const IntervalOutcome& outcome(HubId hub) const { return outcomes_[hub]; }
  [[nodiscard]] std::span<const LineFlow> line_flows() const { return lines_.rows(); }

 private:
  /// A decision, which may exceed its limit by rounding at the hub's scale: that is cut off, so that books
  /// hold at any scale. @throws PolicyError naming `rule` if it exceeds it by more.
  [[nodiscard]] Megawatts within(Megawatts power, Megawatts limit, HubId hub, const char* rule) const;
  /// The same of what a line is to carry, at the sending end.
  [[nodiscard]] Megawatts sent(TransferLineId line, Megawatts power, Megawatts available,
                               const char* rule) const;
  [[nodiscard]] const HubDispatch& existing(HubId hub) const;
  [[nodiscard]] const TransferLine& existing(TransferLineId line) const;

  const World& world_;
  std::size_t interval_ = 0;
  Table<HubId, HubDispatch> hubs_;
  Table<HubId, IntervalOutcome> outcomes_;
  Table<TransferLineId, LineFlow> lines_;
};

}  // namespace suanwang
