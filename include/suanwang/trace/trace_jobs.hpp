#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "suanwang/model/workload/generator.hpp"
#include "suanwang/trace/trace_stream.hpp"

namespace suanwang {

/// How a trace's jobs become jobs of a scenario.
struct TracePlan {
  /// What a class adds where a record is silent.
  struct Draws {
    JobClassId job_class;
    Distribution input_gb, output_gb;
    Estimates estimates;      ///< where no time was asked for
    Duration start_within{};  ///< 0: the job waits for ever
  };

  std::string id;
  std::filesystem::path file;
  TraceOptions options;
  std::vector<Draws> classes;
  std::map<std::string, std::size_t, std::less<>> class_of_label;  ///< index in `classes`
  std::optional<std::size_t> other_class;
  TraceOrigin origin = TraceOrigin::shares;
  std::vector<OriginShare> shares;  ///< sum to 1; one of share 1 for a fixed node
  std::map<std::string, NodeId, std::less<>> nodes;
  Duration start_offset{};
  std::optional<Duration> repeat_every;
  TimePoint end;  ///< of the horizon
  std::uint64_t seed = 0;
  std::uint32_t number = 0;  ///< among the scenario's traces
};

/// What became of a trace.
struct TraceReport {
  std::string id, file, format;
  bool is_guessed = false;
  std::uint64_t records = 0;  ///< read, of the first time through
  std::map<std::string, std::uint64_t> skipped;
  std::uint64_t outside_window = 0, thinned = 0;
  std::uint64_t jobs = 0;          ///< handed to the engine, of all times through; or requests
  std::uint64_t rounded = 0;       ///< whose accelerators were not whole, of those
  std::uint64_t without_user = 0;  ///< placed by shares because no user is recorded, of those
  std::uint64_t passes = 0;        ///< times through
  double accelerator_hours = 0.0;  ///< of the jobs, on reference accelerators
};

/// Jobs of a trace in order of time, until the horizon ends.
class TraceJobs final : public JobSource {
 public:
  /// @throws InputError as TraceJobStream does.
  explicit TraceJobs(TracePlan plan);
  [[nodiscard]] std::optional<Job> next() override;
  [[nodiscard]] TraceReport report() const;

 private:
  bool next_record();
  [[nodiscard]] std::optional<std::size_t> class_of(std::string_view label) const;
  std::optional<NodeId> origin_of(double uniform);
  std::uint32_t tenant_of(std::string_view user);
  void fill(Job& job, const TracePlan::Draws& draws, RandomStream& stream);

  TracePlan plan_;
  TraceJobStream stream_;
  TraceJob record_;
  TraceReport report_;
  Duration pass_start_{};
  bool is_pass_empty_ = true;
  std::unordered_map<std::uint64_t, std::uint32_t> tenants_;  // users by their hash, in order of appearance
};

}  // namespace suanwang
