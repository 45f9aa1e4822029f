#pragma once

#include <string>
#include <vector>

#include "suanwang/scenario/checks.hpp"

namespace suanwang {

/// "a, b, c", or "none".
[[nodiscard]] std::string listed(const std::vector<std::string>& ids);

/// Complains unless `id` is one of `ids`.
void check_reference(const std::string& id, const std::vector<std::string>& ids, const std::string& kind,
                     const std::string& key_path, const Complain& complain);

/// The part about faults, outages, reservations and how job classes run.
void check_operations(const ScenarioSpec& spec, const Complain& complain);

inline constexpr double sum_tolerance = 1e-6;

/// Complains unless time is spent in one phase or another.
void phases_sum_to_one(const PhaseMixSpec& phases, const std::string& path, const Complain& complain);

/// The part of `check_scenario` about supply, cooling and money.
void check_energy(const ScenarioSpec& spec, const Complain& complain);

/// A class's jobs are drawn, or traces bring them.
void classes_are_generated_or_fed(const ScenarioSpec& spec, const Complain& complain);

/// The part about traces.
void check_traces(const ScenarioSpec& spec, const Complain& complain);

/// Reads the head of a trace; what is wrong with it goes to `issues`.
void probe_trace(const TraceSpec& trace, Issues& issues);

/// @param visit Takes the key path and the spec of each cluster and compute site.
template <class Visit>
void for_each_cluster(const ScenarioSpec& spec, const Visit& visit) {
  for (const auto& [id, cluster] : spec.clusters) visit("clusters." + id, cluster);
  for (const auto& [id, cluster] : spec.compute_sites) visit("compute_sites." + id, cluster);
}

}  // namespace suanwang
