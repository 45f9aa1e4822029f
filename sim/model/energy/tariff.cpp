#include "suanwang/model/energy/tariff.hpp"

#include <algorithm>

namespace suanwang {

Series<CnyPerMegawattHour> tariff_series(const Tariff& tariff, const CivilCalendar& calendar) {
  std::array<const std::array<double, 24>*, 13> ratio_of_month{};
  ratio_of_month.fill(&tariff.ratio);
  for (const Tariff::Season& season : tariff.seasons)
    for (const unsigned month : season.months) ratio_of_month.at(month) = &season.ratio;

  Eigen::ArrayXd price_cny_per_mwh(static_cast<Eigen::Index>(calendar.interval_count()));
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const TimePoint time = calendar.interval_start(i);
    const auto hour = static_cast<std::size_t>(calendar.hour_of_day(time));
    price_cny_per_mwh[static_cast<Eigen::Index>(i)] =
        tariff.flat_price.value() * (*ratio_of_month[calendar.month_of(time)])[hour];
  }
  return Series<CnyPerMegawattHour>(std::move(price_cny_per_mwh));
}

}  // namespace suanwang
