#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>

#include "suanwang/core/time.hpp"

namespace suanwang {

/// One quantity at one place over the whole horizon, as it will turn out.
struct ForecastTarget {
  std::span<const double> truth;  ///< a value per interval
  double mean = 0.0;              ///< of `truth`
  Duration interval{};
  std::uint64_t seed = 0;      ///< of the run
  std::uint32_t stream = 0;    ///< tells targets apart: what random numbers are drawn by
  bool is_nonnegative = true;  ///< prices may fall below zero, nothing else does
};

/// How the future is foretold. The engine asks it on behalf of policies, which never see `truth` themselves.
class ForecastModel {
 public:
  virtual ~ForecastModel() = default;
  /// What is expected of the intervals from `now` on. The first is the present, which is known.
  /// @param expected One or more values to write; `now + expected.size()` lies within the horizon.
  virtual void expect(const ForecastTarget& target, std::size_t now, std::span<double> expected) = 0;
};

/// The models of a run. An empty one is a perfect forecast.
struct ForecastModels {
  std::unique_ptr<ForecastModel> renewable, price, carbon, load;
};

}  // namespace suanwang
