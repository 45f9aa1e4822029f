#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>

#include "suanwang/experiment/summary.hpp"
#include "suanwang/optimise/objective.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// What a bound is asked for.
struct BoundRequest {
  Aim aim = Aim::cost;
  CnyPerTonneCo2 carbon_price{100.0};  ///< of the aim `weighted`
  Duration piece = 24h;                ///< longest piece of the horizon that is solved as a whole

  [[nodiscard]] Objective objective() const { return Objective::of(aim, carbon_price); }
};

struct BoundOptions {
  BoundRequest request;
  std::optional<std::uint64_t> seed = {};  ///< instead of the scenario's
  double calibration_factor = 1.0;         ///< that the runs were made with
  std::size_t workers = 1;  ///< threads; 0: as many as the machine has. No effect on the result
  std::function<void(double share)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
};

/// What no policy can beat: a lower bound on the score of every run of the scenario with this seed.
struct Bound {
  Aim aim = Aim::cost;
  double value = 0.0;  ///< in CNY; of the aim `carbon` in t
  std::size_t pieces = 0;
  double wall_seconds = 0.0;
};

/// The relaxed perfect-foresight program of the scenario, in pieces joined by prices (Lagrange multipliers),
/// each bounded from below by its dual values: valid whatever the prices and however far a solver came.
/// Equations (34) to (42) of docs/model.md.
/// @throws Interrupted; InputError if a trace cannot be read.
[[nodiscard]] Bound compute_bound(const LoadedScenario& scenario, const BoundOptions& options);

/// The same of a world and the jobs that arrive in it.
[[nodiscard]] Bound bound_of(const World& world, JobSource& jobs, const BoundOptions& options);

/// Score of a run, in the unit of the bound.
[[nodiscard]] double score(const Summary& summary, const Objective& objective);

/// (score - bound) / |bound|; empty where the bound is 0.
[[nodiscard]] std::optional<double> gap(double score, const Bound& bound);

}  // namespace suanwang
