#include "suanwang/trace/token_trace_series.hpp"

#include "suanwang/core/error.hpp"

namespace suanwang {

TokenTraceSeries read_token_trace(const std::filesystem::path& path, const TraceOptions& options,
                                  Duration interval, std::uint64_t seed, std::uint32_t number) {
  expects(interval > Duration(0), "totals are by an interval above 0");
  TraceRequestStream stream(path, options, seed, number);
  TokenTraceSeries series;
  series.format = stream.format().format;
  series.is_guessed = !options.format;
  constexpr std::size_t most_intervals = 100'000'000;
  for (TraceRequest request; stream.next(request);) {
    const auto at = static_cast<std::size_t>(request.time / interval);
    if (at >= most_intervals)
      throw InputError(path.string() + ": spans too many intervals; are its times right?");
    if (at >= series.by_interval.size()) series.by_interval.resize(at + 1);
    series.by_interval[at].add(request);
    series.total.add(request);
    series.knows_cache |= request.cached_tokens.has_value();
    auto model = series.by_model.find(request.model);
    if (model == series.by_model.end())
      model = series.by_model.emplace(std::string(request.model), TokenTotals()).first;
    model->second.add(request);
  }
  if (series.total.requests == 0)
    throw InputError(path.string() + ": holds no request that can be used" + stream.tally().skipped_text());
  series.records = stream.tally().records();
  series.skipped = stream.tally().skipped();
  series.outside_window = stream.outside_window();
  series.thinned = stream.thinned();
  return series;
}

}  // namespace suanwang
