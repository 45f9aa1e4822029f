#pragma once

#include <filesystem>
#include <string>
#include <vector>
#include <zlib.h>

#include "suanwang/trace/trace_stream.hpp"

#include "scenario/scenario_files.hpp"

namespace suanwang::testing {

inline std::filesystem::path published(const char* name) {
  return std::filesystem::path(SUANWANG_DATA_DIR) / name;
}

inline std::string gzip(const std::string& text) {
  std::string packed(text.size() + 100, '\0');
  z_stream stream{};
  deflateInit2(&stream, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

/// A job with texts of its own.
struct KeptJob {
  explicit KeptJob(const TraceJob& from) : job(from), user(from.user), label(from.label) {}
  TraceJob job;
  std::string user, label;

  [[nodiscard]] double submit_s() const { return in_seconds(job.submitted); }
  [[nodiscard]] double run_s() const { return in_seconds(*job.run_time); }
};

inline std::vector<KeptJob> all_jobs(TraceJobStream& stream) {
  std::vector<KeptJob> jobs;
  for (TraceJob job; stream.next(job);) jobs.emplace_back(job);
  return jobs;
}

inline std::vector<KeptJob> all_jobs(const std::filesystem::path& path, const TraceOptions& options = {},
                                     std::uint64_t seed = 1) {
  TraceJobStream stream(path, options, TraceZero::first_record, seed, 0);
  return all_jobs(stream);
}

}  // namespace suanwang::testing

#define SKIP_WITHOUT(path) \
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "no public traces at " << SUANWANG_DATA_DIR
