#include "token_traces.hpp"

#include <algorithm>
#include <filesystem>

namespace suanwang {

namespace {

TraceReport report_of(const std::string& id, const TokenTraceSpec& spec, const TokenTraceSeries& series) {
  TraceReport report;
  report.id = "tokens." + id;
  report.file = std::filesystem::path(spec.file).filename().string();
  report.format = name_of(series.format);
  report.is_guessed = series.is_guessed;
  report.records = series.records;
  report.skipped = series.skipped;
  report.outside_window = series.outside_window;
  report.thinned = series.thinned;
  report.jobs = series.total.requests;
  report.passes = 1;
  return report;
}

void take(const std::string& id, const TokenTraceSeries& series, ModelClassSpec& model) {
  const auto input = static_cast<double>(series.total.input),
             output = static_cast<double>(series.total.output);
  if (input + output <= 0.0) throw InputError(model.trace->file + ": its requests have no tokens");
  if (!model.output_share) model.output_share = output / (input + output);
  if (!model.input_tokens)
    model.input_tokens = std::max(1.0, input / static_cast<double>(series.total.requests));
  if (!model.cache_hit_share && series.knows_cache && input > 0.0)
    model.cache_hit_share = static_cast<double>(series.total.cached) / input;
  const double mean = (input + output) / static_cast<double>(series.by_interval.size());
  model.traced_shape.clear();
  for (const TokenTotals& each : series.by_interval)
    model.traced_shape.push_back(static_cast<double>(each.input + each.output) / mean);
  model.trace_report = report_of(id, *model.trace, series);
}

/// What the document says of a class's trace: tells ways of reading it apart.
std::string trace_text(const Document& document, const std::string& id) {
  const DocumentNode* at = &document.root();
  for (const std::string& step : {std::string("tokens"), std::string("classes"), id, std::string("trace")}) {
    at = at->find(step);
    if (!at) return "";
  }
  return text_of(*at);
}

}  // namespace

void read_token_traces(ScenarioSpec& spec, const Document& document) {
  if (!spec.tokens) return;
  std::uint32_t number = 0;
  for (auto& [id, model] : spec.tokens->classes.entries) {
    if (model.trace)
      take(id,
           spec.inputs->token_trace(model.trace->file, {model.trace->options, trace_text(document, id),
                                                        spec.time.interval, spec.seed, number}),
           model);
    ++number;
  }
}

}  // namespace suanwang
