#include "suanwang/scenario/build.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "suanwang/model/compute/cooling.hpp"
#include "suanwang/scenario/token_demand.hpp"

#include "supply_builder.hpp"

namespace suanwang {

namespace {

/// Builds the tables in the order in which they need each other.
class WorldBuilder {
 public:
  WorldBuilder(const ScenarioSpec& spec, std::uint64_t seed)
      : spec_(spec),
        seed_(seed),
        parts_{CivilCalendar(spec.time.start, spec.time.end, spec.time.interval),
               {},
               spec.network.flow_limit,
               {},
               {},
               {},
               {},
               {},
               {},
               {}},
        supplies_(spec, parts_.calendar, seed) {}

  World build() {
    add_nodes();
    add_links();
    add_chips();
    add_hubs();
    for (const auto& [id, cluster] : spec_.clusters) add_cluster(id, cluster, Cluster::Kind::cluster);
    for (const auto& [id, cluster] : spec_.compute_sites) add_cluster(id, cluster, Cluster::Kind::site);
    add_job_classes();
    add_token_streams();
    add_operations();
    parts_.network = Network(std::move(nodes_), std::move(links_));
    return World(std::move(parts_));
  }

 private:
  void add_node(const std::string& id, const std::string& name, Degrees latitude, Degrees longitude) {
    node_of_[id] = nodes_.add({id, name, latitude, longitude});
  }

  void add_nodes() {
    const auto add = [this](const auto& places) {
      for (const auto& [id, place] : places) add_node(id, place.name, place.latitude, place.longitude);
    };
    add(spec_.hubs);
    add(spec_.clusters);
    add(spec_.compute_sites);
    add(spec_.demand_sites);
  }

  void add_links() {
    const NetworkSpec& network = spec_.network;
    for (const auto& [id, spec] : network.links) {
      Link link{id, node_of_.at(spec.between[0]), node_of_.at(spec.between[1]), {}, {}, {}};
      link.capacity = spec.installed * network.usable_share * spec_.growth.links;
      const Kilometres distance = great_circle_distance(nodes_[link.from].place(), nodes_[link.to].place());
      link.delay = spec.delay.value_or(network.fibre_delay * (distance.value() * network.route_factor) +
                                       network.equipment_delay);
      link.price = spec.price.value_or(network.price);
      links_.add(std::move(link));
    }
  }

  void add_chips() {
    for (const auto& [id, spec] : spec_.chips)
      chip_of_[id] = parts_.chips.add({id, spec.name, spec.dense_fp16, spec.memory, spec.all_in_power,
                                       spec.idle_fraction, spec.training_fraction, spec.prefill_fraction,
                                       spec.decode_fraction, spec.flops_utilisation, spec.rent, spec.embodied,
                                       spec.memory_bandwidth});
  }

  void add_hubs() {
    for (const auto& [id, spec] : spec_.hubs)
      hub_of_[id] = parts_.hubs.add(
          {id, spec.name, node_of_.at(id), spec.role, supplies_.supply(id, spec, parts_.hubs.size()), {}});
    for (const auto& [id, spec] : spec_.hubs)
      for (const std::string& other : spec.real_time_for)
        parts_.hubs[hub_of_.at(id)].real_time_for.push_back(hub_of_.at(other));
    for (const auto& [id, spec] : spec_.transfer_lines)
      parts_.transfer_lines.add(supplies_.line(id, spec, hub_of_.at(spec.from), hub_of_.at(spec.to)));
  }

  void add_cluster(const std::string& id, const ClusterSpec& spec, Cluster::Kind kind) {
    const ClusterId cluster_id(parts_.clusters.size());
    Cluster cluster;
    cluster.id = id;
    cluster.name = spec.name;
    cluster.kind = kind;
    cluster.hub = hub_of_.at(spec.hub);
    cluster.node = node_of_.at(id);
    if (spec.smart_compute) {
      cluster.claimed = spec.smart_compute->claimed * spec_.growth.smart_compute;
      for (const auto& [chip, share] : *spec_.chip_mixes.find(spec.smart_compute->mix)) {
        const double accelerators =
            std::round(cluster.claimed * share / parts_.chips[chip_of_.at(chip)].dense_fp16);
        add_pool(cluster, cluster_id, spec, chip, accelerators);
      }
    }
    for (const auto& [pool_id, pool] : spec.pools) {
      add_pool(cluster, cluster_id, spec, pool.chip, pool.accelerators);
      cluster.claimed += parts_.chips[chip_of_.at(pool.chip)].dense_fp16 * pool.accelerators;
    }
    const GeneralLoadSpec general = spec.general_load.value_or(GeneralLoadSpec());
    const Megawatts mean = general.mean * spec_.growth.general_load;
    cluster.general_load = Series<Megawatts>(supplies_.shape(general.shape).raw() * mean.value());
    cluster.general_peak = Megawatts(cluster.general_load.raw().maxCoeff());
    cluster.server_overhead = spec.non_accelerator_overhead.value_or(spec_.non_accelerator_overhead) - 1.0;
    cluster.it_power_cap = spec.it_power_cap;
    if (spec.racks) {
      const Megawatts racks = spec.racks->power * spec.racks->count;
      cluster.it_power_cap = std::min(cluster.it_power_cap.value_or(racks), racks);
    }
    cluster.facility = facility_of(spec, parts_.clusters.size());
    cluster.cache = spec.cache;
    cluster_of_[id] = cluster_id;
    parts_.hubs[cluster.hub].clusters.push_back(cluster_id);
    parts_.clusters.add(std::move(cluster));
  }

  FacilityModel facility_of(const ClusterSpec& spec, std::size_t place) const {
    const CoolingSpec& cooling = spec.cooling;
    const auto [outdoor, typical] = supplies_.temperatures(spec, place);
    return FacilityModel(
        {cooling.annual_pue, cooling.free_cooling_below, cooling.full_mechanical_above,
         cooling.free_cooling_share, cooling.fixed_share, cooling.reference_load, cooling.water_usage},
        outdoor, typical);
  }

  void add_pool(Cluster& cluster, ClusterId cluster_id, const ClusterSpec& spec, const std::string& chip_id,
                double installed) {
    const ChipId chip = chip_of_.at(chip_id);
    const double energised = std::round(installed * spec.energised_factor);
    const double serving_share =
        spec.serving_share.value_or(spec_.tokens ? spec_.tokens->serving_share : 0.0);
    Pool pool{cluster_id,
              chip,
              static_cast<std::uint32_t>(installed),
              static_cast<std::uint32_t>(energised),
              static_cast<std::uint32_t>(std::round(energised * serving_share)),
              1.0};
    if (spec_.tokens)
      pool.lendable =
          pool.serving - static_cast<std::uint32_t>(std::round(pool.serving * spec_.tokens->serving_floor));
    if (const ChipSpec& of = *spec_.chips.find(chip_id); of.accelerators_per_server > 0) {
      // Servers go to jobs or to tokens as a whole.
      pool.accelerators_per_server = of.accelerators_per_server;
      pool.servers_per_super_node = of.servers_per_super_node;
      pool.energised -= pool.energised % of.accelerators_per_server;
      pool.serving -= pool.serving % of.accelerators_per_server;
      pool.lendable -= pool.lendable % of.accelerators_per_server;
    }
    pool.speed = parts_.chips[chip].effective() / parts_.chips[chip_of_.at(spec_.reference_chip)].effective();
    if (pool.installed > 0) cluster.pools.push_back(parts_.pools.add(pool));
  }

  void add_job_classes() {
    for (const auto& [id, spec] : spec_.job_classes) {
      JobClass job_class{id,
                         spec.name,
                         spec.round_trip_bound,
                         spec.memory_per_accelerator,
                         phases_of(spec.phases),
                         spec.priority,
                         spec.is_preemptible};
      job_class.one_way_bound = spec.one_way_bound;
      tighten(job_class.one_way_bound, job_class.round_trip_bound, spec.latency_circle);
      if (!spec.chips.empty()) {
        job_class.chip_speed.assign(parts_.chips.size(), 0.0);
        for (const auto& [chip, speed] : spec.chips) job_class.chip_speed[chip_of_.at(chip).index()] = speed;
      }
      job_class.needs_one_domain = spec.needs_one_domain;
      job_class.is_migratable = spec.is_migratable;
      job_class.when_preempted = spec.when_preempted;
      if (spec.checkpoint) {
        job_class.checkpointing = {spec.checkpoint->interval.value_or(Duration{}), spec.checkpoint->cost,
                                   spec.checkpoint->restart};
        job_class.has_best_interval = !spec.checkpoint->interval && spec.checkpoint->cost > 0ms;
        job_class.checkpoint_per_accelerator = spec.checkpoint->size_per_accelerator;
      }
      if (spec.elastic)
        job_class.elasticity = {spec.elastic->minimum_share, spec.elastic->maximum_share,
                                spec.elastic->scaling_exponent};
      job_class.wait_target = spec.wait_target;
      job_class.transfer_weight = spec.transfer_weight;
      job_class.transfer_limit = spec.transfer_limit;
      for (const std::string& place : spec.replicas) job_class.replicas.push_back(node_of_.at(place));
      parts_.job_classes.add(std::move(job_class));
    }
    parts_.throttling = {spec_.shortage.throttle_exponent, spec_.shortage.minimum_speed};
    if (spec_.tokens) parts_.serving = {spec_.tokens->priority, spec_.tokens->highest_load};
  }

  /// A latency circle is a further bound beside those that a class states.
  void tighten(std::optional<Delay>& one_way, std::optional<Delay>& round_trip, const std::string& id) const {
    if (id.empty()) return;
    const LatencyCircleSpec& circle = *spec_.latency_circles.find(id);
    if (circle.one_way) one_way = std::min(one_way.value_or(*circle.one_way), *circle.one_way);
    if (circle.round_trip) round_trip = std::min(round_trip.value_or(*circle.round_trip), *circle.round_trip);
  }

  [[nodiscard]] TimePoint time_of(LocalMinute minute) const {
    return TimePoint(Duration(minute - LocalMinute(parts_.calendar.start_day())));
  }

  static std::optional<Reliability> reliability_of(const std::optional<ReliabilitySpec>& spec) {
    if (!spec) return std::nullopt;
    return Reliability{spec->mean_time_to_failure, spec->failure_shape, spec->mean_time_to_repair,
                       spec->repair_shape, spec->together};
  }

  void add_operations() {
    parts_.seed = seed_;
    parts_.route_alternatives = spec_.network.route_alternatives;
    parts_.hub_roles = {spec_.hub_roles.real_time_stays_east, spec_.hub_roles.deferrable_goes_west};
    if (spec_.faults)
      parts_.faults = {reliability_of(spec_.faults->servers), reliability_of(spec_.faults->super_nodes),
                       reliability_of(spec_.faults->clusters), reliability_of(spec_.faults->links)};
    for (const auto& [id, spec] : spec_.outages) {
      PlannedOutage outage;
      outage.from = std::max(TimePoint(), time_of(spec.start));
      outage.to = time_of(spec.end);
      outage.servers = spec.servers;
      outage.is_announced = spec.kind == OutageKind::maintenance;
      if (!spec.cluster.empty()) outage.cluster = cluster_of_.at(spec.cluster);
      for (const LinkId link : links_.ids())
        if (links_[link].id == spec.link) outage.link = link;
      parts_.outages.push_back(outage);
    }
    for (const auto& [id, spec] : spec_.reservations) {
      const std::vector<PoolId>& pools = parts_.clusters[cluster_of_.at(spec.cluster)].pools;
      PoolReservation reservation{
          pools.front(), spec.accelerators, time_of(spec.start), time_of(spec.end), {}};
      for (const PoolId pool : pools)
        if (parts_.chips[parts_.pools[pool].chip].id == spec.pool) reservation.pool = pool;
      for (const JobClassId job_class : parts_.job_classes.ids())
        if (parts_.job_classes[job_class].id == spec.job_class) reservation.job_class = job_class;
      parts_.reservations.push_back(reservation);
    }
  }

  static PhaseMix phases_of(const PhaseMixSpec& spec) { return {spec.training, spec.prefill, spec.decode}; }

  [[nodiscard]] ModelClass model_class_of(const std::string& id, const ModelClassSpec& spec) const {
    ModelClass model{id, spec.name, spec.round_trip_bound, {}};
    model.accelerators_per_instance = spec.accelerators_per_instance;
    model.input_cv = spec.input_tokens_cv;
    model.one_way_bound = spec.one_way_bound;
    model.first_token_target = spec.first_token_target;
    model.output_token_target = spec.output_token_target;
    std::optional<Delay> round_trip = model.round_trip_bound;
    tighten(model.one_way_bound, round_trip, spec.latency_circle);
    model.round_trip_bound = *round_trip;
    for (const auto& [chip, unused] : spec_.chips)
      model.on_chip.push_back(
          serving_profile({*spec.output_share, spec.cache_hit_share.value_or(0.0), *spec.input_tokens},
                          serving_speed(spec_, spec, chip)));
    return model;
  }

  /// How demand follows day and week.
  [[nodiscard]] Eigen::ArrayXd shape_of(const ModelClassSpec& spec) const {
    if (!spec.traced_shape.empty()) {
      Eigen::ArrayXd shape(static_cast<Eigen::Index>(parts_.calendar.interval_count()));
      for (Eigen::Index i = 0; i < shape.size(); ++i)
        shape[i] = spec.traced_shape[static_cast<std::size_t>(i) % spec.traced_shape.size()];
      return shape;
    }
    if (spec.users.empty()) return supplies_.shape(spec.day_shape).raw();
    Eigen::ArrayXd sum = Eigen::ArrayXd::Zero(static_cast<Eigen::Index>(parts_.calendar.interval_count()));
    for (const auto& [shape, share] : spec.users) sum += supplies_.shape(shape).raw() * share;
    return sum;
  }

  void add_token_streams() {
    if (!spec_.tokens) return;
    double weight = 0.0;
    for (const auto& [origin, share] : spec_.demand_shares) weight += share;
    const Eigen::ArrayXd inside_tokens_per_s =
        national_demand(*spec_.tokens, parts_.calendar).raw() * spec_.tokens->inside_network;
    for (const auto& [id, spec] : spec_.tokens->classes) {
      const ModelClassId model = parts_.model_classes.add(model_class_of(id, spec));
      const Eigen::ArrayXd tokens_per_s = inside_tokens_per_s * shape_of(spec) * spec.share;
      for (const auto& [origin, share] : spec_.demand_shares)
        if (share > 0.0)
          parts_.token_streams.add(
              {model, node_of_.at(origin), Series<TokensPerSecond>(tokens_per_s * (share / weight))});
    }
  }

  const ScenarioSpec& spec_;
  std::uint64_t seed_;
  WorldParts parts_;
  SupplyBuilder supplies_;
  std::map<std::string, NodeId> node_of_;
  std::map<std::string, HubId> hub_of_;
  std::map<std::string, ClusterId> cluster_of_;
  std::map<std::string, ChipId> chip_of_;
  Table<NodeId, Node> nodes_;
  Table<LinkId, Link> links_;
};

}  // namespace

ServingSpeed serving_speed(const ScenarioSpec& spec, const ModelClassSpec& model,
                           const std::string& chip_id) {
  const ChipSpec& chip = *spec.chips.find(chip_id);
  const ChipSpec& reference = *spec.chips.find(spec.reference_chip);
  const double by_flops =
      (chip.dense_fp16 * chip.flops_utilisation) / (reference.dense_fp16 * reference.flops_utilisation);
  const double by_memory = chip.memory_bandwidth && reference.memory_bandwidth
                               ? *chip.memory_bandwidth / *reference.memory_bandwidth
                               : by_flops;
  const ChipServingSpec* known = model.chips.find(chip_id);
  ServingSpeed speed;
  speed.prefill = known && known->prefill ? *known->prefill : model.prefill * by_flops;
  speed.decode = known && known->decode ? *known->decode : model.decode * by_memory;
  speed.decode_alone = model.decode_alone * (speed.decode / model.decode);
  speed.largest_batch = model.largest_batch;
  const double faster = spec.tokens ? spec.tokens->software_speedup : 1.0;
  for (TokensPerSecond* each : {&speed.prefill, &speed.decode, &speed.decode_alone}) *each *= faster;
  return speed;
}

World build_world(const ScenarioSpec& spec, std::uint64_t seed) { return WorldBuilder(spec, seed).build(); }

PolicySet build_policies(const PolicySpec& policy) {
  PolicySet set;
  set.names = {policy.route.name, policy.queue.name, policy.serve.name, policy.power.name,
               policy.forecast.text()};
  SharedParts shared;
  set.route = policy.route.maker->make(shared);
  set.make_queue = [maker = policy.queue.maker] { return maker->make(); };
  set.serve = policy.serve.maker->make(shared);
  set.power = policy.power.maker->make(shared);
  set.forecasts = {policy.forecast.renewable.maker->make(), policy.forecast.price.maker->make(),
                   policy.forecast.carbon.maker->make(), policy.forecast.load.maker->make()};
  return set;
}

}  // namespace suanwang
