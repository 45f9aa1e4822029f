#pragma once

#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// What comes first when power is short.
enum class ShortageOrder { throttle_first, pause_first };
template <>
struct Names<ShortageOrder> {
  static constexpr std::array<std::pair<ShortageOrder, const char*>, 2> all{
      {{ShortageOrder::throttle_first, "throttle_first"}, {ShortageOrder::pause_first, "pause_first"}}};
};

struct RationParameters {
  ShortageOrder shortage_order = ShortageOrder::throttle_first;
  void fields(Fields& f);
};

/// What all built-in power policies share. When power is short: work is slowed down to the minimum speed,
/// lowest priority first; then preemptible classes are paused, lowest priority first; then the others. Speed
/// is given back, highest priority first, as far as there is room.
class RationingPowerPolicy : public WithoutMemory<PowerPolicy> {
 public:
  explicit RationingPowerPolicy(const RationParameters& parameters) : ration_(parameters) {}
  void ration(RationPlan& plan, const View& view) final;

 protected:
  /// Serves load from storage wherever renewables leave any.
  static void discharge_to_need(PowerPlan& plan, HubId hub);
  static void charge_surplus(PowerPlan& plan, HubId hub);
  /// Surplus renewables to hubs that would buy from the grid: lines of least loss first.
  void share_surplus(PowerPlan& plan, const View& view);
  /// As above, lines of least `cost(line)` first.
  template <class Cost>
  void share_surplus(PowerPlan& plan, const View& view, const Cost& cost);
  /// Spare import of other hubs to hubs that would go short.
  static void cover_deficits(PowerPlan& plan, const View& view);

 private:
  RationParameters ration_;
  std::vector<TransferLineId> line_order_;  // reused
};

/// Renewables serve the load first; their surplus charges the storage, then serves other hubs over lines; the
/// storage serves what renewables leave of the load; the grid serves the rest. The storage never charges from
/// the grid.
class RenewablesFirstPower final : public RationingPowerPolicy {
 public:
  using Parameters = RationParameters;
  explicit RenewablesFirstPower(const Parameters& parameters) : RationingPowerPolicy(parameters) {}
  void dispatch(PowerPlan& plan, const View& view) override;
};

/// Storage buys in the cheapest hours of the tariff's next day and serves load in the dearest, if the spread
/// pays for losses and wear. Surplus renewables charge it in any hour. A tariff is published in advance:
/// leave its forecast at `perfect`, unless prices are those of a spot market.
class PriceArbitragePower final : public RationingPowerPolicy {
 public:
  struct Parameters : RationParameters {
    Duration look_ahead = 24h;
    CnyPerMegawattHour wear{50.0};
    void fields(Fields& f);
  };
  explicit PriceArbitragePower(const Parameters& p) : RationingPowerPolicy(p), parameters_(p) {}
  void dispatch(PowerPlan& plan, const View& view) override;

 private:
  Parameters parameters_;
};

/// Storage keeps the month's highest import, which the demand charge is on, from rising: it serves what would
/// exceed the month's peak so far (at least `floor_share` of the grid limit), and recharges below it.
class PeakShavingPower final : public RationingPowerPolicy {
 public:
  struct Parameters : RationParameters {
    double floor_share = 0.3;
    double recharge_share = 0.9;
    void fields(Fields& f);
  };
  explicit PeakShavingPower(const Parameters& p) : RationingPowerPolicy(p), parameters_(p) {}
  void dispatch(PowerPlan& plan, const View& view) override;

 private:
  Parameters parameters_;
};

/// As `price_arbitrage`, with the grid's carbon priced in: charges where tariff + carbon price x location
/// factor is low, and sends surplus to the hub with the dirtiest grid first.
class CarbonAwarePower final : public RationingPowerPolicy {
 public:
  struct Parameters : RationParameters {
    Duration look_ahead = 24h;
    CnyPerMegawattHour wear{0.0};
    CnyPerTonneCo2 carbon_price{100.0};
    bool counts_price = false;
    void fields(Fields& f);
  };
  explicit CarbonAwarePower(const Parameters& p) : RationingPowerPolicy(p), parameters_(p) {}
  void dispatch(PowerPlan& plan, const View& view) override;

 private:
  Parameters parameters_;
};

}  // namespace suanwang
