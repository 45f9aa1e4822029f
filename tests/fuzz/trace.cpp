// A trace. The first byte says as which format it is read, and how; 0 lets the file tell.
#include "suanwang/trace/token_trace_series.hpp"
#include "suanwang/trace/trace_stream.hpp"

#include "fuzz.hpp"

namespace suanwang::fuzz {

namespace {

void read_jobs(const std::filesystem::path& file, const TraceOptions& options) {
  TraceJobStream stream(file, options, TraceZero::first_record, 1, 0);
  TraceJob job;
  while (stream.next(job)) continue;
  stream.rewind();
  static_cast<void>(stream.next(job));
}

}  // namespace

void read(Bytes bytes) {
  static const Folder folder;
  if (bytes.empty()) return;
  const std::size_t choice = bytes[0];
  const auto file = folder.write("input", bytes.subspan(1));
  TraceOptions options;
  const auto formats = trace_formats();
  const std::size_t format = choice % (formats.size() + 1);
  if (format > 0) options.format = formats[format - 1].format;
  const std::size_t way = choice / (formats.size() + 1);
  options.reading.on_invalid = way % 2 == 0 ? OnInvalid::skip : OnInvalid::error;
  options.out_of_order = static_cast<OutOfOrder>(way / 2 % 3);
  if (way / 6 % 2 == 1) options.keep_share = 0.5, options.rate_factor = 1e-3, options.size_factor = 1e6;
  read_or_refuse([&] { read_jobs(file, options); });
  // An hour a step: a file whose dates lie centuries apart must not fill memory.
  read_or_refuse([&] { static_cast<void>(read_token_trace(file, options, 1h, 1, 0)); });
}

}  // namespace suanwang::fuzz
