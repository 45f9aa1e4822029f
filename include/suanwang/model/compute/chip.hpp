#pragma once

#include <algorithm>
#include <cmath>
#include <optional>
#include <string>

#include "suanwang/core/phase_mix.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// What slowing an accelerator down saves: the power above idle falls with a power of the speed (voltage and
/// frequency go down together). Equation 4 of docs/model.md.
struct Throttling {
  double exponent = 2.0;       ///< >= 1
  double minimum_speed = 0.5;  ///< below it, pausing saves more than it costs; within (0, 1]

  /// Share of the power above idle that is left at `speed`, within [0, 1].
  [[nodiscard]] double power_share(double speed) const {
    return speed >= 1.0 ? 1.0 : std::pow(speed, exponent);
  }
  /// Its inverse.
  [[nodiscard]] double speed_at(double power_share) const {
    return power_share >= 1.0 ? 1.0 : std::pow(power_share, 1.0 / exponent);
  }
};

/// An accelerator model. Powers are of one accelerator with its share of the server, at the IT side
/// ("all-in").
struct Chip {
  std::string id;
  std::string name;
  Petaflops dense_fp16;
  Gigabytes memory;
  Megawatts all_in_power;   ///< highest
  double idle_share = 0.0;  ///< of `all_in_power`, drawn when idle
  double training_share = 1.0, prefill_share = 1.0,
         decode_share = 1.0;       ///< drawn in each phase, >= `idle_share`
  double flops_utilisation = 0.0;  ///< MFU in training
  CnyPerHour rent;                 ///< of one accelerator, list price
  TonnesCo2 embodied;              ///< made with one accelerator and its share of the server
  std::optional<Gbps> memory_bandwidth = {};

  [[nodiscard]] Petaflops effective() const { return dense_fp16 * flops_utilisation; }
  [[nodiscard]] Megawatts idle_power() const { return all_in_power * idle_share; }
  [[nodiscard]] Megawatts power_in(const PhaseMix& mix) const {
    return all_in_power *
           (training_share * mix.training + prefill_share * mix.prefill + decode_share * mix.decode);
  }
  /// With only `power_share` of the power above idle; 0: paused.
  [[nodiscard]] Megawatts power_in(const PhaseMix& mix, double power_share) const {
    return idle_power() + (power_in(mix) - idle_power()) * power_share;
  }
  /// Most that one accelerator more in use can add.
  [[nodiscard]] Megawatts most_above_idle() const {
    return all_in_power * (std::max({training_share, prefill_share, decode_share}) - idle_share);
  }
};

}  // namespace suanwang
