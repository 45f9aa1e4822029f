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

/// A policy may hand in a site of its own making; what it says must be true of one that is there.
void ServePlan::check_site(TokenStreamId stream, const ServingSite& site) const {
  const auto fail = [](const char* rule) {
    throw PolicyError(std::string("inadmissible decision; rule: ") + rule);
  };
  if (stream.index() >= world_.token_streams().size()) fail("the token stream exists");
  const auto sites = world_.serving_sites(stream);
  const auto is_it = [&](const ServingSite& each) {
    return &each == &site || (each.pool == site.pool && each.cluster == site.cluster &&
                              each.rate == site.rate && each.round_trip == site.round_trip);
  };
  if (std::none_of(sites.begin(), sites.end(), is_it)) fail("the site is one of the stream's serving sites");
}

void ServePlan::assign(TokenStreamId stream, const ServingSite& site, TokensPerSecond rate) {
  check_site(stream, site);
  const ModelClass& model = world_.model_classes()[world_.token_streams()[stream].model];
  const double accelerators = rate / site.rate;
  const auto refuse = [&](const char* rule) {
    throw PolicyError("tokens of model class '" + model.id + "' at cluster '" +
                      world_.clusters()[site.cluster].id + "': inadmissible decision; rule: " + rule);
  };
  // Written so that what is not a number is refused, too.
  if (!(rate >= TokensPerSecond(0))) refuse("a share is a number and not negative");
  if (!(rate <= unserved_[stream] * (1.0 + rounding))) refuse("no more than the demand is served");
  if (!(accelerators <= spare_[site.pool] + (spare_[site.pool] + used_[site.pool]) * rounding))
    refuse("no more than the serving accelerators are used");
  if (site.round_trip > model.round_trip_bound)
    refuse("the round trip is within the bound of the model class");
  unserved_[stream] = std::max(TokensPerSecond(0), unserved_[stream] - rate);
  spare_[site.pool] = std::max(0.0, spare_[site.pool] - accelerators);
  used_[site.pool] += accelerators;
  served_.push_back({stream, site.pool, site.cluster, rate, site.round_trip, accelerators});
}

}  // namespace suanwang
