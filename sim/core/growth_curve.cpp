#include "suanwang/core/growth_curve.hpp"

#include <algorithm>
#include <cmath>

namespace suanwang {

double GrowthCurve::level(std::chrono::sys_days day) const {
  const auto after = std::find_if(points.begin(), points.end(), [&](const Point& p) { return p.day > day; });
  if (after == points.begin()) return points.front().level;
  if (after == points.end()) return points.back().level;
  const Point& before = *(after - 1);
  const double share = static_cast<double>((day - before.day).count()) /
                       static_cast<double>((after->day - before.day).count());
  return before.level * std::pow(after->level / before.level, share);
}

Series<Fraction> growth_series(const GrowthCurve& curve, const CivilCalendar& calendar) {
  Eigen::ArrayXd levels(static_cast<Eigen::Index>(calendar.interval_count()));
  for (std::size_t i = 0; i < calendar.interval_count(); ++i)
    levels[static_cast<Eigen::Index>(i)] = curve.level(calendar.day_of(calendar.interval_start(i)));
  return Series<Fraction>(std::move(levels));
}

}  // namespace suanwang
