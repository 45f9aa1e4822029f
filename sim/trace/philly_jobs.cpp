// Philly (msr-fiddle/philly-traces, README): `cluster_job_log` is one JSON array of jobs. It is parsed job by
// job, so that memory holds one at a time.
#include <iterator>

#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/trace/field_text.hpp"

#include "file_bytes.hpp"
#include "readers.hpp"

namespace suanwang {

namespace {

/// Characters of a plain or gzip file, one by one, with their place.
class CharacterCursor {
 public:
  explicit CharacterCursor(const std::filesystem::path& path) : bytes_(path) {
    if (bytes_.is_gzip()) {
      buffer_.resize(std::size_t(1) << 18);
      refill();
    } else {
      at_ = bytes_.mapped().data();
      end_ = at_ + bytes_.mapped().size();
    }
  }
  [[nodiscard]] bool is_at_end() const { return at_ == end_; }
  [[nodiscard]] const char& current() const { return *at_; }
  void advance() {
    ++column_;
    if (*at_ == '\n') {
      ++line_;
      column_ = 1;
    }
    if (++at_ == end_) refill();
  }
  [[nodiscard]] TracePlace place() const { return {line_, column_}; }
  [[nodiscard]] const std::string& fault() const { return bytes_.fault(); }

 private:
  void refill() {
    if (!bytes_.is_gzip()) return;
    at_ = buffer_.data();
    end_ = at_ + bytes_.inflate_into(buffer_.data(), buffer_.size());
  }
  FileBytes bytes_;
  std::vector<char> buffer_;
  const char* at_ = "";
  const char* end_ = at_;
  int line_ = 1, column_ = 1;
};

/// Hands the parser the characters of a cursor, which stays where the parser stops.
struct CharacterIterator {
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  CharacterCursor* cursor = nullptr;  // none: the end

  const char& operator*() const { return cursor->current(); }
  CharacterIterator& operator++() {
    cursor->advance();
    return *this;
  }
  bool operator==(const CharacterIterator& other) const { return is_end() == other.is_end(); }
  [[nodiscard]] bool is_end() const { return !cursor || cursor->is_at_end(); }
};

/// Takes one job as the parser meets it.
class PhillyJob final : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::string status, vc, user, problem;
  std::optional<std::int64_t> submitted_ms, first_start_ms, last_end_ms;
  std::size_t attempts = 0;
  std::uint64_t gpus = 0;  ///< of the first attempt that names any
  bool has_bad_time = false;

  bool start_object(std::size_t) override {
    ++depth_;
    if (depth_ == attempt_depth) {
      ++attempts;
      last_end_ms.reset();
      counts_gpus_ = gpus == 0;
    }
    return true;
  }
  bool end_object() override {
    --depth_;
    return true;
  }
  bool key(std::string& name) override {
    key_ = name;
    return true;
  }
  bool string(std::string& text) override {
    if (depth_ == job_depth) {
      if (key_ == "status") status = text;
      if (key_ == "vc") vc = text;
      if (key_ == "user") user = text;
      if (key_ == "submitted_time") submitted_ms = time_of(text);
    } else if (depth_ == attempt_depth) {
      if (key_ == "start_time" && !first_start_ms) first_start_ms = time_of(text);
      if (key_ == "end_time") last_end_ms = time_of(text);
    } else if (key_ == "gpus" && counts_gpus_) {
      ++gpus;
    }
    return true;
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::json::exception& error) override {
    problem = error.what();
    return false;
  }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(std::int64_t) override { return true; }
  bool number_unsigned(std::uint64_t) override { return true; }
  bool number_float(double, const std::string&) override { return true; }
  bool binary(nlohmann::json::binary_t&) override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }

 private:
  static constexpr int job_depth = 1, attempt_depth = 2;

  std::optional<std::int64_t> time_of(const std::string& text) {
    std::int64_t milliseconds = 0;
    if (is_missing(text)) return std::nullopt;
    if (parse_timestamp(text, milliseconds)) return milliseconds;
    has_bad_time = true;
    return std::nullopt;
  }

  int depth_ = 0;
  bool counts_gpus_ = false;
  std::string key_;
};

class PhillyJobs final : public JobReader {
 public:
  PhillyJobs(const std::filesystem::path& path, const TraceReading& reading)
      : path_(path), cursor_(path), labels_by_user_(reading.label == "user") {
    if (!reading.label.empty() && reading.label != "vc" && reading.label != "user")
      throw InputError("label: '" + reading.label +
                       "' does not tell jobs of Philly apart; allowed: vc, user");
    skip_blanks();
    if (cursor_.is_at_end() || cursor_.current() != '[') fail("not a JSON array of jobs");
    cursor_.advance();
  }

  [[nodiscard]] bool next(TraceJob& job, TraceTally& tally) override {
    while (!tally.is_full() && find_next()) {
      place_ = cursor_.place();
      tally.record();
      parsed_ = PhillyJob();
      const bool is_json = nlohmann::json::sax_parse(CharacterIterator{&cursor_}, CharacterIterator{},
                                                     &parsed_, nlohmann::json::input_format_t::json, false);
      if (!is_json) fail(parsed_.problem);
      const TraceFault fault = take(job);
      if (fault == TraceFault::none) return true;
      tally.refuse(fault, place_);
    }
    return false;
  }
  [[nodiscard]] TracePlace place_of(TraceFault) const override { return place_; }

 private:
  void skip_blanks() {
    while (!cursor_.is_at_end() && (cursor_.current() == ' ' || cursor_.current() == '\n' ||
                                    cursor_.current() == '\r' || cursor_.current() == '\t'))
      cursor_.advance();
  }
  bool find_next() {
    skip_blanks();
    if (!cursor_.is_at_end() && cursor_.current() == ',') {
      cursor_.advance();
      skip_blanks();
    }
    if (cursor_.is_at_end()) fail("the array is cut off");
    return cursor_.current() != ']';
  }
  /// Run time and GPUs as the publishers' analysis counts them: from the first attempt's start to the last
  /// one's end, on the GPUs of the first.
  TraceFault take(TraceJob& job) const {
    if (parsed_.has_bad_time || !parsed_.submitted_ms) return TraceFault::unreadable_time;
    if (!parsed_.first_start_ms) return TraceFault::never_started;
    if (!parsed_.last_end_ms) return TraceFault::not_ended;
    if (parsed_.gpus == 0) return TraceFault::no_accelerators;
    job = TraceJob();
    job.submitted = Duration(*parsed_.submitted_ms);
    job.wait = Duration(*parsed_.first_start_ms - *parsed_.submitted_ms);
    job.run_time = Duration(*parsed_.last_end_ms - *parsed_.first_start_ms);
    job.accelerators = static_cast<double>(parsed_.gpus);
    job.end = parsed_.status == "Pass"     ? TraceEnd::completed
              : parsed_.status == "Failed" ? TraceEnd::failed
              : parsed_.status == "Killed" ? TraceEnd::cancelled
                                           : TraceEnd::unknown;
    job.user = parsed_.user;
    job.partition = parsed_.vc;
    job.label = labels_by_user_ ? parsed_.user : parsed_.vc;
    return TraceFault::none;
  }
  [[noreturn]] void fail(std::string problem) const {
    const TracePlace at = cursor_.place();
    if (!cursor_.fault().empty()) problem = cursor_.fault();
    throw InputError(
        Issues{{path_.string(), at.line, at.column, "", std::move(problem), "fetch the file again"}});
  }

  std::filesystem::path path_;
  CharacterCursor cursor_;
  bool labels_by_user_;
  PhillyJob parsed_;
  TracePlace place_;
};

}  // namespace

std::unique_ptr<JobReader> open_philly(const std::filesystem::path& path, const TraceReading& reading) {
  return std::make_unique<PhillyJobs>(path, reading);
}

}  // namespace suanwang
