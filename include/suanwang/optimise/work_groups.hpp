#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "suanwang/model/world.hpp"

namespace suanwang {

/// Jobs of one class that may run in the same pools, from whichever origins they come.
struct WorkGroup {
  JobClassId job_class;
  std::vector<PoolId> pools;  ///< that admit them, in the order of their ids
};

/// All jobs of a world by what linear programs tell apart.
class WorkGroups {
 public:
  explicit WorkGroups(const World& world);

  [[nodiscard]] const std::vector<WorkGroup>& all() const { return groups_; }
  /// Empty where no pool admits the class from there.
  [[nodiscard]] std::optional<std::size_t> of(JobClassId job_class, NodeId origin) const {
    return group_of_[job_class.index() * nodes_ + origin.index()];
  }

 private:
  std::size_t nodes_;
  std::vector<WorkGroup> groups_;
  std::vector<std::optional<std::size_t>> group_of_;  // by class and origin
};

/// Power above idle, at the facility's meter, of one accelerator that runs a class in a pool, in MW.
[[nodiscard]] double facility_mw_per_accelerator(const World& world, JobClassId job_class, PoolId pool,
                                                 std::size_t interval);

/// The same of one accelerator that serves tokens of a model class.
[[nodiscard]] double facility_mw_per_accelerator(const World& world, ModelClassId model, PoolId pool,
                                                 std::size_t interval);

}  // namespace suanwang
