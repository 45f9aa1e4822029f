#pragma once

#include <vector>

#include "suanwang/model/workload/job.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/optimise/relaxed_program.hpp"
#include "suanwang/optimise/work_groups.hpp"

namespace suanwang {

/// All work that a source of jobs offers, in hours of reference accelerators, as the relaxed program sees it:
/// no job goes faster than its gang on the fastest pool, so its work becomes available bit by bit. Jobs that
/// no pool could hold are left out.
struct OfferedWork {
  std::vector<ReleasedWork> by_group;
  double total_hours = 0.0;
  double out_of_reach_hours = 0.0;  ///< of it, what nobody could do before the end
};

/// @param jobs Read to its end.
[[nodiscard]] OfferedWork offered_work(const World& world, const WorkGroups& groups, JobSource& jobs);

}  // namespace suanwang
