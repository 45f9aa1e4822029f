#include "suanwang/model/compute/cooling.hpp"

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

Eigen::ArrayXd mechanical_share(const Cooling& cooling, const Series<Celsius>& temperature_degc) {
  const double from = cooling.free_cooling_below.value(), to = cooling.full_mechanical_above.value();
  return ((temperature_degc.raw() - from) / (to - from)).max(0.0).min(1.0);
}

/// Overhead by temperature over that under full mechanical cooling.
Eigen::ArrayXd relative_overhead(const Cooling& cooling, const Eigen::ArrayXd& mechanical) {
  return cooling.free_cooling_share + (1.0 - cooling.free_cooling_share) * mechanical;
}

}  // namespace

FacilityModel::FacilityModel(const Cooling& cooling, const Series<Celsius>& temperature,
                             const Series<Celsius>& reference_temperature)
    : water_usage_(cooling.water_usage), fixed_share_(cooling.fixed_share) {
  expects(cooling.full_mechanical_above > cooling.free_cooling_below && cooling.annual_pue >= 1.0 &&
              cooling.reference_load > 0.0,
          "cooling: chillers start below where they carry all; PUE is at least 1");
  at_reference_load_ = fixed_share_ / cooling.reference_load + 1.0 - fixed_share_;
  const Eigen::ArrayXd mechanical = mechanical_share(cooling, temperature);
  const double mean_of_year =
      relative_overhead(cooling, mechanical_share(cooling, reference_temperature)).mean() *
      at_reference_load_;
  const double scale = mean_of_year > 0.0 ? (cooling.annual_pue - 1.0) / mean_of_year : 0.0;
  overhead_ = Series<Fraction>(relative_overhead(cooling, mechanical) * scale);
  mechanical_ = Series<Fraction>(mechanical);
}

}  // namespace suanwang
