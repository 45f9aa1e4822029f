#pragma once

#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// What a data centre draws beside its IT load: power distribution, fans and pumps, and chillers when it is
/// too warm outside for free cooling.
struct Cooling {
  double annual_pue = 1.0;              ///< mean over the year at `reference_load`, >= 1
  Celsius free_cooling_below{15.0};     ///< outdoor temperature up to which no chiller runs
  Celsius full_mechanical_above{27.0};  ///< from which chillers carry all the heat; above the former
  double free_cooling_share = 0.4;  ///< overhead under free cooling over that under full mechanical cooling
  double fixed_share = 0.3;         ///< of the overhead at full load that does not fall with the load
  double reference_load = 0.7;      ///< IT load over `design` at which `annual_pue` holds, within (0, 1]
  CubicMetresPerMegawattHour water_usage;  ///< per IT energy under full mechanical (evaporative) cooling
};

/// The facility's draw around an IT load, interval by interval.
///
///     facility = IT + overhead_factor x (fixed_share x design + (1 - fixed_share) x IT)
///
/// where `overhead_factor` is PUE - 1 at full load; it follows the outdoor temperature. So the facility's
/// load is linear in the IT load, and its PUE falls as the IT load rises. Equation 5 of docs/model.md.
class FacilityModel {
 public:
  FacilityModel() = default;
  /// @param temperature Outdoor, one per interval of the horizon.
  /// @param reference_temperature Of a typical year: the overhead is scaled so that its mean over these
  /// values at the reference load is `annual_pue` - 1.
  FacilityModel(const Cooling& cooling, const Series<Celsius>& temperature,
                const Series<Celsius>& reference_temperature);

  /// @param design IT load that the facility is built for; >= `it`. @param it Mean over the interval.
  [[nodiscard]] Megawatts facility_load(Megawatts it, Megawatts design, std::size_t interval) const {
    return it + (design * fixed_share_ + it * (1.0 - fixed_share_)) * overhead_[interval].value();
  }
  [[nodiscard]] double pue(Megawatts it, Megawatts design, std::size_t interval) const {
    return it > Megawatts(0) ? facility_load(it, design, interval) / it : 1.0 + overhead_[interval].value();
  }
  /// PUE at the reference load: what a policy can plan with.
  [[nodiscard]] double reference_pue(std::size_t interval) const {
    return 1.0 + overhead_[interval].value() * at_reference_load_;
  }
  /// One more MW of IT load, at the facility's meter.
  [[nodiscard]] double marginal_pue(std::size_t interval) const {
    return 1.0 + overhead_[interval].value() * (1.0 - fixed_share_);
  }
  [[nodiscard]] CubicMetres water(MegawattHours it, std::size_t interval) const {
    return it * water_usage_ * mechanical_[interval].value();
  }
  [[nodiscard]] bool is_free_cooling(std::size_t interval) const {
    return mechanical_[interval].value() == 0.0;
  }
  [[nodiscard]] std::size_t size() const { return overhead_.size(); }

 private:
  Series<Fraction> overhead_;    // PUE - 1 at full load
  Series<Fraction> mechanical_;  // share of the heat that chillers carry
  CubicMetresPerMegawattHour water_usage_;
  double fixed_share_ = 0.0;
  double at_reference_load_ = 1.0;  // overhead at the reference load over that at full load, per IT load
};

}  // namespace suanwang
