#pragma once

#include <map>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/forecast_model.hpp"

namespace suanwang {

// docs/model.md, section "Forecasts", has the equations.

/// What will be: the best that any forecast can do.
class PerfectForecast final : public ForecastModel {
 public:
  struct Parameters {
    void fields(Fields&) {}
  };
  explicit PerfectForecast(const Parameters&) {}
  void expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) override;
};

/// As it was one period ago (a day, by default), or as it is now. What lies before the start of the run is
/// as it is now.
class PersistenceForecast final : public ForecastModel {
 public:
  struct Parameters {
    Duration period = 24h;
    void fields(Fields& f);
  };
  explicit PersistenceForecast(const Parameters& parameters) : parameters_(parameters) {}
  void expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) override;

 private:
  Parameters parameters_;
};

/// The mean of the same time of day over the days past. It learns from the run alone, so that it never
/// peeks; on the first day all hours are expected to be as it is now.
class ClimatologyForecast final : public ForecastModel {
 public:
  struct Parameters {
    std::uint32_t days = 30;
    void fields(Fields& f);
  };
  explicit ClimatologyForecast(const Parameters& parameters) : parameters_(parameters) {}
  void expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) override;

 private:
  Parameters parameters_;
};

/// What will be, with an error that grows with the lead time:
///     mean x (bias + error x lead^growth x w),
/// lead in hours, mean that of the quantity over the horizon, w a normal number for each interval foretold,
/// correlated from hour to hour. The error of one hour shrinks as it comes nearer, and keeps its sign.
class NoisyForecast final : public ForecastModel {
 public:
  struct Parameters {
    double error = 0.05, growth = 0.5, bias = 0.0, correlation = 0.9;
    void fields(Fields& f);
  };
  explicit NoisyForecast(const Parameters& parameters) : parameters_(parameters) {}
  void expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) override;

 private:
  /// Normal, with the correlation asked for: a value per interval.
  [[nodiscard]] const std::vector<double>& normals(const ForecastTarget& target);

  Parameters parameters_;
  std::map<std::uint32_t, std::vector<double>> normals_;  // by target
};

}  // namespace suanwang
