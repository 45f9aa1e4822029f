#pragma once

#include <string>

#include "suanwang/core/units.hpp"

namespace suanwang {

/// An accelerator model. Powers are of one accelerator with its share of the server, at the IT side
/// ("all-in").
struct Chip {
  std::string id;
  std::string name;
  Petaflops dense_fp16;
  Gigabytes memory;
  Megawatts all_in_power;          ///< at full load
  double idle_fraction = 0.0;      ///< share of `all_in_power` drawn when idle
  double flops_utilisation = 0.0;  ///< MFU in training

  [[nodiscard]] Petaflops effective() const { return dense_fp16 * flops_utilisation; }
  /// Power at `activity` between idle (0) and full (1).
  [[nodiscard]] Megawatts power_at(double activity) const {
    return all_in_power * (idle_fraction + (1.0 - idle_fraction) * activity);
  }
};

}  // namespace suanwang
