#pragma once

#include <span>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/records.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// The split of one interval's tokens while it is being made: what is left to serve, what compute is left to
/// serve it.
class ServePlan {
 public:
  explicit ServePlan(const World& world);

  /// Starts afresh for an interval. @param speed Of the serving compute, by cluster; below 1 while power is
  /// short.
  void reset(std::size_t interval, const Table<ClusterId, double>& speed);

  [[nodiscard]] TokensPerSecond unserved(TokenStreamId stream) const { return unserved_[stream]; }
  /// Compute held for tokens at a cluster that is not assigned yet.
  [[nodiscard]] Petaflops spare(ClusterId cluster) const { return spare_[cluster]; }
  /// At full speed.
  [[nodiscard]] Petaflops capacity(ClusterId cluster) const { return capacity_[cluster]; }

  /// Has `site`, one of the stream's serving sites, serve `rate` of it.
  /// @throws PolicyError if that is more than is unserved or than the cluster can take, by more than
  /// rounding.
  void assign(TokenStreamId stream, const ServingSite& site, TokensPerSecond rate);

  [[nodiscard]] std::span<const ServedTokens> served() const { return served_; }
  [[nodiscard]] std::span<const TokensPerSecond> unserved() const { return unserved_.rows(); }

 private:
  const World& world_;
  Table<ClusterId, Petaflops> capacity_;
  Table<ClusterId, Petaflops> spare_;
  Table<TokenStreamId, TokensPerSecond> unserved_;
  std::vector<ServedTokens> served_;
};

}  // namespace suanwang
