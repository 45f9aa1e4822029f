#include "plot_comparison.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/store/folder.hpp"

#include "figure_scale.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace {

using Json = nlohmann::ordered_json;

/// A difference to the baseline with its interval; without one the three are equal.
struct ComparedRow {
  std::string label;
  double low = 0.0, mean = 0.0, high = 0.0;
};

std::vector<ComparedRow> rows_of(const Json& metric) {
  std::vector<ComparedRow> rows;
  for (const auto& [label, variant] : metric.at("variants").items()) {
    if (!variant.contains("difference")) continue;
    const Json& difference = variant["difference"];
    const Json& interval = difference.at("ci95_student");
    const double mean = difference.at("mean").get<double>();
    rows.push_back({label, interval.is_array() ? interval.at(0).get<double>() : mean, mean,
                    interval.is_array() ? interval.at(1).get<double>() : mean});
  }
  return rows;
}

/// A line of columns from `least` to `most`, with zero marked.
std::string drawn(const ComparedRow& row, double least, double most, std::size_t columns) {
  const auto column_of = [&](double value) {
    const double share = most > least ? (value - least) / (most - least) : 0.5;
    return static_cast<std::size_t>(std::lround(share * static_cast<double>(columns - 1)));
  };
  std::vector<std::string> cells(columns, " ");
  cells[column_of(0.0)] = "┊";
  for (std::size_t i = column_of(row.low); i <= column_of(row.high); ++i) cells[i] = "─";
  cells[column_of(row.mean)] = "●";
  std::string text;
  for (const std::string& each : cells) text += each;
  return text;
}

std::string metric_plot(const std::string& name, const Json& metric, const std::string& baseline,
                        std::size_t width) {
  const std::vector<ComparedRow> rows = rows_of(metric);
  double least = 0.0, most = 0.0, largest = 0.0;
  std::size_t label_width = 0;
  for (const ComparedRow& row : rows) {
    least = std::min(least, row.low);
    most = std::max(most, row.high);
    label_width = std::max(label_width, display_width(row.label));
  }
  for (const auto& [label, variant] : metric.at("variants").items())
    largest = std::max(largest, std::abs(variant.at("mean").get<double>()));
  const FigureScale scale(largest, metric.at("unit").get<std::string>());
  const std::size_t beside = label_width + 36;
  const std::size_t columns = width > beside + 20 ? width - beside : 20;
  std::string text =
      fmt::format("{}: {}; difference to {} with its 95 % interval, {} is better\n", scale.heading(name),
                  metric.at("title").get<std::string>(), baseline, metric.at("better").get<std::string>());
  for (const ComparedRow& row : rows)
    text +=
        fmt::format("{}  {}  {} [{}, {}]\n", padded(row.label, label_width), drawn(row, least, most, columns),
                    scale.signed_text(row.mean), scale.signed_text(row.low), scale.signed_text(row.high));
  return text + "\n";
}

}  // namespace

std::string comparison_plot(const std::filesystem::path& folder, std::size_t width) try {
  const Json comparison = Json::parse(content_of(folder / "compare.json"));
  const std::string baseline = comparison.at("baseline").get<std::string>();
  std::string text = fmt::format("{} · {} seeds\n\n", comparison.at("scenario").get<std::string>(),
                                 comparison.at("seeds").size());
  if (comparison.at("variants").size() < 2) return text + "one variant alone: there is nothing to compare\n";
  for (const auto& [name, metric] : comparison.at("metrics").items())
    if (metric.at("is_shown").get<bool>()) text += metric_plot(name, metric, baseline, width);
  return text;
} catch (const nlohmann::json::exception& error) {
  throw InputError((folder / "compare.json").string() + ": is damaged: " + error.what());
}

}  // namespace suanwang::cli
