#pragma once

#include <optional>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/outlook_sums.hpp"

namespace suanwang {

/// When a running job is worth moving.
struct MigrationRule {
  bool migrates = false;
  double least_gain = 0.1;
  void fields(Fields& f);
};

/// Finds running jobs whose rest would cost less, or have less carbon, in another pool with room. Compared
/// are the energy of the remaining estimate here from now on, and there from when its checkpoint has been
/// copied, restart included, both over the outlook; cost counts the copy, too. A move has to gain more than
/// the rule's share, and never less than rounding: on equal values nothing moves, however often it is asked.
class Migrator {
 public:
  /// @param load_limit Of the pool that a job moves to.
  /// @param basis      Factor of the carbon to compare; empty: cost is compared.
  Migrator(MigrationRule rule, double load_limit, std::optional<CarbonBasis> basis)
      : rule_(rule), load_limit_(load_limit), basis_(basis) {}

  void find_moves(const View& view, std::vector<Migration>& moves);
  bool keep(Snapshot& snapshot);

 private:
  [[nodiscard]] std::optional<PoolId> better_pool(const ActiveJob& active, const View& view);
  [[nodiscard]] bool has_room(const Job& job, PoolId pool, const View& view) const;
  [[nodiscard]] double value_of_move(const ActiveJob& active, PoolId to, Duration left, const View& view);
  /// Of one copy of the job that runs in the pool, in CNY or tonnes.
  [[nodiscard]] double value_of_run(JobClassId job_class, PoolId pool, std::uint32_t accelerators,
                                    TimePoint from, Duration length, const View& view);

  MigrationRule rule_;
  double load_limit_;
  std::optional<CarbonBasis> basis_;
  HubOutlooks outlooks_;
  Table<PoolId, std::uint64_t> moved_;  // accelerators that this call sends there
};

}  // namespace suanwang
