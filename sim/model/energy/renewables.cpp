#include "suanwang/model/energy/renewables.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/model/energy/sun.hpp"

#include "calendar_years.hpp"

namespace suanwang {

namespace {

/// Mean capacity factor of one calendar year. A year is never better or worse than half.
template <class Site>
double mean_of_year(const Site& site, const WeatherField& field, std::size_t place, std::chrono::year year) {
  const double year_factor = std::clamp(1.0 + site.year_deviation * field.year_noise(place, year), 0.5, 1.5);
  return site.full_load_hours * year_factor / hours_of_common_year;
}

double clipped(double value) { return std::clamp(value, 0.0, 1.0); }

}  // namespace

double weibull_speed(double normal, double shape) {
  return std::pow(-std::log(normal_share_below(-normal)), 1.0 / shape);
}

double turbine_output(double speed_over_rated) {
  constexpr double cut_in = 0.25;
  constexpr double cut_in_cubed = cut_in * cut_in * cut_in;
  if (speed_over_rated <= cut_in) return 0.0;
  if (speed_over_rated >= 1.0) return 1.0;
  return (speed_over_rated * speed_over_rated * speed_over_rated - cut_in_cubed) / (1.0 - cut_in_cubed);
}

Series<Fraction> wind_capacity_factor(const WindSite& site, const WeatherField& field, std::size_t place,
                                      const CivilCalendar& calendar) {
  return by_calendar_year<Fraction>(calendar, [&](const CivilCalendar& all_year) {
    const std::chrono::year year = year_of(all_year.start_day());
    std::vector<double> speed = field.noise(place, year, site.persistence_per_hour);
    for (std::size_t hour = 0; hour < speed.size(); ++hour) {
      const unsigned month = all_year.month_of(all_year.interval_start(hour));
      speed[hour] = weibull_speed(speed[hour], site.weibull_shape) * site.month_factor[month - 1] *
                    site.hour_factor[hour % 24];
    }
    return scaled_to_mean(std::move(speed), mean_of_year(site, field, place, year), turbine_output);
  });
}

Series<Fraction> solar_capacity_factor(const SolarSite& site, const WeatherField& field, std::size_t place,
                                       const CivilCalendar& calendar) {
  return by_calendar_year<Fraction>(calendar, [&](const CivilCalendar& all_year) {
    const std::chrono::year year = year_of(all_year.start_day());
    std::vector<double> output = field.noise(place, year, site.cloud_persistence_per_hour);
    for (std::size_t hour = 0; hour < output.size(); ++hour) {
      const unsigned day = all_year.day_of_year(all_year.interval_start(hour));
      // Phi(z)^((1 - clearness) / clearness) of a uniform Phi(z) has mean `clearness`.
      const double cloud_factor =
          std::pow(normal_share_below(output[hour]), (1.0 - site.clearness) / site.clearness);
      output[hour] = cloud_factor * mean_panel_irradiance(site.place, site.tilt, day, hour % 24);
    }
    return scaled_to_mean(std::move(output), mean_of_year(site, field, place, year), clipped);
  });
}

Series<Fraction> hydro_capacity_factor(const HydroSite& site, const CivilCalendar& calendar) {
  return by_calendar_year<Fraction>(calendar, [&](const CivilCalendar& all_year) {
    std::vector<double> inflow(all_year.interval_count());
    for (std::size_t hour = 0; hour < inflow.size(); ++hour)
      inflow[hour] = site.month_factor[all_year.month_of(all_year.interval_start(hour)) - 1];
    return scaled_to_mean(std::move(inflow), site.full_load_hours / hours_of_common_year, clipped);
  });
}

Series<Fraction> scaled_to_full_load_hours(const Series<Fraction>& series, double full_load_hours) {
  std::vector<double> values(series.raw().begin(), series.raw().end());
  values = scaled_to_mean(std::move(values), full_load_hours / hours_of_common_year, clipped);
  return Series<Fraction>(Eigen::Map<const Eigen::ArrayXd>(values.data(), series.raw().size()));
}

}  // namespace suanwang
