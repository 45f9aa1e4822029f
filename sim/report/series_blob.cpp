#include "series_blob.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/store/encoding.hpp"

namespace suanwang {

namespace {

/// As short in JSON as it can be without being seen.
double nine_figures(double value) { return std::stod(fmt::format("{:.9g}", value)); }

}  // namespace

void SeriesBlob::add(const std::string& table, std::optional<std::size_t> entity, const std::string& name,
                     const std::vector<double>& values, int bytes, std::size_t every_h) {
  expects(!values.empty() && (bytes == 1 || bytes == 2), "a series has values of one or two bytes");
  const auto is_zero = [](double value) { return value == 0.0; };
  if (std::all_of(values.begin(), values.end(), is_zero)) return;
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  const double steps = bytes == 1 ? 255.0 : 65535.0, minimum = nine_figures(*least),
               step = nine_figures((*greatest - *least) / steps);
  nlohmann::ordered_json column = {{"table", table}, {"entity", nullptr}, {"name", name}};
  if (entity) column["entity"] = *entity;
  column.update({{"offset", bytes_.size()},
                 {"bytes", bytes},
                 {"minimum", minimum},
                 {"step", step},
                 {"every", every_h}});
  columns_.push_back(std::move(column));
  std::uint32_t before = 0;
  for (const double value : values) {
    const double place = step > 0.0 ? std::round((value - minimum) / step) : 0.0;
    const auto now = static_cast<std::uint32_t>(std::clamp(place, 0.0, steps));
    const std::uint32_t difference =
        now - before;  // modulo 2^8 or 2^16: what is cut off comes back when they are added
    bytes_ += static_cast<char>(difference & 0xffu);
    if (bytes == 2) bytes_ += static_cast<char>((difference >> 8) & 0xffu);
    before = now;
  }
}

nlohmann::ordered_json SeriesBlob::json() const {
  return {{"columns", columns_}, {"blob", base64_of(gzip_of(bytes_))}};
}

}  // namespace suanwang
