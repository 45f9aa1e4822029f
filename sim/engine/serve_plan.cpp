#include "suanwang/engine/serve_plan.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double rounding = 1e-9;  // relative

}  // namespace

ServePlan::ServePlan(const World& world)
    : world_(world), spare_(world.clusters().size()), unserved_(world.token_streams().size()) {
  for (const Cluster& cluster : world.clusters()) {
    Petaflops compute;
    for (const PoolId pool : cluster.pools)
      compute += world.chips()[world.pools()[pool].chip].dense_fp16 * world.pools()[pool].serving;
    capacity_.add(compute);
  }
  std::size_t most_pairs = 0;
  for (const TokenStreamId stream : world.token_streams().ids())
    most_pairs += world.serving_sites(stream).size();
  served_.reserve(most_pairs);
}

void ServePlan::reset(std::size_t interval, const Table<ClusterId, double>& speed) {
  for (const ClusterId cluster : capacity_.ids()) spare_[cluster] = capacity_[cluster] * speed[cluster];
  served_.clear();
  for (const TokenStreamId stream : world_.token_streams().ids())
    unserved_[stream] = world_.token_streams()[stream].demand[interval];
}

void ServePlan::assign(TokenStreamId stream, const ServingSite& site, TokensPerSecond rate) {
  const ModelClass& model = world_.model_classes()[world_.token_streams()[stream].model];
  const Petaflops compute = rate / model.throughput;
  const auto refuse = [&](const char* rule) {
    throw PolicyError("serve policy: tokens of model class '" + model.id + "' at cluster '" +
                      world_.clusters()[site.cluster].id + "': " + rule);
  };
  if (rate < TokensPerSecond(0)) refuse("a share is not negative");
  if (rate > unserved_[stream] * (1.0 + rounding)) refuse("no more than the demand is served");
  if (compute > spare_[site.cluster] + capacity_[site.cluster] * rounding)
    refuse("no more than the serving compute is used");
  if (site.round_trip > model.round_trip_bound)
    refuse("the round trip is within the bound of the model class");
  unserved_[stream] = std::max(TokensPerSecond(0), unserved_[stream] - rate);
  spare_[site.cluster] = std::max(Petaflops(0), spare_[site.cluster] - compute);
  served_.push_back({stream, site.cluster, rate, site.round_trip});
}

}  // namespace suanwang
