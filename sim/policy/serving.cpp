#include "suanwang/policy/serving.hpp"

#include <algorithm>

namespace suanwang {

void NearestServe::split(const View& view, ServePlan& plan) {
  const World& world = view.world();
  if (order_.empty()) {
    for (const TokenStreamId stream : world.token_streams().ids()) order_.push_back(stream);
    const auto bound = [&](TokenStreamId stream) {
      return world.model_classes()[world.token_streams()[stream].model].round_trip_bound;
    };
    std::stable_sort(order_.begin(), order_.end(), [&](auto a, auto b) { return bound(a) < bound(b); });
  }
  for (const TokenStreamId stream : order_)
    for (const ServingSite& site : world.serving_sites(stream)) {
      const TokensPerSecond wanted = plan.unserved(stream);
      if (wanted <= TokensPerSecond(0)) break;
      const TokensPerSecond rate = std::min(wanted, site.rate * plan.spare(site.pool));
      if (rate > TokensPerSecond(0)) plan.assign(stream, site, rate);
    }
}

}  // namespace suanwang
