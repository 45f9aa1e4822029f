#include "suanwang/policy/lp_serve.hpp"

#include <algorithm>
#include <vector>

#include "suanwang/core/error.hpp"
#include "suanwang/core/fields.hpp"
#include "suanwang/optimise/work_groups.hpp"

namespace suanwang {

double LpServe::cost_per_token(ModelClassId model, const ServingSite& site, const View& view) const {
  const HubId hub = view.world().clusters()[site.cluster].hub;
  const double mwh = facility_mw_per_accelerator(view.world(), model, site.pool, view.interval()) /
                     (site.rate.value() * 3600.0);
  return mwh * (objective_.per_cny * view.grid_price(hub).value() +
                objective_.per_tonne * view.carbon_factor(hub, CarbonBasis::location).value());
}

void LpServe::split(const View& view, ServePlan& plan) {
  const World& world = view.world();
  struct Choice {
    TokenStreamId stream;
    const ServingSite* site;
    LinearProgram::Column share;  // of the stream's demand
  };
  LinearProgram program;
  std::vector<Choice> choices;
  Table<PoolId, LinearProgram::Row> rooms;
  for (const PoolId pool : world.pools().ids()) rooms.add(program.add_row(0.0, plan.spare(pool)));
  for (const TokenStreamId stream : world.token_streams().ids()) {
    const ModelClassId model = world.token_streams()[stream].model;
    const double demand = plan.unserved(stream).value();
    const auto row = program.add_row(1.0, 1.0);
    const double per_share = demand * 3600.0;  // tokens an hour
    program.add(row, program.add_column(0.0, 1.0, per_share * objective_.per_lost_token()), 1.0);
    for (const ServingSite& site : world.serving_sites(stream)) {
      const auto share = program.add_column(0.0, 1.0, per_share * cost_per_token(model, site, view));
      program.add(row, share, 1.0);
      program.add(rooms[site.pool], share, demand / site.rate.value());
      choices.push_back({stream, &site, share});
    }
  }
  LpSolution solution = program.solve(basis_);
  expects(solution.status == LpSolution::Status::optimal, "tokens can always be split: some may go unserved");
  for (const Choice& each : choices) {
    const TokensPerSecond demand = world.token_streams()[each.stream].demand[view.interval()];
    const TokensPerSecond rate = std::min({demand * solution.columns[each.share], plan.unserved(each.stream),
                                           each.site->rate * plan.spare(each.site->pool)});
    if (rate > TokensPerSecond(0)) plan.assign(each.stream, *each.site, rate);
  }
  basis_ = std::move(solution.basis);
}

void LpServe::Parameters::fields(Fields& f) {
  f("aim", aim, "What is minimised: cost, carbon, or cost with carbon at its price.").optional();
  f("carbon_price_cny_per_t", carbon_price, "Of location-based CO2, where the aim is weighted.")
      .optional()
      .at_least(0);
}

}  // namespace suanwang
