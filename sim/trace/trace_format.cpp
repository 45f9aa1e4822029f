#include "suanwang/trace/trace_format.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/core/fields.hpp"
#include "suanwang/trace/line_source.hpp"

#include "readers.hpp"

namespace suanwang {

namespace {

/// Whether a header line has all these columns.
bool has_columns(std::string_view line, std::initializer_list<std::string_view> names) {
  return std::all_of(names.begin(), names.end(), [line](std::string_view name) {
    for (std::size_t at = line.find(name); at != std::string_view::npos; at = line.find(name, at + 1)) {
      const std::size_t end = at + name.size();
      if ((at == 0 || line[at - 1] == ',') && (end == line.size() || line[end] == ',')) return true;
    }
    return false;
  });
}

bool is_swf(std::string_view line) {
  if (line.starts_with(';')) return true;
  int numbers = 0;
  bool is_inside = false;
  for (const char c : line) {
    if (c != ' ' && c != '\t' && c != '-' && c != '.' && (c < '0' || c > '9')) return false;
    const bool is_blank = c == ' ' || c == '\t';
    if (!is_blank && !is_inside) ++numbers;
    is_inside = !is_blank;
  }
  return numbers == 18;
}

bool is_alibaba_gpu_2020(std::string_view line) {
  if (std::count(line.begin(), line.end(), ',') != 9) return false;
  for (const char* status : {",Terminated,", ",Failed,", ",Running,", ",Waiting,"})
    if (line.find(status) != std::string_view::npos) return true;
  return false;
}

constexpr std::array<TraceFormatEntry, 10> entries{{
    {TraceFormat::swf, TraceContent::jobs, "Standard Workload Format of the Parallel Workloads Archive",
     "queue", true, false, is_swf, open_swf, nullptr},
    {TraceFormat::openb_2023, TraceContent::jobs, "Alibaba cluster-trace-gpu-v2023: openb_pod_list_*.csv",
     "qos", true, false,
     [](std::string_view line) {
       return has_columns(line, {"num_gpu", "gpu_milli", "creation_time", "deletion_time", "scheduled_time"});
     },
     open_openb_2023, nullptr},
    {TraceFormat::acme, TraceContent::jobs, "Acme of Shanghai AI Lab: trace_seren.csv, trace_kalos.csv",
     "type", true, true,
     [](std::string_view line) {
       return has_columns(line, {"gpu_num", "type", "state", "submit_time", "start_time", "end_time"});
     },
     open_acme, nullptr},
    {TraceFormat::helios, TraceContent::jobs, "Helios of SenseTime: cluster_log.csv", "vc", true, true,
     [](std::string_view line) {
       return has_columns(line, {"gpu_num", "vc", "state", "submit_time", "start_time", "end_time"});
     },
     open_helios, nullptr},
    {TraceFormat::azure_llm, TraceContent::requests, "Azure LLM inference traces of 2023 and 2024", "", true,
     true,
     [](std::string_view line) {
       return has_columns(line, {"TIMESTAMP", "ContextTokens", "GeneratedTokens"});
     },
     nullptr, open_azure_llm},
    {TraceFormat::burstgpt, TraceContent::requests, "BurstGPT: BurstGPT_*.csv", "Model", true, false,
     [](std::string_view line) {
       return has_columns(line, {"Timestamp", "Model", "Request tokens", "Response tokens"});
     },
     nullptr, open_burstgpt},
    {TraceFormat::mooncake, TraceContent::requests, "Mooncake: JSON lines with hashes of prefix blocks", "",
     true, false,
     [](std::string_view line) {
       return line.starts_with('{') && line.find("\"input_length\"") != std::string_view::npos;
     },
     nullptr, open_mooncake},
    {TraceFormat::philly, TraceContent::jobs, "Philly of Microsoft: cluster_job_log, a JSON array", "vc",
     false, true, [](std::string_view line) { return line.starts_with('['); }, open_philly, nullptr},
    {TraceFormat::alibaba_gpu_2020, TraceContent::jobs,
     "Alibaba cluster-trace-gpu-v2020: pai_task_table.csv, without a line of names", "task_name", false,
     false, is_alibaba_gpu_2020, open_alibaba_gpu_2020, nullptr},
    {TraceFormat::csv, TraceContent::jobs, "Our own CSV of jobs, or one of others with its columns mapped",
     "class", true, false,
     [](std::string_view line) {
       return has_columns(line, {"submit_s", "run_s"});
     },
     open_csv, nullptr},
}};

}  // namespace

void TraceColumnsSpec::fields(Fields& f) {
  const auto add = [&f](const char* key, std::string& column, const char* help) {
    f(key, column, help).optional();
  };
  add("job", job, "Column with the job's number.");
  add("submit_s", submit_s, "Column with the time of submission: seconds, or a date with a time.");
  add("wait_s", wait_s, "Column with the wait in the old machine's queue, in seconds; kept by `convert`.");
  add("run_s", run_s, "Column with the run time in seconds.");
  add("requested_s", requested_s, "Column with the time that the user asked for, in seconds.");
  add("accelerators", accelerators, "Column with the accelerators or processors; 0.5 is half of one.");
  add("memory_gb", memory_gb, "Column with the main memory of one process, in GB; kept by `convert`.");
  add("end", end, "Column that says completed, failed, cancelled, or nothing.");
  add("user", user, "Column with the user.");
  add("group", group, "Column with the user's group.");
  add("executable", executable, "Column with the program.");
  add("queue", queue, "Column with the queue.");
  add("partition", partition, "Column with the partition.");
  add("class", job_class, "Column with the label that job classes are told apart by.");
  add("origin", origin, "Column with the hub or demand site that the job comes from.");
  add("input_gb", input_gb, "Column with the size of the input in GB.");
  add("output_gb", output_gb, "Column with the size of the output in GB.");
}

bool TraceColumnsSpec::is_empty() const {
  Fields all;
  const_cast<TraceColumnsSpec*>(this)->fields(all);
  return std::all_of(all.all().begin(), all.all().end(),
                     [](const Field& field) { return std::get<TextField>(field.value.as).get().empty(); });
}

std::optional<std::string> find_directive(const TraceDirectives& directives, std::string_view key) {
  for (const auto& [name, value] : directives)
    if (name == key) return value;
  return std::nullopt;
}

std::span<const TraceFormatEntry> trace_formats() { return entries; }

const TraceFormatEntry& trace_format(TraceFormat format) {
  return *std::find_if(entries.begin(), entries.end(),
                       [format](const TraceFormatEntry& each) { return each.format == format; });
}

TraceFormat guess_trace_format(const std::filesystem::path& path, const TraceColumnsSpec& columns) {
  if (!columns.is_empty()) return TraceFormat::csv;
  LineSource lines(path);
  std::string_view line;
  while (lines.next(line) && line.empty()) {
  }
  for (const TraceFormatEntry& entry : entries)
    if (entry.matches(line)) return entry.format;
  std::string names;
  for (const TraceFormatEntry& entry : entries) names += (names.empty() ? "" : ", ") + name_of(entry.format);
  throw InputError(
      Issues{{path.string(), lines.line(), 0, "", "the first line does not tell which format this is",
              "write format: one of " + names + "; or map the columns of a CSV file"}});
}

}  // namespace suanwang
