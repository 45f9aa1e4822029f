#include "suanwang/model/workload/voucher.hpp"

#include <gtest/gtest.h>

namespace suanwang {
namespace {

TEST(VoucherPool, PaysARateUntilTheFirmsCapAndThePoolAreUsedUp) {
  VoucherPool vouchers(0.3, Cny(100), Cny(40), 5);
  EXPECT_EQ(vouchers.grant(2030, 0, Cny(100)), Cny(30));
  EXPECT_EQ(vouchers.grant(2030, 0, Cny(100)), Cny(10));  // the firm's cap
  EXPECT_EQ(vouchers.grant(2030, 0, Cny(100)), Cny(0));
  EXPECT_EQ(vouchers.grant(2030, 1, Cny(1000)), Cny(40));
  EXPECT_EQ(vouchers.grant(2030, 2, Cny(1000)), Cny(20));  // the pool
  EXPECT_EQ(vouchers.grant(2030, 3, Cny(1000)), Cny(0));
  EXPECT_EQ(vouchers.grant(2031, 0, Cny(100)), Cny(30));  // a new year
  EXPECT_EQ(vouchers.paid(), Cny(130));
}

}  // namespace
}  // namespace suanwang
