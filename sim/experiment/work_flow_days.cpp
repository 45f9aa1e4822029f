#include "work_flow_days.hpp"

#include <algorithm>

namespace suanwang {

namespace {

constexpr Duration day = 24h;

std::size_t day_of(TimePoint time) { return static_cast<std::size_t>(time.time_since_epoch() / day); }

}  // namespace

WorkFlowDays::WorkFlowDays(const World& world)
    : world_(world),
      day_count_(day_of(world.calendar().end() - Duration(1)) + 1),
      flows_(world.network().nodes().size() * world.clusters().size()) {}

std::vector<WorkFlowDays::Day>& WorkFlowDays::days(NodeId origin, ClusterId cluster) {
  std::vector<Day>& all = flows_[origin.index() * world_.clusters().size() + cluster.index()];
  if (all.empty()) all.resize(day_count_);
  return all;
}

void WorkFlowDays::add(const IntervalReport& report) {
  const double seconds = in_seconds(report.span);
  for (const ServedTokens& served : report.served)
    days(world_.token_streams()[served.stream].origin, served.cluster)[day_of(report.start)].tokens +=
        served.rate.value() * seconds;
}

void WorkFlowDays::add(const JobRecord& record) {
  if (!record.has_place || !record.has_run()) return;
  std::vector<Day>& all = days(record.job.origin, world_.pools()[record.pool].cluster);
  const double hours = record.work.all_ms() / 3.6e6;
  const std::size_t first = std::min(day_of(record.started), day_count_ - 1);
  const std::size_t last = std::min(day_of(record.ended), day_count_ - 1);
  if (first == last) {
    all[first].accelerator_hours += hours;
    return;
  }
  const double hours_per_ms = hours / static_cast<double>((record.ended - record.started).count());
  for (std::size_t i = first; i <= last; ++i) {
    const TimePoint from = std::max(record.started, TimePoint(day * i));
    const TimePoint to = i == last ? record.ended : TimePoint(day * (i + 1));
    all[i].accelerator_hours += hours_per_ms * static_cast<double>((to - from).count());
  }
}

void WorkFlowDays::write(Database& database) const {
  Statement row(database, "INSERT INTO work_flow_day VALUES (?,?,?,?,?)");
  for (std::size_t i = 0; i < day_count_; ++i)
    for (const NodeId origin : world_.network().nodes().ids())
      for (const ClusterId cluster : world_.clusters().ids()) {
        const std::vector<Day>& all = flows_[origin.index() * world_.clusters().size() + cluster.index()];
        if (all.empty() || (all[i].accelerator_hours <= 0.0 && all[i].tokens <= 0.0)) continue;
        row.row(static_cast<std::int64_t>(i), world_.network().nodes()[origin].id,
                world_.clusters()[cluster].id, all[i].accelerator_hours, all[i].tokens);
      }
}

}  // namespace suanwang
