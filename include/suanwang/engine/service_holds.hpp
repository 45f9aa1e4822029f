#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Which accelerators services hold in each pool. Between what they always keep and all that are for services
/// they take and release as tokens come and go; in pools with servers, whole servers.
class ServiceHolds {
 public:
  /// Both are kept by reference. Services begin with all that are for them.
  ServiceHolds(const World& world, State& state);

  /// Pools in which services ever lend anything.
  [[nodiscard]] std::span<const PoolId> lending() const { return lending_; }
  [[nodiscard]] std::uint32_t held(PoolId pool) const { return state_.pools[pool].held.accelerators; }
  /// Most that services can hold without a job making way. Where an outage is under way nothing changes.
  [[nodiscard]] std::uint32_t reachable(PoolId pool) const;
  /// Takes or releases accelerators until services hold `wanted`, or the next whole server above, as far as
  /// it is reachable. @return Whether they now hold as many.
  bool change(PoolId pool, std::uint32_t wanted);
  /// A server that services held has failed: they go on with one that is free, if there is one.
  void replace(PoolId pool, std::uint32_t server);

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(placements_);
  }

 private:
  void set_held(PoolId pool, std::uint32_t accelerators);

  const World& world_;
  State& state_;
  std::vector<PoolId> lending_;
  Table<PoolId, std::vector<std::uint32_t>> placements_;  // of one server each, beyond those always kept
};

}  // namespace suanwang
