#include "suanwang/scenario/operations_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void ReliabilitySpec::fields(Fields& f) {
  f("mean_time_to_failure_hours", mean_time_to_failure, "Of one of them, mean.").above(0);
  f("mean_time_to_repair_hours", mean_time_to_repair, "From failure to work again, mean.").above(0);
  f("failure_shape", failure_shape,
    "Weibull shape of the time to failure: 1 is exponential, less comes in clusters, more is wear.")
      .optional()
      .within(0.2, 20);
  f("repair_shape", repair_shape, "Weibull shape of the time to repair.").optional().within(0.2, 20);
  f("together", together, "Neighbours that one failure takes down, itself included; servers only.")
      .optional()
      .at_least(1)
      .at_most(1e6);
}

void FaultsSpec::fields(Fields& f) {
  f("servers", servers, "Of each server, in pools whose servers are stated.");
  f("super_nodes", super_nodes, "Of each super-node as a whole.");
  f("clusters", clusters, "Of each cluster as a whole: its accelerators stop.");
  f("links", links, "Of each link.");
  f("trace", trace,
    "CSV file of outages, with the columns start, end, cluster, link, servers, kind, each as in `outages`.")
      .optional();
}

void OutageSpec::fields(Fields& f) {
  f("start", start, "Local time.");
  f("end", end, "Local time.");
  f("cluster", cluster, "Cluster or compute site that it strikes.").optional().identifier();
  f("link", link, "Link that it strikes, instead of a cluster.").optional().identifier();
  f("servers", servers, "So many servers of the cluster's first pool with servers; by default all of it.")
      .optional();
  f("kind", kind,
    "Maintenance is known in advance: nothing is started that would run into it. A failure is not.")
      .optional();
}

void ReservationSpec::fields(Fields& f) {
  f("cluster", cluster, "Cluster or compute site.").identifier();
  f("chip", pool, "Chip of the pool there; by default the first pool.").optional().identifier();
  f("job_class", job_class, "One of `job_classes`, which they are kept for.").identifier();
  f("accelerators", accelerators, "How many.").at_least(1);
  f("start", start, "Local time.");
  f("end", end, "Local time.");
}

void LatencyCircleSpec::fields(Fields& f) {
  f("one_way_ms", one_way, "Longest one-way delay.").above(Delay(0));
  f("round_trip_ms", round_trip, "Longest round trip.").above(Delay(0));
}

void HubRolesSpec::fields(Fields& f) {
  f("real_time_stays_east", real_time_stays_east,
    "Work with a latency bound runs in hubs that are not western, in its own hub, or in one whose "
    "`real_time_for` names its hub.")
      .optional();
  f("deferrable_goes_west", deferrable_goes_west,
    "Work without a latency bound that comes from an eastern hub runs in hubs that are not eastern.")
      .optional();
}

}  // namespace suanwang
