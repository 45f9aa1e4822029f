#include "suanwang/scenario/published_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void SharesByEndSpec::fields(Fields& f) {
  f("completed", completed, "Ran to their end.").within(0, 1);
  f("failed", failed, "Ended by a fault of their own.").within(0, 1);
  f("cancelled", cancelled, "Ended by their user.").within(0, 1);
}

void PublishedSpec::fields(Fields& f) {
  f("jobs", jobs, "Jobs in the trace.").above(0);
  f("run_time_mean_s", run_time_mean, "Mean run time.").above(0);
  f("run_time_median_s", run_time_median, "Median run time.").above(0);
  f("accelerators_mean", accelerators_mean, "Mean of accelerators asked for.").above(0);
  f("accelerators_max", accelerators_max, "Most accelerators asked for.").above(0);
  f("jobs_by_end", jobs_by_end, "Shares of jobs by how they ended.");
  f("accelerator_time_by_end", accelerator_time_by_end, "Shares of accelerator-time by how jobs ended.");
  f("jobs_by_part", jobs_by_part, "Shares of jobs by part.").optional().within(0, 1);
  f("accelerator_time_by_part", accelerator_time_by_part, "Shares of accelerator-time by part.")
      .optional()
      .within(0, 1);
}

}  // namespace suanwang
