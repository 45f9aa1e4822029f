#include "suanwang/scenario/token_demand.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace suanwang {

namespace {

struct Point {
  double day;  // since 1970, local
  double log_tokens_per_s;
};

std::vector<Point> points_of(const TokensSpec& tokens) {
  std::vector<Point> points;
  for (const auto& [id, point] : tokens.demand_series)
    points.push_back(
        {static_cast<double>(point.date.time_since_epoch().count()), std::log(point.demand.value())});
  std::sort(points.begin(), points.end(), [](const Point& a, const Point& b) { return a.day < b.day; });
  return points;
}

double at(const std::vector<Point>& points, double day) {
  if (day <= points.front().day) return std::exp(points.front().log_tokens_per_s);
  if (day >= points.back().day) return std::exp(points.back().log_tokens_per_s);
  const auto next = std::upper_bound(points.begin(), points.end(), day,
                                     [](double value, const Point& point) { return value < point.day; });
  const Point& from = *(next - 1);
  const double share = (day - from.day) / (next->day - from.day);
  return std::exp(from.log_tokens_per_s + share * (next->log_tokens_per_s - from.log_tokens_per_s));
}

}  // namespace

Series<TokensPerSecond> national_demand(const TokensSpec& tokens, const CivilCalendar& calendar) {
  const std::size_t intervals = calendar.interval_count();
  if (tokens.demand_series.empty())
    return Series<TokensPerSecond>::constant(intervals, tokens.demand.value_or(TokensPerSecond(0)));
  const std::vector<Point> points = points_of(tokens);
  const auto start_day = static_cast<double>(calendar.start_day().time_since_epoch().count());
  Eigen::ArrayXd tokens_per_s(static_cast<Eigen::Index>(intervals));
  for (std::size_t i = 0; i < intervals; ++i) {
    const Duration middle = calendar.interval_start(i).time_since_epoch() + calendar.interval() / 2;
    tokens_per_s[static_cast<Eigen::Index>(i)] = at(points, start_day + in_hours(middle) / 24.0);
  }
  return Series<TokensPerSecond>(std::move(tokens_per_s));
}

std::map<int, TokensPerSecond> yearly_demand(const TokensSpec& tokens, const CivilCalendar& calendar) {
  const Series<TokensPerSecond> demand = national_demand(tokens, calendar);
  std::map<int, TokensPerSecond> means;
  std::map<int, double> counts;
  for (std::size_t i = 0; i < demand.size(); ++i) {
    const std::chrono::year_month_day day(calendar.day_of(calendar.interval_start(i)));
    means[static_cast<int>(day.year())] += demand[i];
    counts[static_cast<int>(day.year())] += 1.0;
  }
  for (auto& [year, mean] : means) mean = mean / counts[year];
  return means;
}

void scale_demand(TokensSpec& tokens, double factor) {
  if (tokens.demand) *tokens.demand *= factor;
  for (auto& [id, point] : tokens.demand_series.entries) point.demand *= factor;
}

}  // namespace suanwang
