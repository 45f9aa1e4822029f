#include "suanwang/scenario/network_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void LinkSpec::fields(Fields& f) {
  f("between", between, "The two ends: ids of hubs, clusters or sites.").sized(2).identifier();
  f("installed_gbps", installed, "Installed capacity in each direction.").above(Gbps(0));
  f("delay_ms", delay,
    "One-way delay; by default from distance, `network.route_factor` and `network.fibre_delay_us`.")
      .at_least(Delay(0));
  f("price_cny_per_gb", price, "Price of carrying data; by default `network.price_cny_per_gb`.")
      .at_least(CnyPerGigabyte(0));
}

void NetworkSpec::fields(Fields& f) {
  f("usable_share", usable_share, "Share of installed link capacity that the scheduler may use.")
      .optional()
      .above(0)
      .at_most(1);
  f("route_factor", route_factor, "Fibre length over great-circle distance.").optional().within(1, 3);
  f("fibre_delay_us", fibre_delay, "One-way delay of one kilometre of fibre.").optional().above(Delay(0));
  f("equipment_delay_ms", equipment_delay, "One-way delay of equipment, per link.")
      .optional()
      .at_least(Delay(0));
  f("price_cny_per_gb", price, "Price of carrying data over one link, where the link states none.")
      .optional()
      .at_least(CnyPerGigabyte(0));
  f("flow_limit_gbps", flow_limit, "Most that one transfer may use.").optional().above(Gbps(0));
  f("route_alternatives", route_alternatives,
    "Shortest paths that a transfer may choose from, the least busy first; 1: always the shortest.")
      .optional()
      .at_least(1)
      .at_most(16);
  f("links", links, "Links by id.");
}

}  // namespace suanwang
