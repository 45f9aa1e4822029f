#pragma once

#include <algorithm>
#include <utility>
#include <vector>

#include "books.hpp"

// What relations change of a case.

namespace suanwang::testing {

template <class QuantityType>
void scale(Series<QuantityType>& series, double factor) {
  series = Series<QuantityType>(series.raw() * factor);
}

/// Supply of all kinds, its storage, lines, and general load.
inline void scale_supply_and_general_load(WorldParts& parts, double factor) {
  for (Hub& hub : parts.hubs) {
    HubSupply& s = hub.supply;
    for (Generation* each : {&s.wind, &s.solar, &s.hydro, &s.direct_wind, &s.direct_solar})
      each->capacity *= factor;
    for (Megawatts* each : {&s.direct_line_limit, &s.storage.charge_power, &s.storage.discharge_power,
                            &s.grid_limit, &s.export_limit})
      *each *= factor;
    s.storage.energy *= factor;
    scale(s.response.load_limit, factor);
  }
  for (Cluster& cluster : parts.clusters) {
    scale(cluster.general_load, factor);
    cluster.general_peak *= factor;
    if (cluster.it_power_cap) *cluster.it_power_cap *= factor;
  }
  for (TransferLine& line : parts.transfer_lines) line.capacity *= factor;
}

/// The same accelerators and work, each drawing `factor` times as much.
inline void scale_power(WorldParts& parts, double factor) {
  scale_supply_and_general_load(parts, factor);
  for (Chip& chip : parts.chips) chip.all_in_power *= factor;
}

/// @param factor Of the capacity of each link and the limit of each transfer.
inline void scale_network(WorldParts& parts, double factor) {
  Table<LinkId, Link> links = parts.network.links();
  for (Link& link : links) link.capacity *= factor;
  parts.network = Network(parts.network.nodes(), std::move(links));
  parts.flow_limit *= factor;
  for (JobClass& job_class : parts.job_classes)
    if (job_class.transfer_limit) *job_class.transfer_limit *= factor;
}

/// `factor` times the accelerators, jobs that ask for as many more and bring as much more data, and tokens.
inline void scale_counts(Case& given, std::uint32_t factor) {
  scale_supply_and_general_load(given.parts, factor);
  scale_network(given.parts, factor);
  for (Pool& pool : given.parts.pools)
    for (std::uint32_t* each : {&pool.installed, &pool.energised, &pool.serving, &pool.lendable})
      *each *= factor;
  for (TokenStream& stream : given.parts.token_streams) scale(stream.demand, factor);
  for (Job& job : given.jobs) {
    job.accelerators *= factor;
    job.input *= factor;
    job.output *= factor;
  }
}

/// Every price of energy, power and data.
inline void scale_prices(WorldParts& parts, double factor) {
  for (Hub& hub : parts.hubs) {
    HubPrices& prices = hub.supply.prices;
    scale(prices.tariff, factor);
    for (CnyPerMegawattHour* each : {&prices.contracted, &prices.direct, &prices.exported}) *each *= factor;
    for (CnyPerMegawattMonth* each : {&prices.demand_charge, &prices.standing_charge}) *each *= factor;
    scale(hub.supply.response.price, factor);
  }
  for (TransferLine& line : parts.transfer_lines) line.price *= factor;
  Table<LinkId, Link> links = parts.network.links();
  for (Link& link : links) link.price *= factor;
  parts.network = Network(parts.network.nodes(), std::move(links));
}

inline void scale_carbon(WorldParts& parts, double factor) {
  for (Hub& hub : parts.hubs)
    for (auto* each : {&hub.supply.carbon.location, &hub.supply.carbon.market, &hub.supply.carbon.marginal})
      scale(*each, factor);
}

/// A hub with a supply of its own but nothing that draws on it and nobody who asks for anything, on a far
/// link.
inline void add_idle_hub(WorldParts& parts) {
  Table<NodeId, Node> nodes = parts.network.nodes();
  Table<LinkId, Link> links = parts.network.links();
  const NodeId node = nodes.add({"idle", "", Degrees(35), Degrees(100)});
  links.add({"idle", node, NodeId(0), Gbps(1), Delay(1000), CnyPerGigabyte(9)});
  Hub hub = parts.hubs[HubId(0)];
  hub.id = "idle";
  hub.node = node;
  hub.clusters.clear();
  parts.hubs.add(std::move(hub));
  parts.network = Network(std::move(nodes), std::move(links));
}

/// Where each row of each table goes: `to[old] == new`.
struct Order {
  std::vector<std::size_t> nodes, links, chips, hubs, clusters, pools, classes, models, streams, lines;
};

/// Any order in which rows of one group keep theirs. @param group_of By row.
template <class Group>
std::vector<std::size_t> shuffled(Draw& draw, std::size_t count, const Group& group_of) {
  std::vector<std::size_t> to = first_indices(count);
  for (std::size_t i = count; i > 1; --i) std::swap(to[i - 1], to[draw.below(i)]);
  for (std::size_t i = 0; i < count; ++i)
    for (std::size_t k = i + 1; k < count; ++k)
      if (group_of(i) == group_of(k) && to[i] > to[k]) std::swap(to[i], to[k]);
  return to;
}

inline std::vector<std::size_t> shuffled(Draw& draw, std::size_t count) {
  return shuffled(draw, count, [](std::size_t row) { return row; });
}

/// @param keeps_clusters Whether what stands at one hub keeps its order: where power is short it is served in
/// it.
inline Order any_order(Draw& draw, const WorldParts& parts, bool keeps_clusters) {
  Order order;
  order.nodes = shuffled(draw, parts.network.nodes().size());
  order.links = shuffled(draw, parts.network.links().size());
  order.chips = shuffled(draw, parts.chips.size());
  order.hubs = shuffled(draw, parts.hubs.size());
  const auto hub_of = [&](ClusterId cluster) { return parts.clusters[cluster].hub.index(); };
  order.clusters = shuffled(draw, parts.clusters.size(),
                            [&](std::size_t row) { return keeps_clusters ? hub_of(ClusterId(row)) : row; });
  // Pools of one cluster are equally near, streams of one class equally urgent: the file's order decides.
  order.pools = shuffled(draw, parts.pools.size(), [&](std::size_t row) {
    const ClusterId cluster = parts.pools[PoolId(row)].cluster;
    return keeps_clusters ? hub_of(cluster) : cluster.index();
  });
  order.streams = shuffled(draw, parts.token_streams.size(), [&](std::size_t row) {
    return parts.token_streams[TokenStreamId(row)].model.index();
  });
  order.classes = shuffled(draw, parts.job_classes.size());
  order.models = shuffled(draw, parts.model_classes.size());
  order.lines = first_indices(parts.transfer_lines.size());  // asked in the file's order when power is short
  return order;
}

/// The rows of `table` in the order `to`, each changed by `change`.
template <class IdType, class T, class Change>
Table<IdType, T> reordered(const Table<IdType, T>& table, const std::vector<std::size_t>& to,
                           const Change& change) {
  std::vector<T> rows(table.begin(), table.end());
  for (std::size_t old = 0; old < table.size(); ++old) {
    T row = table[IdType(old)];
    change(row);
    rows[to[old]] = std::move(row);
  }
  Table<IdType, T> result;
  for (T& row : rows) result.add(std::move(row));
  return result;
}

/// The same case, written down in another order.
inline Case in_order(const Case& given, const Order& order) {
  const WorldParts& parts = given.parts;
  const auto move = [](auto& id, const std::vector<std::size_t>& to) {
    id = std::remove_reference_t<decltype(id)>(to[id.index()]);
  };
  const auto same = [](auto&) {};
  const auto by_chip = [&](auto& list) {
    auto moved = list;
    for (std::size_t old = 0; old < list.size(); ++old) moved[order.chips[old]] = list[old];
    list = std::move(moved);
  };
  Case result = given;
  result.parts.network = Network(reordered(parts.network.nodes(), order.nodes, same),
                                 reordered(parts.network.links(), order.links, [&](Link& link) {
                                   move(link.from, order.nodes);
                                   move(link.to, order.nodes);
                                 }));
  result.parts.chips = reordered(parts.chips, order.chips, same);
  result.parts.hubs = reordered(parts.hubs, order.hubs, [&](Hub& hub) {
    move(hub.node, order.nodes);
    for (ClusterId& each : hub.clusters) move(each, order.clusters);
    std::sort(hub.clusters.begin(), hub.clusters.end());
    for (HubId& each : hub.real_time_for) move(each, order.hubs);
  });
  result.parts.clusters = reordered(parts.clusters, order.clusters, [&](Cluster& cluster) {
    move(cluster.hub, order.hubs);
    move(cluster.node, order.nodes);
    for (PoolId& each : cluster.pools) move(each, order.pools);
  });
  result.parts.pools = reordered(parts.pools, order.pools, [&](Pool& pool) {
    move(pool.cluster, order.clusters);
    move(pool.chip, order.chips);
  });
  result.parts.job_classes = reordered(parts.job_classes, order.classes, [&](JobClass& job_class) {
    by_chip(job_class.chip_speed);
    for (NodeId& each : job_class.replicas) move(each, order.nodes);
  });
  result.parts.model_classes =
      reordered(parts.model_classes, order.models, [&](ModelClass& model) { by_chip(model.on_chip); });
  result.parts.token_streams = reordered(parts.token_streams, order.streams, [&](TokenStream& stream) {
    move(stream.model, order.models);
    move(stream.origin, order.nodes);
  });
  result.parts.transfer_lines = reordered(parts.transfer_lines, order.lines, [&](TransferLine& line) {
    move(line.from, order.hubs);
    move(line.to, order.hubs);
  });
  for (Job& job : result.jobs) {
    move(job.job_class, order.classes);
    move(job.origin, order.nodes);
    if (job.input_at) move(*job.input_at, order.nodes);
  }
  return result;
}

/// Rows of the reordered run in the order of the first one.
inline Selection as_before(const Case& given, const Order& order) {
  Selection selection = everything(given.parts);
  selection.hubs = order.hubs;
  selection.clusters = order.clusters;
  selection.pools = order.pools;
  selection.links = order.links;
  selection.lines = order.lines;
  return selection;
}

/// The case and, without a link between them, a second one like it, whose jobs come at the same moments.
inline Case twins(const Case& given) {
  const WorldParts& one = given.parts;
  Case two = given;
  Table<NodeId, Node> nodes = one.network.nodes();
  Table<LinkId, Link> links = one.network.links();
  const auto beside = [](auto id, const auto& table) { return decltype(id)(id.index() + table.size()); };
  for (const Node& each : one.network.nodes()) nodes.add(each);
  for (Link each : one.network.links()) {
    each.from = beside(each.from, one.network.nodes());
    each.to = beside(each.to, one.network.nodes());
    links.add(each);
  }
  two.parts.network = Network(std::move(nodes), std::move(links));
  for (Hub each : one.hubs) {
    each.node = beside(each.node, one.network.nodes());
    for (ClusterId& cluster : each.clusters) cluster = beside(cluster, one.clusters);
    two.parts.hubs.add(std::move(each));
  }
  for (Cluster each : one.clusters) {
    each.hub = beside(each.hub, one.hubs);
    each.node = beside(each.node, one.network.nodes());
    for (PoolId& pool : each.pools) pool = beside(pool, one.pools);
    two.parts.clusters.add(std::move(each));
  }
  for (Pool each : one.pools) {
    each.cluster = beside(each.cluster, one.clusters);
    two.parts.pools.add(each);
  }
  for (TokenStream each : one.token_streams) {
    each.origin = beside(each.origin, one.network.nodes());
    two.parts.token_streams.add(std::move(each));
  }
  for (TransferLine each : one.transfer_lines) {
    each.from = beside(each.from, one.hubs);
    each.to = beside(each.to, one.hubs);
    two.parts.transfer_lines.add(std::move(each));
  }
  two.jobs.clear();
  for (Job each : given.jobs) {
    two.jobs.push_back(each);
    each.origin = beside(each.origin, one.network.nodes());
    two.jobs.push_back(each);
  }
  return two;
}

/// @param which 0 or 1.
inline Selection twin(const Case& given, std::size_t which) {
  const WorldParts& parts = given.parts;
  const auto rows = [&](std::size_t count) { return first_indices(count, which * count); };
  Selection selection = everything(parts);
  selection.hubs = rows(parts.hubs.size());
  selection.clusters = rows(parts.clusters.size());
  selection.pools = rows(parts.pools.size());
  selection.links = rows(parts.network.links().size());
  selection.lines = rows(parts.transfer_lines.size());
  for (std::size_t i = 0; i < given.jobs.size(); ++i) selection.jobs.push_back(2 * i + which);
  return selection;
}

}  // namespace suanwang::testing
