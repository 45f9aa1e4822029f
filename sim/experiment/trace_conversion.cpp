#include "suanwang/experiment/trace_conversion.hpp"

#include <cmath>
#include <memory>
#include <zlib.h>

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"
#include "suanwang/trace/job_text.hpp"
#include "suanwang/trace/trace_stream.hpp"

namespace suanwang {

namespace {

/// A file, plain or gzip, that takes its name when it is whole.
class PartialFile {
 public:
  PartialFile(std::filesystem::path path, bool overwrite)
      : path_(std::move(path)), partial_(PartialFolder::partial_path(path_)) {
    if (std::filesystem::exists(path_) && !overwrite)
      throw InputError(path_.string() + ": exists; choose another --out, or give --force");
    const bool is_gzip = path_.extension() == ".gz";
    file_.reset(gzopen(partial_.c_str(), is_gzip ? "wb" : "wbT"));
    if (!file_) throw InputError(path_.string() + ": cannot be written; does its folder exist?");
  }
  ~PartialFile() {
    file_.reset();
    std::error_code ignored;
    std::filesystem::remove(partial_, ignored);
  }
  PartialFile(const PartialFile&) = delete;
  PartialFile& operator=(const PartialFile&) = delete;

  /// Text to be written; goes to the file in large pieces.
  std::string& text() { return text_; }
  void flush_if_large() {
    constexpr std::size_t large = 1u << 18;
    if (text_.size() >= large) flush();
  }
  void commit() {
    flush();
    if (gzclose(file_.release()) != Z_OK) fail();
    put_in_place(partial_, path_);
  }

 private:
  void flush() {
    if (!text_.empty() && gzwrite(file_.get(), text_.data(), static_cast<unsigned>(text_.size())) <= 0)
      fail();
    text_.clear();
  }
  [[noreturn]] void fail() const {
    throw InputError(path_.string() + ": cannot be written; is the disk full?");
  }

  std::filesystem::path path_, partial_;
  std::unique_ptr<gzFile_s, decltype(&gzclose)> file_{nullptr, &gzclose};
  std::string text_;
};

bool is_whole_number(double value) { return value == std::floor(value); }
bool is_whole_second(std::optional<Duration> span) { return !span || span->count() % 1000 == 0; }
bool loses_in_swf(const TraceJob& job) {
  return !is_whole_number(job.accelerators) || !is_whole_second(job.submitted) ||
         !is_whole_second(job.run_time) || !is_whole_second(job.requested);
}

class Conversion {
 public:
  Conversion(const std::filesystem::path& from, const TraceOptions& options, std::uint64_t seed)
      : from_(from), options_(options), seed_(seed) {}

  ConversionSummary run(PartialFile& out, TraceTarget target) {
    if (target == TraceTarget::swf) survey();
    TraceJobStream stream = open();
    TraceJob job;
    if (target == TraceTarget::csv) out.text() = CsvJobText::header();
    while (stream.next(job)) {
      if (target == TraceTarget::swf && summary_.jobs == 0)
        out.text() = swf_.header(stream.directives(), unix_start_s(stream));
      ++summary_.jobs;
      if (target == TraceTarget::swf) {
        if (loses_in_swf(job)) ++summary_.rounded;
        swf_.append(job, out.text());
      } else {
        CsvJobText::append(job, out.text());
      }
      out.flush_if_large();
    }
    if (summary_.jobs == 0) throw InputError(from_.string() + ": holds no job that can be used");
    summary_.from = stream.format().format;
    summary_.is_guessed = stream.is_guessed();
    summary_.records = stream.tally().records();
    summary_.skipped = stream.tally().skipped();
    summary_.outside_window = stream.outside_window();
    summary_.thinned = stream.thinned();
    return summary_;
  }

 private:
  TraceJobStream open() const { return TraceJobStream(from_, options_, TraceZero::recorded, seed_, 0); }

  void survey() {
    TraceJobStream stream = open();
    for (TraceJob job; stream.next(job);) swf_.survey(job);
  }

  static std::optional<std::int64_t> unix_start_s(const TraceJobStream& stream) {
    if (!stream.format().has_dates) return std::nullopt;
    return std::chrono::floor<std::chrono::seconds>(stream.zero()).count();
  }

  const std::filesystem::path& from_;
  const TraceOptions& options_;
  std::uint64_t seed_;
  SwfJobText swf_;
  ConversionSummary summary_;
};

}  // namespace

ConversionSummary convert_trace(const std::filesystem::path& from, const std::filesystem::path& to,
                                TraceTarget target, const TraceOptions& options, std::uint64_t seed,
                                bool overwrite) {
  PartialFile out(to, overwrite);
  const ConversionSummary summary = Conversion(from, options, seed).run(out, target);
  out.commit();
  return summary;
}

}  // namespace suanwang
