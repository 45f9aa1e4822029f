#include "suanwang/model/energy/outdoor_temperature.hpp"

#include <cmath>
#include <numbers>

#include "calendar_years.hpp"

namespace suanwang {

namespace {

/// Between mid-months; December and January are neighbours.
double seasonal_mean(const Climate& climate, double share_of_year) {
  const double months = share_of_year * 12.0 - 0.5;
  const auto before = static_cast<int>(std::floor(months));
  const double into = months - before;
  const auto month = [&](int index) {
    return climate.month_mean[static_cast<std::size_t>((index + 12) % 12)].value();
  };
  return month(before) * (1.0 - into) + month(before + 1) * into;
}

}  // namespace

Series<Celsius> outdoor_temperature(const Climate& climate, const WeatherField& field, std::size_t place,
                                    const CivilCalendar& calendar) {
  return by_calendar_year<Celsius>(calendar, [&](const CivilCalendar& all_year) {
    std::vector<double> temperature =
        field.noise(place, year_of(all_year.start_day()), climate.persistence_per_hour);
    for (std::size_t hour = 0; hour < temperature.size(); ++hour) {
      const double share = (static_cast<double>(hour) + 0.5) / static_cast<double>(temperature.size());
      const double hour_of_day = static_cast<double>(hour % 24) + 0.5;
      const double day =
          0.5 * climate.day_range.value() * std::cos((hour_of_day - 15.0) * std::numbers::pi / 12.0);
      temperature[hour] = seasonal_mean(climate, share) + day + climate.deviation.value() * temperature[hour];
    }
    return temperature;
  });
}

}  // namespace suanwang
