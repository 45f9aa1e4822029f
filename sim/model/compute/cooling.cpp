#include "suanwang/model/compute/cooling.hpp"

namespace suanwang {

Series<Fraction> pue_series(const Cooling& cooling, const CivilCalendar& calendar) {
  Eigen::ArrayXd pue(static_cast<Eigen::Index>(calendar.interval_count()));
  for (std::size_t i = 0; i < calendar.interval_count(); ++i) {
    const unsigned month = calendar.month_of(calendar.interval_start(i));
    pue[static_cast<Eigen::Index>(i)] = 1.0 + (cooling.annual_pue - 1.0) * cooling.month_factor[month - 1];
  }
  return Series<Fraction>(std::move(pue));
}

}  // namespace suanwang
