#pragma once

#include <vector>

#include "suanwang/engine/records.hpp"
#include "suanwang/model/world.hpp"
#include "suanwang/store/database.hpp"

namespace suanwang {

/// Where the work of each origin ran, by the day: accelerator-hours of jobs that ran to an end, spread evenly
/// from their first start to their last end, and tokens served. Sums are those of `Summary::flows`.
class WorkFlowDays {
 public:
  explicit WorkFlowDays(const World& world);
  void add(const IntervalReport& report);
  void add(const JobRecord& record);
  /// A row of `work_flow_day` for each day, origin and cluster with work.
  void write(Database& database) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(flows_);
  }

 private:
  struct Day {
    double accelerator_hours = 0.0, tokens = 0.0;
  };
  [[nodiscard]] std::vector<Day>& days(NodeId origin, ClusterId cluster);

  const World& world_;
  std::size_t day_count_;
  std::vector<std::vector<Day>> flows_;  // by origin, then cluster; empty while there is no flow
};

}  // namespace suanwang
