#include <fmt/format.h>

#include "suanwang/experiment/trace_conversion.hpp"
#include "suanwang/scenario/load.hpp"

#include "commands.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

void print_summary(const ConversionSummary& s, const std::string& target) {
  fmt::print("{}{} to {}\n\n", name_of(s.from), s.is_guessed ? " (by its first line)" : "", target);
  TextTable table({"figure", "value"});
  const auto add = [&table](const std::string& name, std::uint64_t value) {
    table.add({name, fmt::format("{}", value)});
  };
  add("records read", s.records);
  for (const auto& [reason, count] : s.skipped) add("  " + reason, count);
  if (s.outside_window > 0) add("  outside the window", s.outside_window);
  if (s.thinned > 0) add("  thinned out", s.thinned);
  add("jobs written", s.jobs);
  if (s.rounded > 0) add("  rounded to whole seconds or processors", s.rounded);
  fmt::print("{}", table.text());
}

}  // namespace

int workload_convert_command(const WorkloadConvertArguments& arguments) {
  TraceOptions options = read_trace_options(arguments.settings);
  TraceTarget target = TraceTarget::csv;
  for (const auto& [each, name] : Names<TraceTarget>::all)
    if (name == arguments.to) target = each;
  const ConversionSummary summary =
      convert_trace(arguments.from, arguments.out, target, options, arguments.seed, arguments.force);
  if (arguments.quiet) return success;
  print_summary(summary, arguments.to);
  fmt::print("\nwritten to {}\n", arguments.out);
  return success;
}

}  // namespace suanwang::cli
