#include "suanwang/engine/serve_plan.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double rounding = 1e-9;  // relative

}  // namespace

ServePlan::ServePlan(const World& world)
    : world_(world),
      spare_(world.pools().size()),
      used_(world.pools().size()),
      unserved_(world.token_streams().size()) {
  std::size_t most_pairs = 0;
  for (const TokenStreamId stream : world.token_streams().ids())
    most_pairs += world.serving_sites(stream).size();
  served_.reserve(most_pairs);
}

void ServePlan::reset(std::size_t interval, const Table<PoolId, double>& capacity) {
  for (const PoolId pool : spare_.ids()) {
    spare_[pool] = capacity[pool];
    used_[pool] = 0.0;
  }
  served_.clear();
  for (const TokenStreamId stream : world_.token_streams().ids())
    unserved_[stream] = world_.token_streams()[stream].demand[interval];
}

void ServePlan::assign(TokenStreamId stream, const ServingSite& site, TokensPerSecond rate) {
  const ModelClass& model = world_.model_classes()[world_.token_streams()[stream].model];
  const double accelerators = rate / site.rate;
  const auto refuse = [&](const char* rule) {
    throw PolicyError("serve policy: tokens of model class '" + model.id + "' at cluster '" +
                      world_.clusters()[site.cluster].id + "': " + rule);
  };
  if (rate < TokensPerSecond(0)) refuse("a share is not negative");
  if (rate > unserved_[stream] * (1.0 + rounding)) refuse("no more than the demand is served");
  if (accelerators > spare_[site.pool] + (spare_[site.pool] + used_[site.pool]) * rounding)
    refuse("no more than the serving accelerators are used");
  if (site.round_trip > model.round_trip_bound)
    refuse("the round trip is within the bound of the model class");
  unserved_[stream] = std::max(TokensPerSecond(0), unserved_[stream] - rate);
  spare_[site.pool] = std::max(0.0, spare_[site.pool] - accelerators);
  used_[site.pool] += accelerators;
  served_.push_back({stream, site.pool, site.cluster, rate, site.round_trip, accelerators});
}

}  // namespace suanwang
