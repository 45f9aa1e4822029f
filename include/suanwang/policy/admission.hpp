#pragma once

#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// How a simple route ranks pools with room.
enum class PlacePreference { nearest, least_loaded, cheapest, lowest_carbon };
template <>
struct Names<PlacePreference> {
  static constexpr std::array<std::pair<PlacePreference, const char*>, 4> all{
      {{PlacePreference::nearest, "nearest"},
       {PlacePreference::least_loaded, "least_loaded"},
       {PlacePreference::cheapest, "cheapest"},
       {PlacePreference::lowest_carbon, "lowest_carbon"}}};
};

/// Quotas and vouchers by the hub that work comes from. A job is admitted
/// 1. within its hub's quota of the calendar month: `quota_share` of an equal share, among all hubs, of the
///    accelerator-hours that the pools can schedule in that month, counted at the reference accelerator's
///    speed;
/// 2. else if its hub's vouchers of the month cover its rent: accelerators x time x the chip's list price;
/// 3. else it waits for the next month, and is rejected if that is too far.
/// Quotas and vouchers that are left over lapse; what was admitted is charged by its estimate.
class AdmissionControlRoute final : public RoutePolicy {
 public:
  struct Parameters {
    LoadLimit load;
    double quota_share = 1.0;
    Cny voucher{1'000'000.0};
    Duration longest_wait = 72h;
    PlacePreference prefer = PlacePreference::nearest;
    void fields(Fields& f);
  };
  explicit AdmissionControlRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;
  bool keep(Snapshot& snapshot) override;

 private:
  struct Account {
    double hours_used = 0.0;
    Cny vouchers;
  };
  void open_month(const View& view);
  [[nodiscard]] bool admits(const Job& job, PoolId pool, const View& view);
  [[nodiscard]] RouteDecision preferred(const Job& job, const View& view) const;

  Parameters parameters_;
  std::chrono::year_month month_{};
  double quota_hours_ = 0.0;        // of each hub, in this month
  Table<HubId, Account> accounts_;  // in this month
};

}  // namespace suanwang
