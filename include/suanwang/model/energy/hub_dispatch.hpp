#pragma once

#include <algorithm>

#include "suanwang/core/units.hpp"
#include "suanwang/model/energy/storage.hpp"

namespace suanwang {

/// What one hub can draw on in one power interval. All means over the interval, all >= 0.
struct IntervalSupply {
  Megawatts contracted;    ///< wind, solar and hydro under contract, delivered over the public grid
  Megawatts direct;        ///< wind and solar on a line of the hub's own, within that line's limit
  Megawatts grid_limit;    ///< most that may be imported beyond contracts
  Megawatts export_limit;  ///< most surplus that the grid takes
  Storage storage;         ///< energy 0 where the hub has none

  [[nodiscard]] Megawatts renewable() const { return contracted + direct; }
};

/// Where one hub's energy came from and went in one interval, as mean powers, each >= 0. Three balances hold:
///   load      = renewable_to_load + storage_to_load + lines_to_load + grid_to_load + shortfall
///   renewable = renewable_to_load + renewable_to_storage + renewable_to_lines + exported + curtailed
///   direct    = direct_used + curtailed direct; what is used, is used from the direct supply first
struct IntervalFlows {
  Megawatts renewable_to_load;
  Megawatts renewable_to_storage;
  Megawatts renewable_to_lines;  ///< sent to other hubs, before losses
  Megawatts exported;            ///< sold to the grid
  Megawatts curtailed;
  Megawatts storage_to_load;
  Megawatts storage_green_to_load;  ///< of it, charged from renewables
  Megawatts lines_to_load;          ///< received from other hubs, after losses
  Megawatts lines_green_to_load;    ///< of it, renewable
  Megawatts grid_to_load;
  Megawatts grid_to_storage;
  Megawatts grid_to_lines;
  Megawatts shortfall;
  Megawatts direct_used;  ///< of the renewables used, sent or exported

  [[nodiscard]] Megawatts grid_import() const { return grid_to_load + grid_to_storage + grid_to_lines; }
  [[nodiscard]] Megawatts served() const {
    return renewable_to_load + storage_to_load + lines_to_load + grid_to_load;
  }
  /// Load met from renewables in this very interval: directly, through storage, from another hub.
  [[nodiscard]] Megawatts green_to_load() const {
    return renewable_to_load + storage_green_to_load + lines_green_to_load;
  }
  [[nodiscard]] Megawatts renewable_used() const {
    return renewable_to_load + renewable_to_storage + renewable_to_lines + exported;
  }
  /// Contracted energy that was taken, whoever used it.
  [[nodiscard]] Megawatts contracted_used() const { return renewable_used() - direct_used; }
  /// Renewables that served load, here or at another hub, or were stored: all that was used but exports.
  [[nodiscard]] Megawatts renewable_consumed() const { return renewable_used() - exported; }
  [[nodiscard]] Megawatts contracted_consumed() const {
    return renewable_consumed() - std::min(direct_used, renewable_consumed());
  }
  /// Share of the direct supply in the renewables consumed.
  [[nodiscard]] double direct_share() const {
    return renewable_consumed() > Megawatts(0) ? 1.0 - contracted_consumed() / renewable_consumed() : 0.0;
  }
};

struct IntervalOutcome {
  IntervalFlows flows;
  StoredEnergy stored;         ///< at the end of the interval
  MegawattHours storage_loss;  ///< conversion and self-discharge in the interval, >= 0
};

/// One hub's power interval while it is being settled: renewables have served the load as far as they go, the
/// rest is for a power policy to ask. `close` serves what is left from the grid, then from the storage's
/// reserve, exports or curtails the surplus, and books what cannot be served as shortfall. So every sequence
/// of calls gives balanced books. Equations 7 to 9 of docs/model.md.
///
/// Each call moves mean power over the interval and must stay within what the query beside it allows.
/// @throws InvariantError if it does not, by more than rounding.
class HubDispatch {
 public:
  HubDispatch() = default;
  /// @param load   Facility load, >= 0.
  /// @param stored When the interval starts, within the limits of the storage.
  /// @param span   Length of the interval, > 0.
  HubDispatch(Megawatts load, const IntervalSupply& supply, StoredEnergy stored, Duration span);

  [[nodiscard]] Megawatts load() const { return load_; }
  [[nodiscard]] const IntervalSupply& supply() const { return supply_; }
  /// Energy stored when the interval began, before it stood for the interval.
  [[nodiscard]] MegawattHours stored_before() const { return stored_.total + standing_loss_; }
  /// Renewables left over.
  [[nodiscard]] Megawatts surplus() const { return surplus_; }
  /// Load left to serve.
  [[nodiscard]] Megawatts need() const { return need_; }
  /// Import left once the hub's own need is served.
  [[nodiscard]] Megawatts grid_spare() const;
  /// Load that neither grid nor storage can serve any more.
  [[nodiscard]] Megawatts deficit() const;
  [[nodiscard]] Megawatts most_discharge() const;
  [[nodiscard]] Megawatts most_charge() const;

  void discharge(Megawatts power);                ///< within `need` and `most_discharge`; not with charging
  void charge_from_surplus(Megawatts power);      ///< within `surplus` and `most_charge`
  void charge_from_grid(Megawatts power);         ///< within `grid_spare` and `most_charge`
  void send_surplus(Megawatts power);             ///< within `surplus`
  void send_grid(Megawatts power);                ///< within `grid_spare`
  void receive(Megawatts green, Megawatts grid);  ///< after losses; together within `need`

  [[nodiscard]] IntervalOutcome close();

 private:
  void require_within(Megawatts power, Megawatts limit, const char* rule) const;
  [[nodiscard]] Megawatts charged() const { return flows_.renewable_to_storage + flows_.grid_to_storage; }

  Megawatts load_;
  IntervalSupply supply_;
  StoredEnergy stored_;
  MegawattHours standing_loss_;
  Duration span_{};
  Megawatts most_discharge_, most_charge_;  // at the start of the interval
  Megawatts surplus_, need_;
  IntervalFlows flows_;
};

}  // namespace suanwang
