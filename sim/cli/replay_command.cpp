#include <fmt/format.h>

#include "suanwang/experiment/replay.hpp"

#include "commands.hpp"
#include "session.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

void print_summary(const ReplaySummary& s) {
  std::uint64_t dropped = 0;
  for (const auto& [reason, count] : s.dropped) dropped += count;
  fmt::print("{} on {} processors · queue {} · estimates {}\n\n", s.log, s.processors, s.queue, s.estimates);
  TextTable table({"figure", "value"});
  table.add({"jobs replayed", fmt::format("{}", s.jobs)});
  table.add({"jobs dropped", fmt::format("{}", dropped)});
  for (const auto& [reason, count] : s.dropped) table.add({"  " + reason, fmt::format("{}", count)});
  table.add({"mean wait, s", fmt::format("{:.4f}", s.mean_wait_s)});
  table.add({"mean bounded slowdown (10 s)", fmt::format("{:.4f}", s.mean_bounded_slowdown)});
  table.add({"maximum bounded slowdown", fmt::format("{:.4f}", s.max_bounded_slowdown)});
  table.add({"mean flow time, s", fmt::format("{:.4f}", s.mean_flow_time_s)});
  table.add({"makespan, s", fmt::format("{:.0f}", s.makespan_s)});
  table.add({"utilisation", percent(s.utilisation) + " %"});
  table.add({"events/s",
             fmt::format("{:.2f} M", static_cast<double>(s.events) / std::max(s.wall_seconds, 1e-9) / 1e6)});
  fmt::print("{}", table.text());
}

}  // namespace

int replay_command(const ReplayArguments& arguments, const PolicyCatalogue& catalogue) {
  heed_interrupts();
  SwfOptions reading;
  if (arguments.processors > 0) reading.processors = arguments.processors;
  reading.on_invalid = arguments.on_invalid == "error" ? OnInvalid::error : OnInvalid::skip;
  const SwfLog log = read_swf(arguments.log, reading);
  ReplayOptions options;
  options.processors = log.processors;
  options.queue = arguments.queue;
  options.settings = arguments.settings;
  options.exact_estimates = arguments.estimates == "exact";
  options.should_stop = &stop_requested;
  ProgressDisplay display(arguments.quiet);
  options.on_progress = [&](double share) {
    display.show(
        {"replaying", share, static_cast<std::uint64_t>(share * static_cast<double>(log.jobs.size()))});
  };
  const ReplaySummary summary =
      replay(log, std::filesystem::path(arguments.log).filename().string(), catalogue, options);
  display.clear();
  if (!arguments.quiet) print_summary(summary);
  if (arguments.out.empty()) return success;
  write_replay(summary, arguments.out, arguments.force);
  if (!arguments.quiet) fmt::print("\nresults in {}\n", arguments.out);
  return success;
}

}  // namespace suanwang::cli
