#pragma once

#include <span>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/records.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// The split of one interval's tokens while it is being made: what is left to serve, which accelerators are
/// left to serve it. Accelerators are counted at full speed and always in use, so they need not be whole.
class ServePlan {
 public:
  explicit ServePlan(const World& world);

  /// Starts afresh for an interval. @param capacity Accelerators that tokens may keep in use, by pool.
  void reset(std::size_t interval, const Table<PoolId, double>& capacity);

  [[nodiscard]] TokensPerSecond unserved(TokenStreamId stream) const { return unserved_[stream]; }
  /// Accelerators of a pool that are not assigned yet.
  [[nodiscard]] double spare(PoolId pool) const { return spare_[pool]; }
  /// Those that are.
  [[nodiscard]] double used(PoolId pool) const { return used_[pool]; }

  /// Has `site`, one of the stream's serving sites, serve `rate` of it.
  /// @throws PolicyError if it is not one of them, `rate` is no number, or that is more than is unserved or
  /// than the pool can take, by more than rounding.
  void assign(TokenStreamId stream, const ServingSite& site, TokensPerSecond rate);

  [[nodiscard]] std::span<const ServedTokens> served() const { return served_; }
  [[nodiscard]] std::span<const TokensPerSecond> unserved() const { return unserved_.rows(); }

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(spare_, used_, unserved_, served_);
  }

 private:
  void check_site(TokenStreamId stream, const ServingSite& site) const;

  const World& world_;
  Table<PoolId, double> spare_, used_;
  Table<TokenStreamId, TokensPerSecond> unserved_;
  std::vector<ServedTokens> served_;
};

}  // namespace suanwang
