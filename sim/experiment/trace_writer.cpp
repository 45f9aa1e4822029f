#include "suanwang/experiment/trace_writer.hpp"

#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

/// As JSON, quotes included.
std::string quoted(const std::string& text) {
  return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// Traces count in microseconds.
long long microseconds(TimePoint time) { return 1000LL * time.time_since_epoch().count(); }

constexpr std::size_t rows_a_pool = 1'000'000;  // numbers of rows of a pool begin at multiples of this

}  // namespace

TraceWriter::TraceWriter(const World& world, const fs::path& file, bool overwrite)
    : world_(world),
      file_(file),
      partial_(PartialFolder::partial_path(file)),
      overwrite_(overwrite),
      pool_rows_(world.pools().size()) {
  if (fs::is_directory(file)) throw InputError(file.string() + ": is a folder; name a file for the trace");
  if (fs::exists(file) && !overwrite)
    throw InputError(file.string() + ": exists; choose another name, or --force to overwrite it");
  out_.open(partial_, std::ios::binary);
  if (!out_) throw InputError(file_.string() + ": cannot be written: " + std::strerror(errno));
  out_ << "{\"displayTimeUnit\":\"ms\",\"traceEvents\":[";
  for (const ClusterId id : world.clusters().ids())
    name_process(id.index() + 1, world.clusters()[id].id + " " + world.clusters()[id].name);
  name_process(network_process(), "network");
  name_process(network_process() + 1, "hubs");
}

TraceWriter::~TraceWriter() {
  if (is_committed_) return;
  out_.close();
  std::error_code ignored;
  fs::remove(partial_, ignored);
}

void TraceWriter::write(const std::string& event) {
  out_ << (is_first_ ? "\n" : ",\n") << event;
  is_first_ = false;
}

void TraceWriter::name_process(std::size_t process, const std::string& name) {
  write(fmt::format(R"({{"ph":"M","name":"process_name","pid":{},"args":{{"name":{}}}}})", process,
                    quoted(name)));
}

std::size_t TraceWriter::row_for(Rows& rows, TimePoint from, TimePoint to) {
  std::size_t row = 0;
  while (row < rows.busy_until.size() && rows.busy_until[row] > from) ++row;
  if (row == rows.busy_until.size()) rows.busy_until.emplace_back();
  rows.busy_until[row] = to;
  return row;
}

void TraceWriter::on_run(const RunRecord& run) {
  const Pool& pool = world_.pools()[run.pool];
  Rows& rows = pool_rows_[run.pool.index()];
  const std::size_t known = rows.busy_until.size();
  const std::size_t row = row_for(rows, run.from, run.to), thread = run.pool.index() * rows_a_pool + row + 1;
  if (rows.busy_until.size() > known)
    write(fmt::format(R"({{"ph":"M","name":"thread_name","pid":{},"tid":{},"args":{{"name":{}}}}})",
                      pool.cluster.index() + 1, thread, quoted(world_.chips()[pool.chip].id)));
  write(fmt::format(
      R"({{"ph":"X","name":{},"cat":"run","pid":{},"tid":{},"ts":{},"dur":{},"args":{{"job":{},"accelerators":{},"end":"{}"}}}})",
      quoted(world_.job_classes()[run.job_class].id), pool.cluster.index() + 1, thread,
      microseconds(run.from), 1000LL * (run.to - run.from).count(), run.job_number, run.accelerators,
      run_end_name(run.end)));
}

void TraceWriter::on_transfer(const TransferRecord& transfer) {
  const auto& nodes = world_.network().nodes();
  const std::size_t row = row_for(transfer_rows_, transfer.started, transfer.landed);
  write(fmt::format(
      R"({{"ph":"X","name":{},"cat":"transfer","pid":{},"tid":{},"ts":{},"dur":{},"args":{{"job":{},"gb":{},"rerouted":{}}}}})",
      quoted(nodes[transfer.from].id + " to " + nodes[transfer.to].id), network_process(), row + 1,
      microseconds(transfer.started), 1000LL * (transfer.landed - transfer.started).count(),
      transfer.job_number, transfer.data.value(), transfer.was_rerouted));
}

void TraceWriter::on_interval(const IntervalReport& report) {
  const long long start = microseconds(report.start);
  const auto counter = [&](const std::string& name, std::size_t process, const char* unit, double value) {
    write(fmt::format(R"({{"ph":"C","name":{},"pid":{},"ts":{},"args":{{"{}":{}}}}})", quoted(name), process,
                      start, unit, value));
  };
  for (const ClusterId id : world_.clusters().ids()) {
    const ClusterInterval& cluster = report.clusters[id.index()];
    counter("accelerators in use", id.index() + 1, "accelerators", cluster.busy_accelerators);
    counter("jobs queued", id.index() + 1, "jobs", cluster.queued_jobs);
  }
  constexpr double gigabits_a_gigabyte = 8.0;
  for (const LinkId id : world_.network().links().ids()) {
    const double seconds = in_seconds(report.span);
    for (const std::size_t way : {0u, 1u}) {
      const Link& link = world_.network().links()[id];
      const std::string& to = world_.network().nodes()[way == 0 ? link.to : link.from].id;
      counter(link.id + " to " + to, network_process(), "Gbps",
              report.carried[2 * id.index() + way].value() * gigabits_a_gigabyte / seconds);
    }
  }
  for (const HubId id : world_.hubs().ids())
    counter(world_.hubs()[id].id + " load", network_process() + 1, "MW",
            report.hubs[id.index()].load.value());
}

void TraceWriter::commit() {
  out_ << "\n]}\n";
  out_.close();
  if (!out_)
    throw InputError(file_.string() + ": cannot be written; is the disk full? No result was written");
  if (!overwrite_ && fs::exists(file_))
    throw InputError(file_.string() + ": appeared during the run; choose another name for the trace");
  put_in_place(partial_, file_);
  is_committed_ = true;
}

}  // namespace suanwang
