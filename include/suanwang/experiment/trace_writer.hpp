#pragma once

#include <filesystem>
#include <fstream>
#include <vector>

#include "suanwang/engine/observer.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Writes what happens in a run as a trace that Perfetto (ui.perfetto.dev) and Chrome (chrome://tracing)
/// show: a process per cluster with rows of job runs for each pool and counters of accelerators in use; one
/// for the network with rows of transfers between two places and a counter of the load of each link; one for
/// hubs with counters of load. Format: Trace Event Format (Google, 2016). Memory does not grow with the run.
class TraceWriter final : public Observer {
 public:
  /// @throws InputError if the file exists and may not be overwritten, or cannot be written.
  TraceWriter(const World& world, const std::filesystem::path& file, bool overwrite);
  /// Removes what was written unless it was committed.
  ~TraceWriter() override;

  void on_interval(const IntervalReport& report) override;
  void on_run(const RunRecord& run) override;
  void on_transfer(const TransferRecord& transfer) override;
  /// Puts the file in place. @throws InputError if it cannot be written.
  void commit();

 private:
  /// Slices of one row may not overlap: each group of rows grows as many as run side by side.
  struct Rows {
    std::vector<TimePoint> busy_until;
  };
  void name_process(std::size_t process, const std::string& name);
  std::size_t row_for(Rows& rows, TimePoint from, TimePoint to);
  void write(const std::string& event);
  [[nodiscard]] std::size_t network_process() const { return world_.clusters().size() + 1; }

  const World& world_;
  std::filesystem::path file_, partial_;
  bool overwrite_;
  std::ofstream out_;
  bool is_first_ = true, is_committed_ = false;
  std::vector<Rows> pool_rows_;
  Rows transfer_rows_;
};

}  // namespace suanwang
