#pragma once

#include <string>
#include <vector>

#include "suanwang/engine/observer.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/model/workload/voucher.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// Keeps each hub's books of supply by calendar year: where its energy came from, what rules ask of it, which
/// certificates it buys at the year's end, which vouchers were paid, what CO2 is embodied in what it uses.
class Accounts final : public Observer {
 public:
  Accounts(const World& world, const ScenarioSpec& spec);
  void on_interval(const IntervalReport& report) override;
  void on_job(const JobRecord& record) override;

  /// Once the run is over: fills supply, certificates, embodied carbon, compliance and vouchers.
  void complete(Summary& summary) const;
  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(hubs_);
    for (Voucher& each : vouchers_) archive(each.pool, each.rent);
  }

 private:
  /// A hub's calendar year, in MWh where nothing else is said.
  struct Year {
    MegawattHours served, green_matched, renewable_consumed, hydro_consumed, exported, received_green;
    MegawattHours direct_available, direct_used, direct_consumed, imported;
    [[nodiscard]] MegawattHours green_volume() const {
      return renewable_consumed + exported + received_green;
    }
  };
  struct HubAccount {
    std::vector<Year> years;
    MegawattHours wind, solar, hydro, direct;  // available
    MegawattHours discharged;                  // out of the store, on its side
    MegawattHours it, facility;                // of all its clusters
    CubicMetres water;
    std::string first_bound;
    std::string first_shortfall;
    template <class Archive>
    void serialize(Archive& archive) {
      archive(years, wind, solar, hydro, direct, discharged, it, facility, water, first_bound,
              first_shortfall);
    }
  };
  [[nodiscard]] Year& year_of(HubAccount& account, TimePoint time);
  void add_generation(HubId id, const IntervalReport& report);
  [[nodiscard]] MegawattHours certificates(const Year& year) const;
  [[nodiscard]] SupplySummary supply_of(HubId id) const;
  [[nodiscard]] TonnesCo2 embodied_of(HubId id) const;
  void add_energy_shares(Summary& summary) const;
  void add_compliance(HubId id, const PlaceSummary& place, std::vector<ComplianceRow>& rows) const;

  const World& world_;
  const ScenarioSpec& spec_;
  int first_year_;
  Table<HubId, HubAccount> hubs_;
  struct Voucher {
    std::string id;
    NodeId origin;
    VoucherPool pool;
    Cny rent;
  };
  std::vector<Voucher> vouchers_;
};

}  // namespace suanwang
