#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/fields.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/trace/trace_format.hpp"

namespace suanwang {

/// What is done with records that stand behind later ones.
enum class OutOfOrder { sort, skip, error };
template <>
struct Names<OutOfOrder> {
  static constexpr std::array<std::pair<OutOfOrder, const char*>, 3> all{
      {{OutOfOrder::sort, "sort"}, {OutOfOrder::skip, "skip"}, {OutOfOrder::error, "error"}}};
};

struct TraceWindowSpec {
  Duration from{};
  std::optional<Duration> to;

  void fields(Fields& f) {
    f("from_hours", from, "Earlier records are left out, and what is here becomes the start.")
        .optional()
        .at_least(0);
    f("to_hours", to, "Records from here on are left out.").above(0);
  }
};

/// How a trace is read, cut and scaled: for scenarios and for the command line.
struct TraceOptions {
  std::optional<TraceFormat> format;
  TraceReading reading;
  std::optional<OutOfOrder> out_of_order;
  TraceWindowSpec window;
  double keep_share = 1.0;
  double size_factor = 1.0, run_time_factor = 1.0, rate_factor = 1.0;
  std::optional<double> most_accelerators;

  void fields(Fields& f) {
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
};

/// How the origin of a trace's jobs is chosen.
enum class TraceOrigin { shares, user_hash, node, recorded };
template <>
struct Names<TraceOrigin> {
  static constexpr std::array<std::pair<TraceOrigin, const char*>, 4> all{
      {{TraceOrigin::shares, "shares"},
       {TraceOrigin::user_hash, "user_hash"},
       {TraceOrigin::node, "node"},
       {TraceOrigin::recorded, "recorded"}}};
};

struct TraceOriginSpec {
  TraceOrigin by = TraceOrigin::shares;
  std::string node;

  void fields(Fields& f) {
    f("by", by,
      "Drawn by demand_shares; so that all jobs of a user come from one place; one node; or as recorded in "
      "the column `origin`.")
        .optional();
    f("node", node, "Hub or demand site, for `by: node`.").optional().identifier();
  }
};

struct TraceClassSpec {
  std::string label, job_class;

  void fields(Fields& f) {
    f("label", label, "Label in the trace.");
    f("job_class", job_class, "Job class of such jobs.").identifier();
  }
};

/// A trace that feeds the job classes of a scenario.
struct TraceSpec {
  std::string file;
  TraceOptions options;
  std::vector<TraceClassSpec> classes;
  std::string job_class;
  TraceOriginSpec origin;
  Duration start_offset{};
  std::optional<Duration> repeat_every;

  void fields(Fields& f) {
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
};

}  // namespace suanwang
