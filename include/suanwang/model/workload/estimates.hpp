#pragma once

#include <vector>

#include "suanwang/core/time.hpp"
#include "suanwang/model/workload/distribution.hpp"

namespace suanwang {

/// How long users say that their jobs run. Docs: model.md, equation (33).
struct Estimates {
  Distribution factor = {Distribution::Kind::uniform, 1.0, 3.0};  ///< on the run time
  std::vector<Duration> round_values =
      {};              ///< rising; users ask for the next of them. Beyond the last: as it is
  Duration longest{};  ///< what a site lets them ask for; 0: no limit

  /// What the user of a job of that run time asks for. May be below the run time: the job is then cut.
  [[nodiscard]] Duration sample(double run_time_s, RandomStream& stream) const;
};

}  // namespace suanwang
