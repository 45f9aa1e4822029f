// Results in the terminal, for those on a remote shell: a line of block characters for each hub, cluster and
// quantity.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/experiment/result_store.hpp"
#include "suanwang/store/database.hpp"

#include "commands.hpp"
#include "plot_comparison.hpp"
#include "terminal_plot.hpp"
#include "text_table.hpp"

namespace suanwang::cli {

namespace fs = std::filesystem;

namespace {

/// What is plotted: sums of `value` over sums of `weight`, of each entity over spans of time.
struct Plot {
  const char* title;
  const char* table;   ///< with a row an interval and entity
  const char* entity;  ///< its column; null: of the whole network
  const char* value;
  const char* weight;  ///< "1": a plain mean
  double factor;       ///< to the unit of the title
  double most;         ///< value of a full block; 0: the greatest of the line
  bool is_sparse;      ///< left out where all of it is zero
};

constexpr const char* green_mw = "renewable_to_load_mw + storage_green_to_load_mw + lines_green_to_load_mw";

constexpr Plot plots[] = {
    {"load, MW", "hub_interval", "hub", "load_mw", "1", 1.0, 0.0, false},
    {"matched by renewables in the same hour, %", "hub_interval", "hub", green_mw, "load_mw - shortfall_mw",
     100.0, 100.0, false},
    {"import from the grid, % of its limit", "hub_interval", "hub",
     "grid_to_load_mw + grid_to_storage_mw + grid_to_lines_mw", "grid_limit_mw", 100.0, 100.0, false},
    {"renewables curtailed, MW", "hub_interval", "hub", "curtailed_mw", "1", 1.0, 0.0, true},
    {"load held back or unserved, MW", "hub_interval", "hub", "shortfall_mw + restricted_mw", "1", 1.0, 0.0,
     true},
    {"in storage, MWh", "hub_interval", "hub", "stored_mwh", "1", 1.0, 0.0, true},
    {"price, CNY/MWh", "hub_interval", "hub", "price_cny_per_mwh", "1", 1.0, 0.0, false},
    {"accelerators in use, % of those energised", "cluster_interval", "cluster", "busy_accelerators",
     "(SELECT energised_accelerators FROM cluster c WHERE c.cluster = t.cluster)", 100.0, 100.0, false},
    {"jobs queued", "cluster_interval", "cluster", "queued_jobs", "1", 1.0, 0.0, true},
    {"jobs running", "interval", nullptr, "jobs_running", "1", 1.0, 0.0, true},
    {"jobs waiting", "interval", nullptr, "jobs_waiting", "1", 1.0, 0.0, true},
};

/// The intervals that are shown, and in how many marks.
struct Span {
  std::int64_t from = 0, count = 0, marks = 0;
};

struct Line {
  std::string name;
  std::vector<double> marks;
  double least = 0.0, mean = 0.0, most = 0.0;
};

std::vector<std::string> names_in(Database& database, const std::string& table) {
  Statement rows(database, "SELECT id, name FROM " + table + " ORDER BY " + table);
  std::vector<std::string> names;
  while (rows.next())
    names.push_back(rows.text(0) == rows.text(1) ? rows.text(0) : rows.text(0) + " " + rows.text(1));
  return names;
}

/// Lines by entity. Marks of equal numbers of intervals, but for one more or less.
std::vector<Line> lines_of(Database& database, const Plot& plot, const Span& span) {
  const std::string entity = plot.entity ? plot.entity : "NULL";
  std::vector<Line> lines(1, Line{"network", {}});
  if (plot.entity) {
    lines.clear();
    for (const std::string& each : names_in(database, plot.entity)) lines.push_back({each, {}});
  }
  const std::string weight = fmt::format("nullif({}, 0)", plot.weight);
  const auto query = [&](const char* group) {
    Statement rows(
        database,
        fmt::format("SELECT {0}, sum({1}) * {2} / sum({3}), min(({1}) * {2} / {3}), max(({1}) * {2} / {3}) "
                    "FROM {4} t WHERE interval >= {5} AND interval < {5} + {6} GROUP BY {7} ORDER BY {7}",
                    entity, plot.value, plot.factor, weight, plot.table, span.from, span.count, group));
    return rows;
  };
  Statement totals = query(entity.c_str());
  while (totals.next()) {
    Line& line = lines[static_cast<std::size_t>(totals.whole(0))];
    line.mean = totals.real(1), line.least = totals.real(2), line.most = totals.real(3);
  }
  Statement marks =
      query(fmt::format("{}, (interval - {}) * {} / {}", entity, span.from, span.marks, span.count).c_str());
  while (marks.next()) lines[static_cast<std::size_t>(marks.whole(0))].marks.push_back(marks.real(1));
  return lines;
}

/// About four figures.
std::string figure(double value) {
  const double size = std::abs(value);
  return fmt::format("{:.{}f}", value, size >= 1000.0 || size == 0.0 ? 0 : size >= 10.0 ? 1 : 3);
}

std::string sparkline(const Plot& plot, const Line& line) {
  std::vector<double> marks = line.marks;
  double top = plot.most;
  if (top == 0.0) top = marks.empty() ? 0.0 : *std::max_element(marks.begin(), marks.end());
  for (double& mark : marks) mark = top > 0.0 ? std::clamp(mark / top, 0.0, 1.0) : 0.0;
  marks.push_back(1.0);  // what a full block stands for
  std::string text = column_chart(marks, 1).front();
  return text.substr(0, text.size() - std::string("█").size());
}

std::string plot_text(Database& database, const Plot& plot, const Span& span, std::size_t name_width) {
  std::vector<Line> lines = lines_of(database, plot, span);
  if (plot.is_sparse) std::erase_if(lines, [](const Line& line) { return line.most <= 0.0; });
  if (lines.empty()) return "";
  const Paint paint;
  const std::size_t beside = name_width + 2 + static_cast<std::size_t>(span.marks);
  std::string title(plot.title), text;
  if (title.size() > beside) text = std::exchange(title, "") + "\n";  // no room beside the columns' names
  text += fmt::format("{:<{}}{:>9}{:>9}{:>9}\n", title, beside, "least", "mean", "most");
  for (const Line& line : lines)
    text += fmt::format("{}  {}{:>9}{:>9}{:>9}\n", padded(line.name, name_width),
                        paint(Paint::Colour::blue, sparkline(plot, line)), figure(line.least),
                        figure(line.mean), figure(line.most));
  return text + "\n";
}

std::string value_of(Database& database, const std::string& sql) {
  Statement row(database, sql);
  return row.next() ? row.text(0) : "";
}

/// @throws InputError if no interval starts in it.
Span span_between(Database& database, const std::string& from, const std::string& to) {
  Statement range(database,
                  "SELECT min(interval), max(interval) FROM interval WHERE substr(start, 1, 10) >= ? AND "
                  "substr(start, 1, 10) <= ?");
  range.bind(1, std::string_view(from.empty() ? "0" : from));
  range.bind(2, std::string_view(to.empty() ? "9" : to));
  if (!range.next() || range.is_null(0))
    throw InputError(fmt::format("--from {} --to {}: no interval of the run lies there; it is from {} to {}",
                                 from, to,
                                 value_of(database, "SELECT substr(min(start), 1, 10) FROM interval"),
                                 value_of(database, "SELECT substr(max(start), 1, 10) FROM interval")));
  return {range.whole(0), range.whole(1) - range.whole(0) + 1, 0};
}

int plot_run(const PlotArguments& arguments) {
  Database database = open_result(arguments.folder);
  Span span = span_between(database, arguments.from, arguments.to);
  std::size_t name_width = std::string("network").size();
  for (const char* table : {"hub", "cluster"})
    for (const std::string& each : names_in(database, table))
      name_width = std::max(name_width, display_width(each));
  const std::size_t width = arguments.width > 0 ? arguments.width : terminal_width();
  const std::size_t beside = name_width + 2 + 27;
  const std::size_t room = width > beside + 10 ? width - beside : 10;
  span.marks = std::min(span.count, static_cast<std::int64_t>(room));
  const auto start_of = [&](std::int64_t interval) {
    return value_of(database,
                    fmt::format("SELECT substr(start, 1, 16) FROM interval WHERE interval = {}", interval));
  };
  Statement minutes(database, "SELECT value FROM run WHERE key = 'interval_minutes'");
  const double hours = minutes.next() ? minutes.real(0) / 60.0 : 1.0;
  fmt::print("{} · {} to {} · a mark is the mean of {} h\n\n",
             value_of(database, "SELECT value FROM run WHERE key = 'scenario'"), start_of(span.from),
             start_of(span.from + span.count - 1),
             figure(hours * static_cast<double>(span.count) / static_cast<double>(span.marks)));
  for (const Plot& each : plots) fmt::print("{}", plot_text(database, each, span, name_width));
  return success;
}

}  // namespace

int plot_command(const PlotArguments& arguments) {
  const fs::path folder = arguments.folder;
  if (fs::exists(folder / "pathway.json"))
    throw InputError(arguments.folder + ": is a pathway; name the folder of one of its years");
  if (fs::exists(folder / "sweep.sqlite"))
    throw InputError(arguments.folder + ": is a sweep; `suanwang sweep analyse` shows what matters in it");
  if (fs::exists(folder / "result.sqlite")) return plot_run(arguments);
  if (!fs::exists(folder / "compare.json"))
    throw InputError(
        arguments.folder +
        ": holds nothing to plot: neither result.sqlite of a run nor compare.json of a comparison");
  fmt::print("{}", comparison_plot(folder, arguments.width > 0 ? arguments.width : terminal_width()));
  return success;
}

}  // namespace suanwang::cli
