#include "suanwang/policy/plugin.hpp"

using namespace suanwang;

/// The pool whose hub has most renewables for its load now, among those that are not too full.
class GreenestRoute final : public RoutePolicy {
 public:
  struct Parameters {
    double load_limit = 0.9;  ///< of a pool: accelerators asked for over those that it can schedule
    void fields(Fields& f) {
      f("load_limit", load_limit, "Pools with more assigned work than this share of their size are avoided.")
          .optional()
          .within(0, 10);
    }
  };
  explicit GreenestRoute(Parameters parameters) : parameters_(parameters) {}

  RouteDecision route(const Job& job, const View& view) override {
    std::optional<PoolId> best;
    double best_share = -1.0;
    for (const Candidate& each : view.candidates(job)) {  // nearest first: of equals the nearest wins
      if (!View::fits(job, each) || view.load(each.pool) > parameters_.load_limit) continue;
      const double share = green_share(each.pool, view);
      if (share <= best_share) continue;
      best = each.pool;
      best_share = share;
    }
    return best ? RouteDecision::place(*best) : RouteDecision::wait();
  }

 private:
  /// Renewable power of the pool's hub in this interval, over what the grid could bring at most.
  static double green_share(PoolId pool, const View& view) {
    const World& world = view.world();
    const Hub& hub = world.hubs()[world.clusters()[world.pools()[pool].cluster].hub];
    const std::size_t interval = world.calendar().interval_of(view.now());
    return hub.supply.renewable_available(interval) / hub.supply.grid_limit;
  }

  Parameters parameters_;
};

void suanwang_add_policies(PolicyCatalogue& catalogue) {
  catalogue.route.add<GreenestRoute>("greenest", "Most renewables at the pool's hub among pools with room.");
}
