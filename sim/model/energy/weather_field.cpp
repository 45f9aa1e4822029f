#include "suanwang/model/energy/weather_field.hpp"

#include <cmath>

#include <Eigen/Cholesky>

#include "suanwang/core/error.hpp"

#include "calendar_years.hpp"

namespace suanwang {

namespace {

Eigen::MatrixXd correlations(const std::vector<GeoPoint>& places, Kilometres length) {
  const auto count = static_cast<Eigen::Index>(places.size());
  Eigen::MatrixXd matrix = Eigen::MatrixXd::Identity(count, count);
  if (length <= Kilometres(0)) return matrix;
  constexpr double nearly_one = 1.0 - 1e-9;  // two hubs at one place would make it singular
  for (Eigen::Index i = 0; i < count; ++i)
    for (Eigen::Index j = 0; j < i; ++j) {
      const Kilometres distance =
          great_circle_distance(places[static_cast<std::size_t>(i)], places[static_cast<std::size_t>(j)]);
      matrix(i, j) = matrix(j, i) = nearly_one * std::exp(-(distance / length));
    }
  return matrix;
}

}  // namespace

WeatherField::WeatherField(const std::vector<GeoPoint>& places, Kilometres correlation_length,
                           const CivilCalendar& calendar, std::uint64_t seed, RandomPurpose purpose)
    : first_year_(year_of(calendar.start_day())) {
  const Eigen::LLT<Eigen::MatrixXd> root(correlations(places, correlation_length));
  expects(root.info() == Eigen::Success, "correlations that fall with distance are positive definite");
  const Eigen::MatrixXd mixing = Eigen::MatrixXd(root.matrixL()).transpose();
  const std::chrono::year last = year_of(calendar.end_day() - std::chrono::days(1));
  for (std::chrono::year year = first_year_; year <= last; ++year) {
    const auto hours = static_cast<Eigen::Index>(whole_year(year).interval_count());
    Eigen::MatrixXd independent(hours, static_cast<Eigen::Index>(places.size()));
    Eigen::RowVectorXd of_year(independent.cols());
    for (Eigen::Index place = 0; place < independent.cols(); ++place) {
      RandomStream stream(seed, purpose, static_cast<std::uint32_t>(place), number_of(year));
      of_year(place) = stream.normal();
      for (Eigen::Index hour = 0; hour < hours; ++hour) independent(hour, place) = stream.normal();
    }
    innovations_.push_back(independent * mixing);
    year_noise_.push_back(of_year * mixing);
  }
}

double WeatherField::year_noise(std::size_t place, std::chrono::year year) const {
  return year_noise_.at(static_cast<std::size_t>((year - first_year_).count()))(
      static_cast<Eigen::Index>(place));
}

std::vector<double> WeatherField::noise(std::size_t place, std::chrono::year year,
                                        double persistence_per_hour) const {
  const Eigen::MatrixXd& innovations =
      innovations_.at(static_cast<std::size_t>((year - first_year_).count()));
  const double fresh = std::sqrt(1.0 - persistence_per_hour * persistence_per_hour);
  std::vector<double> noise(static_cast<std::size_t>(innovations.rows()));
  const auto column = static_cast<Eigen::Index>(place);
  double level = innovations(0, column);  // stationary from the first hour
  for (std::size_t hour = 0; hour < noise.size(); ++hour) {
    if (hour > 0)
      level = persistence_per_hour * level + fresh * innovations(static_cast<Eigen::Index>(hour), column);
    noise[hour] = level;
  }
  return noise;
}

}  // namespace suanwang
