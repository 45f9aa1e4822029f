#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include <Eigen/Core>

#include "suanwang/core/civil_calendar.hpp"
#include "suanwang/core/geography.hpp"
#include "suanwang/core/random_stream.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// Gaussian weather noise at many places: unit variance, persistent from hour to hour, and correlated between
/// places as exp(-distance / correlation length). Made by whole calendar years, so that a longer horizon
/// extends it and never rewrites it. A place's noise depends on seed, purpose, year and the places before it.
/// Equations 13 and 14 of docs/model.md.
class WeatherField {
 public:
  /// @param correlation_length 0: places are independent.
  WeatherField(const std::vector<GeoPoint>& places, Kilometres correlation_length,
               const CivilCalendar& calendar, std::uint64_t seed, RandomPurpose purpose);

  /// AR(1) noise, one value an hour, for a whole calendar year that the calendar touches.
  /// @param persistence_per_hour Lag-1 autocorrelation, within [0, 1).
  [[nodiscard]] std::vector<double> noise(std::size_t place, std::chrono::year year,
                                          double persistence_per_hour) const;
  /// One Gaussian value for a whole year, correlated like the hours: how good or bad a year it is.
  [[nodiscard]] double year_noise(std::size_t place, std::chrono::year year) const;

 private:
  std::chrono::year first_year_;
  std::vector<Eigen::RowVectorXd> year_noise_;  // by year; a column per place
  std::vector<Eigen::MatrixXd> innovations_;    // by year; a row per hour, a column per place
};

}  // namespace suanwang
