#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/core/units.hpp"

namespace suanwang {

/// Compute vouchers of one city (算力券): a share of the rent is paid until a firm's cap or the pool of the
/// calendar year is used up.
class VoucherPool {
 public:
  /// @param rate Within [0, 1]. @param firms At least 1.
  VoucherPool(double rate, Cny pool, Cny cap_per_firm, std::uint32_t firms);

  /// What is paid towards `rent`. A new year fills pool and caps again; years never run back.
  Cny grant(int year, std::uint32_t firm, Cny rent);
  /// Paid out over all years.
  [[nodiscard]] Cny paid() const { return paid_; }
  [[nodiscard]] std::uint32_t firms() const { return static_cast<std::uint32_t>(paid_to_firm_.size()); }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(year_, paid_, paid_in_year_, paid_to_firm_);
  }

 private:
  double rate_;
  Cny pool_, cap_per_firm_;
  int year_ = 0;
  Cny paid_, paid_in_year_;
  std::vector<Cny> paid_to_firm_;  // in the year
};

}  // namespace suanwang
