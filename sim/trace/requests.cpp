// Traces of requests to language models. docs/traces.md cites where each layout was looked up.
#include <cmath>
#include <unordered_set>

#include <nlohmann/json.hpp>

#include "suanwang/trace/line_source.hpp"

#include "csv_jobs.hpp"
#include "readers.hpp"

namespace suanwang {

namespace {

/// What is common to formats that are CSV files of requests.
class CsvRequests : public RequestReader {
 public:
  explicit CsvRequests(const std::filesystem::path& path) : table_(path), row_(table_) {}
  [[nodiscard]] bool next(TraceRequest& request, TraceTally& tally) final {
    while (!tally.is_full() && table_.next()) {
      tally.record();
      row_.begin();
      request = TraceRequest();
      if (table_.is_whole())
        read(request);
      else
        row_.refuse(TraceFault::wrong_field_count);
      if (row_.fault() == TraceFault::none) return true;
      tally.refuse(row_.fault(), row_.place());
    }
    return false;
  }
  [[nodiscard]] TracePlace place_of(TraceFault) const final { return row_.place(time_); }

 protected:
  virtual void read(TraceRequest& request) = 0;
  std::uint64_t tokens(std::size_t column) {
    const std::optional<double> count = row_.number(column);
    if (!count || *count < 0.0) row_.refuse(TraceFault::unreadable_number, column);
    return static_cast<std::uint64_t>(std::max(0.0, count.value_or(0.0)));
  }
  void set_time(TraceRequest& request, std::optional<Duration> time) {
    if (time)
      request.time = *time;
    else
      row_.refuse(TraceFault::unreadable_time, time_);
  }

  CsvTable table_;
  CsvRow row_;
  CsvRow::Column time_;
};

/// Azure (Azure/AzurePublicDataset, AzureLLMInferenceDataset2023.md and ...2024.md): dates with fractions of
/// a second, those of 2024 with a zone.
class AzureRequests final : public CsvRequests {
 public:
  explicit AzureRequests(const std::filesystem::path& path) : CsvRequests(path) {
    const auto columns = table_.require({"TIMESTAMP", "ContextTokens", "GeneratedTokens"});
    time_ = columns[0];
    input_ = columns[1];
    output_ = columns[2];
  }

 private:
  void read(TraceRequest& request) override {
    set_time(request, row_.date(time_));
    request.input_tokens = tokens(input_);
    request.output_tokens = tokens(output_);
    if (request.input_tokens + request.output_tokens == 0) row_.refuse(TraceFault::no_tokens, input_);
  }
  std::size_t input_ = 0, output_ = 0;
};

/// BurstGPT (HPMLL/BurstGPT, README): seconds from midnight of the first day; a request that failed has no
/// response tokens. Later files have further columns.
class BurstRequests final : public CsvRequests {
 public:
  explicit BurstRequests(const std::filesystem::path& path) : CsvRequests(path) {
    const auto columns = table_.require({"Timestamp", "Request tokens", "Response tokens", "Model"});
    time_ = columns[0];
    input_ = columns[1];
    output_ = columns[2];
    model_ = columns[3];
  }

 private:
  void read(TraceRequest& request) override {
    set_time(request, row_.seconds(time_));
    request.input_tokens = tokens(input_);
    request.output_tokens = tokens(output_);
    request.model = row_.text(model_);
    if (request.output_tokens == 0) row_.refuse(TraceFault::failed_request, output_);
  }
  std::size_t input_ = 0, output_ = 0, model_ = 0;
};

/// Takes the keys of one line of a Mooncake trace as the parser meets them.
class MooncakeLine final : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::int64_t timestamp_ms = 0, input = -1, output = -1;
  std::vector<std::uint64_t> blocks;
  bool has_timestamp = false;

  bool number_unsigned(std::uint64_t value) override { return take(static_cast<std::int64_t>(value)); }
  bool number_integer(std::int64_t value) override { return take(value); }
  bool number_float(double value, const std::string&) override {
    if (std::abs(value) <= static_cast<double>(most)) return take(static_cast<std::int64_t>(value));
    return !is_bounded() && key_ != "hash_ids";
  }
  bool key(std::string& name) override {
    key_ = name;
    return true;
  }
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool string(std::string&) override { return true; }
  bool binary(nlohmann::json::binary_t&) override { return true; }
  bool start_object(std::size_t) override { return true; }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override { return true; }
  bool end_array() override { return true; }
  bool parse_error(std::size_t position, const std::string&, const nlohmann::json::exception&) override {
    column = static_cast<int>(position);
    return false;
  }

  int column = 0;  ///< of a fault

 private:
  static constexpr std::int64_t most = 3'000'000'000'000'000;  // as of seconds in other formats, in ms

  [[nodiscard]] bool is_bounded() const {
    return key_ == "timestamp" || key_ == "input_length" || key_ == "output_length";
  }
  /// @return Whether the line may be read on.
  bool take(std::int64_t value) {
    if (is_bounded() && (value < -most || value > most)) return false;
    if (key_ == "timestamp") {
      timestamp_ms = value;
      has_timestamp = true;
    } else if (key_ == "input_length") {
      input = value;
    } else if (key_ == "output_length") {
      output = value;
    } else if (key_ == "hash_ids") {
      blocks.push_back(static_cast<std::uint64_t>(value));
    }
    return true;
  }
  std::string key_;
};

/// Mooncake (kvcache-ai/Mooncake, FAST25-release): a JSON object a line; `timestamp` in milliseconds; equal
/// `hash_ids` stand for equal prefixes of 512 tokens. Tokens count as cached where a cache that never forgets
/// would hold their block: memory grows with the number of different blocks.
class MooncakeRequests final : public RequestReader {
 public:
  explicit MooncakeRequests(const std::filesystem::path& path) : lines_(path) {}

  [[nodiscard]] bool next(TraceRequest& request, TraceTally& tally) override {
    std::string_view line;
    while (!tally.is_full() && lines_.next(line)) {
      if (line.empty()) continue;
      tally.record();
      MooncakeLine parsed;
      const bool is_json = nlohmann::json::sax_parse(line.begin(), line.end(), &parsed);
      if (!is_json || !parsed.has_timestamp || parsed.input < 0 || parsed.output < 0) {
        tally.refuse(TraceFault::not_a_record, {lines_.line(), parsed.column});
        continue;
      }
      request = TraceRequest();
      request.time = Duration(parsed.timestamp_ms);
      request.input_tokens = static_cast<std::uint64_t>(parsed.input);
      request.output_tokens = static_cast<std::uint64_t>(parsed.output);
      request.cached_tokens = std::min(cached(parsed.blocks), request.input_tokens);
      return true;
    }
    return false;
  }
  [[nodiscard]] TracePlace place_of(TraceFault) const override { return {lines_.line(), 0}; }

 private:
  std::uint64_t cached(const std::vector<std::uint64_t>& blocks) {
    constexpr std::uint64_t tokens_per_block = 512;
    std::uint64_t count = 0;
    bool is_prefix = true;
    for (const std::uint64_t block : blocks) {
      is_prefix &= !seen_.insert(block).second;
      if (is_prefix) ++count;
    }
    return count * tokens_per_block;
  }

  LineSource lines_;
  std::unordered_set<std::uint64_t> seen_;  // asked for membership alone: its order is of no account
};

}  // namespace

std::unique_ptr<RequestReader> open_azure_llm(const std::filesystem::path& path, const TraceReading&) {
  return std::make_unique<AzureRequests>(path);
}
std::unique_ptr<RequestReader> open_burstgpt(const std::filesystem::path& path, const TraceReading&) {
  return std::make_unique<BurstRequests>(path);
}
std::unique_ptr<RequestReader> open_mooncake(const std::filesystem::path& path, const TraceReading&) {
  return std::make_unique<MooncakeRequests>(path);
}

}  // namespace suanwang
