#include "suanwang/trace/trace_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void TraceWindowSpec::fields(Fields& f) {
  f("from_hours", from, "Earlier records are left out, and what is here becomes the start.")
      .optional()
      .at_least(0);
  f("to_hours", to, "Records from here on are left out.").above(0);
}

void TraceOptions::fields(Fields& f) {
  f("format", format, "Format of the file; by default what its first line tells.");
  f("columns", reading.columns, "For format csv: the file's own names of our columns.").optional();
  f("label", reading.label, "Column that job classes are told apart by; by default the format's own.")
      .optional();
  f("on_invalid", reading.on_invalid, "Records that are not sound: left out and counted, or an error.")
      .optional();
  f("out_of_order", out_of_order,
    "Records submitted before the one ahead of them; `sort` holds the trace in memory. By default sort "
    "where the format is published so, else error.");
  f("window", window, "Part of the trace, by its own time since its first record.").optional();
  f("keep_share", keep_share, "Share of the records that are kept, each drawn by the seed.")
      .optional()
      .above(0)
      .at_most(1);
  f("size_factor", size_factor, "On accelerators, or on tokens.").optional().above(0).at_most(1e6);
  f("run_time_factor", run_time_factor, "On run times and on times asked for.")
      .optional()
      .above(0)
      .at_most(1e6);
  f("rate_factor", rate_factor, "On the rate of arrival: at 2, a day's records come in half a day.")
      .optional()
      .above(0)
      .at_most(1e6);
  f("most_accelerators", most_accelerators, "Larger jobs, before scaling, are left out and counted.")
      .above(0);
}

void TraceOriginSpec::fields(Fields& f) {
  f("by", by,
    "Drawn by demand_shares; so that all jobs of a user come from one place; one node; or as recorded in "
    "the column `origin`.")
      .optional();
  f("node", node, "Hub or demand site, for `by: node`.").optional().identifier();
}

void TraceClassSpec::fields(Fields& f) {
  f("label", label, "Label in the trace.");
  f("job_class", job_class, "Job class of such jobs.").identifier();
}

void TraceSpec::fields(Fields& f) {
  f("file", file, "File as published, plain or gzip; relative to the file that names it.");
  options.fields(f);
  f("classes", classes, "Job classes by the label of the trace.").optional();
  f("job_class", job_class, "Job class of all other jobs; by default those are left out and counted.")
      .optional()
      .identifier();
  f("origin", origin, "Where its jobs come from.").optional();
  f("start_offset_hours", start_offset, "The trace begins this long after the horizon's start.")
      .optional()
      .at_least(0);
  f("repeat_every_hours", repeat_every,
    "The trace begins anew after this long, until the horizon ends; what it has beyond is left out. By "
    "default it is read once.")
      .above(0);
}

}  // namespace suanwang
