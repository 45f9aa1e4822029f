#pragma once

#include <cstddef>
#include <utility>

#include <Eigen/Core>

#include "suanwang/core/quantity.hpp"

namespace suanwang {

/// One value per power interval. `raw()` is the only door into linear algebra; arrays behind that door carry
/// the unit in their name.
template <class QuantityType>
class Series {
 public:
  Series() = default;
  explicit Series(Eigen::ArrayXd raw) : raw_(std::move(raw)) {}
  static Series constant(std::size_t intervals, QuantityType value) {
    return Series(Eigen::ArrayXd::Constant(static_cast<Eigen::Index>(intervals), value.value()));
  }

  [[nodiscard]] QuantityType operator[](std::size_t interval) const {
    return QuantityType(raw_[static_cast<Eigen::Index>(interval)]);
  }
  [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(raw_.size()); }
  [[nodiscard]] const Eigen::ArrayXd& raw() const { return raw_; }

 private:
  Eigen::ArrayXd raw_;
};

struct UnitlessUnit;
using Fraction = Quantity<UnitlessUnit>;  ///< a share or factor, so that it too can be a `Series`

}  // namespace suanwang
