#include "suanwang/policy/admission.hpp"

#include "suanwang/core/fields.hpp"

#include "route_scores.hpp"

namespace suanwang {

void AdmissionControlRoute::open_month(const View& view) {
  const World& world = view.world();
  const std::chrono::year_month_day today(world.calendar().day_of(view.now()));
  const std::chrono::year_month month = today.year() / today.month();
  if (month == month_) return;
  month_ = month;
  const unsigned days = static_cast<unsigned>((month / std::chrono::last).day());
  double accelerators = 0.0;
  for (const Pool& pool : world.pools()) accelerators += pool.schedulable() * pool.speed;
  quota_hours_ =
      parameters_.quota_share * accelerators * days * 24.0 / static_cast<double>(world.hubs().size());
  accounts_ = Table<HubId, Account>(world.hubs().size(), {0.0, parameters_.voucher});
}

bool AdmissionControlRoute::admits(const Job& job, PoolId pool, const View& view) {
  const World& world = view.world();
  Account& account = accounts_[world.home_hub(job.origin)];
  const auto accelerators = static_cast<double>(job.all_accelerators());
  const double hours = accelerators * in_hours(job.estimate);
  if (account.hours_used + hours <= quota_hours_) {
    account.hours_used += hours;
    return true;
  }
  const Cny rent =
      world.chips()[world.pools()[pool].chip].rent * expected_run(job, pool, view) * accelerators;
  if (rent <= Cny(0) || rent > account.vouchers) return false;  // a chip without a price is not for rent
  account.vouchers -= rent;
  return true;
}

RouteDecision AdmissionControlRoute::preferred(const Job& job, const View& view) const {
  return best_with_room(job, view, parameters_.load.load_limit, [&](const Candidate& candidate) {
    switch (parameters_.prefer) {
      case PlacePreference::least_loaded:
        return load_with(job, candidate.pool, view);
      case PlacePreference::cheapest:
        return cost_now(job, candidate, view).value();
      case PlacePreference::lowest_carbon:
        return (facility_energy(job, candidate, view) *
                view.carbon_factor(hub_of(candidate, view), CarbonBasis::location))
            .value();
      case PlacePreference::nearest:
        break;
    }
    return candidate.round_trip.value();
  });
}

RouteDecision AdmissionControlRoute::route(const Job& job, const View& view) {
  open_month(view);
  const RouteDecision decision = preferred(job, view);
  if (admits(job, decision.pool, view)) return decision;
  const TimePoint deadline = std::min(job.submitted + parameters_.longest_wait, job.start_by);
  return is_last_chance(deadline, view) ? RouteDecision::reject() : RouteDecision::wait();
}

void AdmissionControlRoute::Parameters::fields(Fields& f) {
  load.fields(f);
  f("quota_share", quota_share, "Of an equal share of what all pools can do in the month.")
      .optional()
      .at_least(0.0);
  f("voucher_cny", voucher, "Vouchers of each origin hub in each calendar month.")
      .optional()
      .at_least(Cny(0));
  f("longest_wait_hours", longest_wait, "A job that is not admitted by then is rejected.")
      .optional()
      .within(0, 8760 * 3600.0);
  f("prefer", prefer, "Where admitted jobs go, among pools with room.").optional();
}

}  // namespace suanwang
