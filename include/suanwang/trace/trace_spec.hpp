#pragma once

#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/spec.hpp"
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

  void fields(Fields& f);
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

  void fields(Fields& f);
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

  void fields(Fields& f);
};

struct TraceClassSpec {
  std::string label, job_class;

  void fields(Fields& f);
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

  void fields(Fields& f);
};

}  // namespace suanwang
