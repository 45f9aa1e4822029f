#include "figure_scale.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

namespace suanwang::cli {

FigureScale::FigureScale(double largest, const std::string& unit) {
  int power = 0;
  while (largest / factor_ >= 1e6 || (largest / factor_ >= 1e4 && power > 0)) {
    factor_ *= 1e3;
    power += 3;
  }
  if (largest > 0.0)
    digits_ = std::clamp(4 - static_cast<int>(std::floor(std::log10(largest / factor_))), 0, 6);
  const std::string prefix = power > 0 ? fmt::format("10^{}", power) : "";
  unit_ = prefix + (prefix.empty() || unit.empty() ? "" : " ") + unit;
}

std::string FigureScale::text(double value) const { return fmt::format("{:.{}f}", value / factor_, digits_); }

std::string FigureScale::signed_text(double value) const {
  return value == 0.0 ? "0" : fmt::format("{:+.{}f}", value / factor_, digits_);
}

}  // namespace suanwang::cli
