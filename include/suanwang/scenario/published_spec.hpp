#pragma once

#include <optional>

#include "suanwang/core/spec.hpp"

namespace suanwang {

struct SharesByEndSpec {
  double completed = 0.0, failed = 0.0, cancelled = 0.0;

  void fields(Fields& f);
};

/// What was published of a class's jobs. Nothing is computed from it; `workload stats` shows it beside what
/// is drawn.
struct PublishedSpec {
  std::optional<double> jobs;
  std::optional<Duration> run_time_mean, run_time_median;
  std::optional<double> accelerators_mean, accelerators_max;
  std::optional<SharesByEndSpec> jobs_by_end, accelerator_time_by_end;
  Keyed<double> jobs_by_part, accelerator_time_by_part;

  void fields(Fields& f);
};

}  // namespace suanwang
