#pragma once

#include <string>

namespace suanwang::cli {

/// How figures of one kind are shown: in thousands of thousands where they are large, to five digits or so.
class FigureScale {
 public:
  /// @param largest Of the figures, as a magnitude.
  FigureScale(double largest, const std::string& unit);

  [[nodiscard]] std::string text(double value) const;
  /// With its sign.
  [[nodiscard]] std::string signed_text(double value) const;
  /// "10^9 CNY".
  [[nodiscard]] const std::string& unit() const { return unit_; }
  /// "cost, 10^9 CNY".
  [[nodiscard]] std::string heading(const std::string& name) const {
    return unit_.empty() ? name : name + ", " + unit_;
  }

 private:
  double factor_ = 1.0;
  int digits_ = 4;
  std::string unit_;
};

}  // namespace suanwang::cli
