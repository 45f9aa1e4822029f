#include "suanwang/policy/forecast_models.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/fields.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

void PerfectForecast::expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) {
  std::copy_n(target.truth.begin() + static_cast<std::ptrdiff_t>(now), expected.size(), expected.begin());
}

void PersistenceForecast::expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) {
  const auto period = static_cast<std::size_t>(parameters_.period / target.interval);
  for (std::size_t lead = 0; lead < expected.size(); ++lead) {
    const std::size_t back = period == 0 ? lead : (lead + period - 1) / period * period;
    expected[lead] = target.truth[now + lead >= back ? now + lead - back : now];
  }
}

void ClimatologyForecast::expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) {
  const auto day = static_cast<std::size_t>(24h / target.interval);
  expected[0] = target.truth[now];
  for (std::size_t lead = 1; lead < expected.size(); ++lead) {
    if (lead > day) {  // the same time of day has the same mean
      expected[lead] = expected[lead - day];
      continue;
    }
    double sum = 0.0;
    std::size_t count = 0;
    for (std::size_t days = 1; days <= parameters_.days && now + lead >= days * day; ++days, ++count)
      sum += target.truth[now + lead - days * day];
    expected[lead] = count > 0 ? sum / static_cast<double>(count) : target.truth[now];
  }
}

const std::vector<double>& NoisyForecast::normals(const ForecastTarget& target) {
  std::vector<double>& values = normals_[target.stream];
  if (!values.empty()) return values;
  RandomStream stream(target.seed, RandomPurpose::forecast, target.stream);
  const double correlation = std::pow(parameters_.correlation, in_hours(target.interval));
  const double fresh = std::sqrt(1.0 - correlation * correlation);
  values.resize(target.truth.size());
  double value = stream.normal();
  for (double& each : values) {
    each = value;
    value = correlation * value + fresh * stream.normal();
  }
  return values;
}

void NoisyForecast::expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) {
  const std::vector<double>& w = normals(target);
  expected[0] = target.truth[now];
  const double hours = in_hours(target.interval);
  for (std::size_t lead = 1; lead < expected.size(); ++lead) {
    const double deviation =
        parameters_.error * std::pow(static_cast<double>(lead) * hours, parameters_.growth);
    const double value =
        target.truth[now + lead] + target.mean * (parameters_.bias + deviation * w[now + lead]);
    expected[lead] = target.is_nonnegative ? std::max(0.0, value) : value;
  }
}

void PersistenceForecast::Parameters::fields(Fields& f) {
  f("period_hours", period, "What comes is as it was so long ago; 0: as it is now.")
      .optional()
      .within(0, 8760 * 3600.0);
}

void ClimatologyForecast::Parameters::fields(Fields& f) {
  f("days", days, "Days past that the mean is taken over.").optional().within(1, 3660);
}

void NoisyForecast::Parameters::fields(Fields& f) {
  f("error", error, "Standard deviation one hour ahead, over the mean of the quantity.")
      .optional()
      .within(0, 10);
  f("growth", growth, "Exponent of the lead time: 0 the same at any lead, 0.5 as a random walk.")
      .optional()
      .within(0, 2);
  f("bias", bias, "Mean error at any lead above 0, over the mean of the quantity.")
      .optional()
      .within(-10, 10);
  f("correlation", correlation, "Of the errors of one hour and the next.").optional().within(0, 0.9999);
}

}  // namespace suanwang
