#include "suanwang/model/workload/voucher.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

VoucherPool::VoucherPool(double rate, Cny pool, Cny cap_per_firm, std::uint32_t firms)
    : rate_(rate), pool_(pool), cap_per_firm_(cap_per_firm), paid_to_firm_(firms) {
  expects(rate >= 0.0 && rate <= 1.0 && firms > 0,
          "a voucher pays a share of the rent, to at least one firm");
}

Cny VoucherPool::grant(int year, std::uint32_t firm, Cny rent) {
  if (year != year_) {
    year_ = year;
    paid_in_year_ = Cny(0);
    std::fill(paid_to_firm_.begin(), paid_to_firm_.end(), Cny(0));
  }
  Cny& to_firm = paid_to_firm_.at(firm);
  const Cny paid = std::max(Cny(0), std::min({rent * rate_, cap_per_firm_ - to_firm, pool_ - paid_in_year_}));
  to_firm += paid;
  paid_in_year_ += paid;
  paid_ += paid;
  return paid;
}

}  // namespace suanwang
