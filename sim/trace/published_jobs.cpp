// Job tables of published GPU clusters. docs/traces.md cites where each layout was looked up.
#include "csv_jobs.hpp"
#include "readers.hpp"

namespace suanwang {

namespace {

/// States as Slurm writes them, which Acme and Helios publish. TIMEOUT and NODE_FAIL are "regarded as failed"
/// in the publishers' own analysis.
TraceEnd end_of_slurm(std::string_view state) {
  if (state == "COMPLETED") return TraceEnd::completed;
  if (state == "CANCELLED") return TraceEnd::cancelled;
  if (state == "FAILED" || state == "TIMEOUT" || state == "NODE_FAIL") return TraceEnd::failed;
  return TraceEnd::unknown;
}

/// Acme (InternLM/AcmeTrace, README) and Helios (S-Lab-System-Group/HeliosData, README): one line of names,
/// dates of submission, start and end. The run time is their difference: `duration` of Kalos counts from the
/// submission.
class SlurmTable final : public CsvJobs {
 public:
  SlurmTable(const std::filesystem::path& path, const TraceReading& reading, const char* usual_label)
      : CsvJobs(CsvTable(path)) {
    const auto columns =
        table_.require({"submit_time", "start_time", "end_time", "gpu_num", "state", "user", usual_label});
    places_ = {columns[0], columns[2], columns[3], {}, {}};
    start_ = columns[1];
    state_ = columns[4];
    user_ = columns[5];
    memory_ = table_.find("mem_per_pod_GB");
    partition_ = table_.find("vc");
    find_label(reading.label, usual_label);
  }

 private:
  void read(TraceJob& job) override {
    job.accelerators = row_.number(places_.accelerators).value_or(0.0);
    if (job.accelerators == 0.0) row_.refuse(TraceFault::no_accelerators, places_.accelerators);
    set_times(job, row_.date(places_.submit), row_.date(start_), row_.date(places_.run));
    job.end = end_of_slurm(row_.text(state_));
    job.memory = row_.gigabytes(memory_);
    job.user = row_.text(user_);
    job.partition = row_.text(partition_);
    job.label = row_.text(places_.label);
  }

  CsvRow::Column start_, state_, user_, memory_, partition_;
};

/// Alibaba PAI of 2020 (alibaba/clusterdata, cluster-trace-gpu-v2020, README and pai_task_table.header): no
/// line of names; plan_gpu is in percent of a GPU for each of inst_num instances; times in seconds. A task is
/// a job here. Its submission stands in another table: the launch is taken for it.
class PaiTasks final : public CsvJobs {
 public:
  PaiTasks(const std::filesystem::path& path, const TraceReading& reading)
      : CsvJobs(CsvTable(path, {"job_name", "task_name", "inst_num", "status", "start_time", "end_time",
                                "plan_cpu", "plan_mem", "plan_gpu", "gpu_type"})) {
    places_ = {start_time, end_time, plan_gpu, {}, {}};
    find_label(reading.label, "task_name");
  }

 private:
  enum : std::size_t {
    task_name = 1,
    inst_num,
    status,
    start_time,
    end_time,
    plan_mem = 7,
    plan_gpu,
    gpu_type
  };

  void read(TraceJob& job) override {
    constexpr double percent = 0.01;
    const double gpus = row_.number(plan_gpu).value_or(0.0) * percent;
    job.accelerators = gpus * row_.number(inst_num).value_or(1.0);
    if (job.accelerators == 0.0) row_.refuse(TraceFault::no_accelerators, places_.accelerators);
    const std::string_view state = row_.text(status);
    if (state == "Waiting") row_.refuse(TraceFault::never_started, status);
    const std::optional<Duration> start = row_.seconds(start_time);
    set_times(job, start, start, row_.seconds(end_time));
    job.wait.reset();
    job.end = state == "Terminated" ? TraceEnd::completed
              : state == "Failed"   ? TraceEnd::failed
                                    : TraceEnd::unknown;
    job.memory = row_.gigabytes(plan_mem);
    job.executable = row_.text(task_name);
    job.partition = row_.text(gpu_type);
    job.label = row_.text(places_.label);
  }
};

/// Alibaba's GPU pods of 2023 (alibaba/clusterdata, cluster-trace-gpu-v2023, README): gpu_milli is the share
/// of each of num_gpu GPUs, in thousandths; times in seconds, `scheduled_time` empty for pods that never
/// started.
class OpenbPods final : public CsvJobs {
 public:
  OpenbPods(const std::filesystem::path& path, const TraceReading& reading) : CsvJobs(CsvTable(path)) {
    const auto columns = table_.require({"creation_time", "deletion_time", "num_gpu", "gpu_milli",
                                         "scheduled_time", "pod_phase", "memory_mib", "gpu_spec", "qos"});
    places_ = {columns[0], columns[1], columns[2], {}, {}};
    milli_ = columns[3];
    scheduled_ = columns[4];
    phase_ = columns[5];
    memory_ = columns[6];
    spec_ = columns[7];
    find_label(reading.label, "qos");
  }

 private:
  void read(TraceJob& job) override {
    constexpr double milli = 1e-3, gigabytes_per_mebibyte = 1.048576e-3;
    job.accelerators =
        row_.number(places_.accelerators).value_or(0.0) * row_.number(milli_).value_or(0.0) * milli;
    if (job.accelerators == 0.0) row_.refuse(TraceFault::no_accelerators, places_.accelerators);
    set_times(job, row_.seconds(places_.submit), row_.seconds(scheduled_), row_.seconds(places_.run));
    const std::string_view phase = row_.text(phase_);
    job.end = phase == "Succeeded" ? TraceEnd::completed
              : phase == "Failed"  ? TraceEnd::failed
                                   : TraceEnd::unknown;
    if (const auto memory = row_.number(memory_)) job.memory = Gigabytes(*memory * gigabytes_per_mebibyte);
    job.partition = row_.text(spec_);
    job.label = row_.text(places_.label);
  }

  CsvRow::Column milli_, scheduled_, phase_, memory_, spec_;
};

}  // namespace

std::unique_ptr<JobReader> open_acme(const std::filesystem::path& path, const TraceReading& reading) {
  return std::make_unique<SlurmTable>(path, reading, "type");
}
std::unique_ptr<JobReader> open_helios(const std::filesystem::path& path, const TraceReading& reading) {
  return std::make_unique<SlurmTable>(path, reading, "vc");
}
std::unique_ptr<JobReader> open_alibaba_gpu_2020(const std::filesystem::path& path,
                                                 const TraceReading& reading) {
  return std::make_unique<PaiTasks>(path, reading);
}
std::unique_ptr<JobReader> open_openb_2023(const std::filesystem::path& path, const TraceReading& reading) {
  return std::make_unique<OpenbPods>(path, reading);
}

}  // namespace suanwang
