#include "suanwang/policy/serving.hpp"

#include <algorithm>

#include "suanwang/core/fields.hpp"
#include "suanwang/optimise/work_groups.hpp"

namespace suanwang {

namespace {

HubId hub_of(const ServingSite& site, const View& view) { return view.world().clusters()[site.cluster].hub; }

}  // namespace

void StreamwiseServe::split(const View& view, ServePlan& plan) {
  const World& world = view.world();
  if (order_.empty()) {
    for (const TokenStreamId stream : world.token_streams().ids()) order_.push_back(stream);
    const auto bound = [&](TokenStreamId stream) {
      return world.model_classes()[world.token_streams()[stream].model].round_trip_bound;
    };
    std::stable_sort(order_.begin(), order_.end(), [&](auto a, auto b) { return bound(a) < bound(b); });
  }
  for (const TokenStreamId stream : order_) serve(stream, view, plan);
}

void StreamwiseServe::fill(TokenStreamId stream, const ServingSite& site, ServePlan& plan) {
  const TokensPerSecond rate = std::min(plan.unserved(stream), site.rate * plan.spare(site.pool));
  if (rate > TokensPerSecond(0)) plan.assign(stream, site, rate);
}

void NearestServe::serve(TokenStreamId stream, const View& view, ServePlan& plan) {
  for (const ServingSite& site : view.world().serving_sites(stream)) {
    if (plan.unserved(stream) <= TokensPerSecond(0)) break;
    fill(stream, site, plan);
  }
}

void ProportionalServe::serve(TokenStreamId stream, const View& view, ServePlan& plan) {
  const auto sites = view.world().serving_sites(stream);
  TokensPerSecond capacity;
  for (const ServingSite& site : sites) capacity += site.rate * plan.spare(site.pool);
  if (capacity <= TokensPerSecond(0)) return;
  const double share = std::min(1.0, plan.unserved(stream) / capacity);
  for (const ServingSite& site : sites) {
    const TokensPerSecond rate = std::min(plan.unserved(stream), site.rate * (plan.spare(site.pool) * share));
    if (rate > TokensPerSecond(0)) plan.assign(stream, site, rate);
  }
}

double RankedServe::energy_per_token_mwh(TokenStreamId stream, const ServingSite& site, const View& view) {
  const ModelClassId model = view.world().token_streams()[stream].model;
  return facility_mw_per_accelerator(view.world(), model, site.pool, view.interval()) /
         (site.rate.value() * 3600.0);
}

void RankedServe::serve(TokenStreamId stream, const View& view, ServePlan& plan) {
  ranks_.clear();
  for (const ServingSite& site : view.world().serving_sites(stream))
    ranks_.emplace_back(score(stream, site, view), &site);
  // Addresses within one list of sites are in the order of distance: no result depends on where it lies.
  std::sort(ranks_.begin(), ranks_.end());
  for (const auto& [score, site] : ranks_) {
    if (plan.unserved(stream) <= TokensPerSecond(0)) break;
    fill(stream, *site, plan);
  }
}

double CheapestServe::score(TokenStreamId stream, const ServingSite& site, const View& view) const {
  return energy_per_token_mwh(stream, site, view) * view.grid_price(hub_of(site, view)).value();
}

double LowestCarbonServe::score(TokenStreamId stream, const ServingSite& site, const View& view) const {
  return energy_per_token_mwh(stream, site, view) *
         view.carbon_factor(hub_of(site, view), parameters_.basis).value();
}

void LowestCarbonServe::Parameters::fields(Fields& f) {
  f("basis", basis, "Grid factor to compare.").optional();
}

}  // namespace suanwang
