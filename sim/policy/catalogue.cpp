#include "suanwang/policy/catalogue.hpp"

#include "suanwang/policy/admission.hpp"
#include "suanwang/policy/conservative.hpp"
#include "suanwang/policy/fair_share.hpp"
#include "suanwang/policy/flow_route.hpp"
#include "suanwang/policy/forecast_models.hpp"
#include "suanwang/policy/green_routes.hpp"
#include "suanwang/policy/lp_serve.hpp"
#include "suanwang/policy/power.hpp"
#include "suanwang/policy/queues.hpp"
#include "suanwang/policy/rolling_lp.hpp"
#include "suanwang/policy/routes.hpp"
#include "suanwang/policy/scoring_routes.hpp"
#include "suanwang/policy/serving.hpp"

namespace suanwang {

PolicyCatalogue built_in_policies() {
  PolicyCatalogue all;
  all.route.add<LocalOnlyRoute>("local_only",
                                "The origin hub's own clusters only; what fits none of them is rejected.");
  all.route.add<NearestRoute>("nearest", "Least propagation delay among admissible pools with room.");
  all.route.add<LeastLoadedRoute>("least_loaded",
                                  "The admissible pool with the least assigned work for its size.");
  all.route.add<CheapestRoute>("cheapest",
                               "Least cost of energy at this hour's tariff plus moving the input.");
  all.route.add<LowestCarbonRoute>("lowest_carbon",
                                   "Least carbon of the job's energy by the hub's grid factor.");
  all.route.add<EastDataWestComputeRoute>(
      "east_data_west_compute",
      "Latency-bound work stays near; the rest goes to western hubs, least loaded first.");
  all.route.add<RoundRobinRoute>("round_robin", "Fitting pools with room in turn, for each class by itself.");
  all.route.add<RandomRoute>("random", "Any fitting pool with room, all with the same probability.");
  all.route.add<WeightedScoreRoute>(
      "weighted_score",
      "Least weighted sum of price, carbon, queue, latency and transfer, each on a common scale.");
  all.route.add<WaitForGreenRoute>(
      "wait_for_green",
      "When and where the grid's carbon is expected to be least within a window; may pause jobs.");
  all.route.add<PriceThresholdRoute>("price_threshold",
                                     "Starts only where power is cheap now against the hours to come.");
  all.route.add<MarketGreenRoute>("market_green",
                                  "Hubs with renewables to spare now, then least market-based carbon.");
  all.route.add<MinCostFlowRoute>(
      "min_cost_flow", "Follows a plan made each hour: expected work to free pools as a flow of least cost.");
  all.route.add<AdmissionControlRoute>(
      "admission_control",
      "Monthly quotas by origin, vouchers beyond them; what neither covers waits or is rejected.");
  all.route.add<RollingLpRoute>(
      "rolling_lp", "A linear program over the next hours: jobs, tokens, storage and grid planned together.");
  all.queue.add<FcfsQueue>("fcfs", "First come, first served, strictly.");
  all.queue.add<SjfQueue>("sjf", "Shortest job first, by the user's estimate.");
  all.queue.add<PriorityQueue>("priority",
                               "Highest priority first, with ageing; may interrupt jobs of lower priority.");
  all.queue.add<FairShareQueue>("fair_share", "The tenant that has lately used least comes next.");
  all.queue.add<EasyBackfillQueue>(
      "easy_backfill", "FCFS with one reservation for the head; others may pass if they do not delay it.");
  all.queue.add<ConservativeBackfillQueue>(
      "conservative_backfill",
      "FCFS with a reservation for every job; others may pass if they delay nobody.");
  all.serve.add<NearestServe>("nearest",
                              "Each stream at the nearest clusters within its latency bound that have room.");
  all.serve.add<ProportionalServe>(
      "proportional",
      "Each stream over all places within its latency bound, by what each could still serve.");
  all.serve.add<CheapestServe>("cheapest",
                               "Each stream where a token's energy costs least, within its latency bound.");
  all.serve.add<LowestCarbonServe>(
      "lowest_carbon", "Each stream where a token's energy has the least carbon, within its latency bound.");
  all.serve.add<LpServe>("linear_program",
                         "All streams at once, by a linear program: most tokens, then least cost of energy.");
  all.serve.add<RollingLpServe>("rolling_lp", "Where the plan of `route: rolling_lp` serves tokens.");
  all.power.add<RenewablesFirstPower>("renewables_first",
                                      "Renewables, then storage charged from their surplus, then grid.");
  all.power.add<PriceArbitragePower>(
      "price_arbitrage", "Storage buys in the tariff's cheapest hours and serves load in its dearest.");
  all.power.add<PeakShavingPower>(
      "peak_shaving", "Storage keeps the month's highest import from rising: less demand charge.");
  all.power.add<CarbonAwarePower>(
      "carbon_aware",
      "Storage charges in the grid's cleanest hours; surplus goes to the dirtiest grid first.");
  all.power.add<RollingLpPower>("rolling_lp", "Storage as the plan of `route: rolling_lp` says.");
  all.forecast.add<PerfectForecast>("perfect", "What will be.");
  all.forecast.add<PersistenceForecast>("persistence", "As it was a day ago, or as it is now.");
  all.forecast.add<ClimatologyForecast>("climatology",
                                        "The mean of the same time of day over the days past.");
  all.forecast.add<NoisyForecast>(
      "noisy", "What will be, with an error that grows with the lead time; bias and correlation stated.");
  return all;
}

}  // namespace suanwang
