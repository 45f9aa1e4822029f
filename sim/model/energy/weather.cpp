#include "suanwang/model/energy/weather.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numbers>
#include <vector>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

namespace {

using std::chrono::sys_days;
using std::chrono::year;
using std::chrono::year_month_day;

constexpr double hours_of_common_year = 8760.0;
constexpr double radians_per_degree = std::numbers::pi / 180.0;

CivilCalendar whole_year(year of) {
  return CivilCalendar(of / std::chrono::January / 1, (of + std::chrono::years(1)) / std::chrono::January / 1,
                       1h);
}

/// Level of a power curve, farm-wide: cubic from 0 to 1 between cut-in and rated speed, where the unit of
/// speed is that of the level solved for. Cut-in at a quarter of rated speed (3 of 12 m/s, as in most 2-5 MW
/// turbines). No cut-out: a hub's farms are spread too widely to stop together.
double wind_power(double speed_over_rated) {
  constexpr double cut_in = 0.25;
  constexpr double cut_in_cubed = cut_in * cut_in * cut_in;
  if (speed_over_rated <= cut_in) return 0.0;
  if (speed_over_rated >= 1.0) return 1.0;
  return (speed_over_rated * speed_over_rated * speed_over_rated - cut_in_cubed) / (1.0 - cut_in_cubed);
}

/// Gaussian AR(1) with unit variance, stationary from the first hour.
std::vector<double> persistent_noise(std::size_t hours, double persistence, RandomStream stream) {
  const double innovation = std::sqrt(1.0 - persistence * persistence);
  std::vector<double> noise(hours);
  double level = stream.normal();
  for (double& each : noise) {
    each = level;
    level = persistence * level + innovation * stream.normal();
  }
  return noise;
}

/// Scales `shape` through `output(shape x level)` until its mean is `target`; the output rises with the
/// level.
std::vector<double> scaled_to_mean(std::vector<double> shape, double target,
                                   const std::function<double(double)>& output) {
  const auto mean_at = [&](double level) {
    double sum = 0.0;
    for (const double each : shape) sum += output(each * level);
    return sum / static_cast<double>(shape.size());
  };
  double low = 0.0, high = 1.0;
  while (mean_at(high) < target) {
    high *= 2.0;
    expects(high < 1e9, "full-load hours are within reach of the site's shape");
  }
  for (int step = 0; step < 100 && high - low > 1e-14 * high; ++step) {
    const double middle = 0.5 * (low + high);
    (mean_at(middle) < target ? low : high) = middle;
  }
  for (double& each : shape) each = output(each * high);
  return shape;
}

double clipped(double value) { return std::clamp(value, 0.0, 1.0); }

/// Makes each calendar year with `factors_of(hourly calendar of that year)`, then cuts out the horizon.
template <class FactorsOfYear>
Series<Fraction> by_calendar_year(const CivilCalendar& calendar, const FactorsOfYear& factors_of) {
  Eigen::ArrayXd factor(static_cast<Eigen::Index>(calendar.interval_count()));
  year current{};
  sys_days new_year{};
  std::vector<double> hourly;
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const TimePoint time = calendar.interval_start(i);
    const sys_days day = calendar.day_of(time);
    if (hourly.empty() || year_month_day(day).year() != current) {
      current = year_month_day(day).year();
      const CivilCalendar all_year = whole_year(current);
      new_year = all_year.start_day();
      hourly = factors_of(all_year);
    }
    const auto hour = static_cast<std::size_t>((day - new_year).count()) * 24 +
                      static_cast<std::size_t>(calendar.hour_of_day(time));
    factor[static_cast<Eigen::Index>(i)] = hourly[hour];
  }
  return Series<Fraction>(std::move(factor));
}

std::uint64_t number_of(const CivilCalendar& all_year) {
  return static_cast<std::uint64_t>(static_cast<int>(year_month_day(all_year.start_day()).year()));
}

/// Mean over the hour from `hour_of_day` of the cosine of the sun's angle to a panel that faces south, tilted
/// by the latitude; 0 while the sun is below the horizon or behind the panel (Duffie and Beckman, Solar
/// Engineering of Thermal Processes, equation 1.6.2). Declination after Cooper (Solar Energy 12, 1969); the
/// equation of time, within +-16 minutes, is left out.
double mean_cosine_of_incidence(const SolarSite& site, unsigned day_of_year, double hour_of_day) {
  constexpr double standard_meridian_deg = 120.0;  // of UTC+8
  constexpr int samples = 6;
  const double declination =
      23.45 * radians_per_degree * std::sin(2.0 * std::numbers::pi * (284.0 + day_of_year) / 365.0);
  const double latitude = site.latitude.value() * radians_per_degree;
  const double solar_noon = 12.0 + (standard_meridian_deg - site.longitude.value()) / 15.0;
  double sum = 0.0;
  for (int i = 0; i < samples; ++i) {
    const double hour_angle = (hour_of_day + (i + 0.5) / samples - solar_noon) * 15.0 * radians_per_degree;
    const double sine_of_elevation = std::sin(latitude) * std::sin(declination) +
                                     std::cos(latitude) * std::cos(declination) * std::cos(hour_angle);
    if (sine_of_elevation > 0.0) sum += std::max(0.0, std::cos(declination) * std::cos(hour_angle));
  }
  return sum / samples;
}

}  // namespace

Series<Fraction> wind_capacity_factor(const WindSite& site, const CivilCalendar& calendar, std::uint64_t seed,
                                      HubId hub) {
  return by_calendar_year(calendar, [&](const CivilCalendar& all_year) {
    RandomStream stream(seed, RandomPurpose::wind, static_cast<std::uint32_t>(hub.index()),
                        number_of(all_year));
    std::vector<double> speed =
        persistent_noise(all_year.interval_count(), site.persistence_per_hour, stream);
    for (std::size_t hour = 0; hour < speed.size(); ++hour) {
      const TimePoint time = all_year.interval_start(hour);
      const double exceedance = 0.5 * std::erfc(speed[hour] / std::numbers::sqrt2);
      const double weibull = std::pow(-std::log(exceedance), 1.0 / site.weibull_shape);
      speed[hour] = weibull * site.month_factor[all_year.month_of(time) - 1] * site.hour_factor[hour % 24];
    }
    return scaled_to_mean(std::move(speed), site.full_load_hours / hours_of_common_year, wind_power);
  });
}

Series<Fraction> solar_capacity_factor(const SolarSite& site, const CivilCalendar& calendar,
                                       std::uint64_t seed, HubId hub) {
  return by_calendar_year(calendar, [&](const CivilCalendar& all_year) {
    RandomStream stream(seed, RandomPurpose::cloud, static_cast<std::uint32_t>(hub.index()),
                        number_of(all_year));
    std::vector<double> output =
        persistent_noise(all_year.interval_count(), site.cloud_persistence_per_hour, stream);
    for (std::size_t hour = 0; hour < output.size(); ++hour) {
      const TimePoint time = all_year.interval_start(hour);
      // Phi(z)^((1 - clearness) / clearness) of a uniform Phi(z) has mean `clearness`.
      const double uniform = 0.5 * std::erfc(-output[hour] / std::numbers::sqrt2);
      const double cloud_factor = std::pow(uniform, (1.0 - site.clearness) / site.clearness);
      output[hour] = cloud_factor * mean_cosine_of_incidence(site, all_year.day_of_year(time),
                                                             static_cast<double>(hour % 24));
    }
    return scaled_to_mean(std::move(output), site.full_load_hours / hours_of_common_year, clipped);
  });
}

Series<Fraction> hydro_capacity_factor(const HydroSite& site, const CivilCalendar& calendar) {
  return by_calendar_year(calendar, [&](const CivilCalendar& all_year) {
    std::vector<double> inflow(all_year.interval_count());
    for (std::size_t hour = 0; hour < inflow.size(); ++hour)
      inflow[hour] = site.month_factor[all_year.month_of(all_year.interval_start(hour)) - 1];
    return scaled_to_mean(std::move(inflow), site.full_load_hours / hours_of_common_year, clipped);
  });
}

}  // namespace suanwang
