#include "suanwang/sweep/sweep_result.hpp"

#include <nlohmann/json.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/store/csv.hpp"
#include "suanwang/store/folder.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

constexpr const char* file_name = "sweep.sqlite";
constexpr const char* csv_name = "runs.csv";

// docs/sweeps.md describes every column. Factors and metrics are columns of their own, so that a line of SQL,
// pandas or R finds them by name.
constexpr const char* schema = R"sql(
CREATE TABLE sweep (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE factor (factor INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, keys TEXT NOT NULL,
  is_numeric INTEGER NOT NULL, levels TEXT NOT NULL);
CREATE TABLE metric (metric INTEGER PRIMARY KEY, name TEXT NOT NULL, title TEXT NOT NULL, unit TEXT NOT NULL,
  better TEXT NOT NULL, path TEXT NOT NULL, is_shown INTEGER NOT NULL);
CREATE TABLE variant (variant INTEGER PRIMARY KEY, point INTEGER NOT NULL, policy TEXT NOT NULL,
  scenario TEXT NOT NULL, overrides TEXT NOT NULL);
)sql";

std::string json_text(const std::vector<std::string>& texts) {
  return nlohmann::json(texts).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string factor_columns(const SweepPlan& plan, bool with_types) {
  std::string text;
  for (const SweepFactor& each : plan.factors)
    text += ", " + sql_name(each.id) +
            (with_types ? each.has_numbers() ? " REAL NOT NULL" : " TEXT NOT NULL" : "");
  return text;
}

std::string metric_columns(const SweepPlan& plan, bool with_types) {
  std::string text;
  for (const SweepMetric& each : plan.metrics)
    text += ", " + sql_name(each.name) + (with_types ? " REAL" : "");
  return text;
}

std::string marks(std::size_t count) {
  std::string text = "?";
  for (std::size_t i = 1; i < count; ++i) text += ",?";
  return text;
}

void create_tables(Database& database, const SweepPlan& plan) {
  database.execute(schema);
  database.execute("CREATE TABLE point (point INTEGER PRIMARY KEY" + factor_columns(plan, true) + ")");
  database.execute(
      "CREATE TABLE run (run INTEGER PRIMARY KEY, variant INTEGER NOT NULL, seed INTEGER NOT NULL, "
      "status TEXT NOT NULL, message TEXT NOT NULL, calibration_factor REAL NOT NULL, digest TEXT NOT NULL" +
      metric_columns(plan, true) + ")");
  database.execute("CREATE VIEW result AS SELECT run, point, policy, seed, status, calibration_factor" +
                   factor_columns(plan, false) + metric_columns(plan, false) +
                   " FROM run JOIN variant USING (variant) JOIN point USING (point)");
  database.execute(
      "CREATE VIEW failure AS SELECT run, point, policy, seed, message FROM run "
      "JOIN variant USING (variant) WHERE status = 'failed'");
}

void write_plan(Database& database, const SweepPlan& plan) {
  Statement sweep(database, "INSERT INTO sweep VALUES (?,?)");
  sweep.row("name", plan.name);
  sweep.row("title", plan.title);
  sweep.row("version", plan.version);
  sweep.row("source", plan.source);
  sweep.row("scenario", plan.scenario);
  sweep.row("design", name_of(plan.design.design));
  sweep.row("plan_hash", plan.hash());
  sweep.row("plan", plan.json());
  Statement file(database, "INSERT INTO file VALUES (?,?)");
  for (const InputFile& each : plan.files) file.row(each.path, each.sha256);
  Statement factor(database, "INSERT INTO factor VALUES (?,?,?,?,?,?)");
  for (std::size_t i = 0; i < plan.factors.size(); ++i) {
    const SweepFactor& each = plan.factors[i];
    factor.row(std::uint64_t{i}, each.id, each.title, json_text(each.keys), std::uint32_t{each.has_numbers()},
               json_text(each.levels));
  }
  Statement metric(database, "INSERT INTO metric VALUES (?,?,?,?,?,?,?)");
  for (std::size_t i = 0; i < plan.metrics.size(); ++i) {
    const SweepMetric& each = plan.metrics[i];
    metric.row(std::uint64_t{i}, each.name, each.title, each.unit, name_of(each.better), each.path,
               std::uint32_t{each.is_shown});
  }
  Statement point(database, "INSERT INTO point VALUES (" + marks(plan.factors.size() + 1) + ")");
  for (std::size_t i = 0; i < plan.points.size(); ++i) {
    point.bind(1, std::uint64_t{i});
    // A column of numbers takes text that is one as a number.
    for (std::size_t column = 0; column < plan.factors.size(); ++column)
      point.bind(static_cast<int>(column) + 2, plan.points[i][column]);
    point.step();
  }
  Statement variant(database, "INSERT INTO variant VALUES (?,?,?,?,?)");
  for (std::size_t i = 0; i < plan.variants.size(); ++i) {
    const SweepVariant& each = plan.variants[i];
    variant.row(std::uint64_t{i}, std::uint64_t{each.point}, plan.policies[each.policy], each.scenario,
                json_text(each.overrides));
  }
}

void write_runs(Database& database, const SweepPlan& plan, const SweepRuns& runs) {
  Statement row(database, "INSERT INTO run VALUES (" + marks(plan.metrics.size() + 7) + ")");
  std::uint64_t number = 0;
  for (const auto& [key, run] : runs) {
    row.bind(1, number++);
    row.bind(2, std::uint64_t{key.variant});
    row.bind(3, key.seed);
    row.bind(4, std::string_view(run.error.empty() ? "done" : "failed"));
    row.bind(5, std::string_view(run.error));
    row.bind(6, run.calibration_factor);
    row.bind(7, std::string_view(run.digest));
    for (std::size_t i = 0; i < plan.metrics.size(); ++i)
      row.bind(static_cast<int>(i) + 8, i < run.values.size() ? run.values[i] : std::nullopt);
    row.step();
  }
}

fs::path file_in(const fs::path& path) { return fs::is_directory(path) ? path / file_name : path; }

}  // namespace

void check_columns(const SweepPlan& plan) {
  Database database = Database::in_memory("factors and figures");
  create_tables(database, plan);
  const Statement columns(database, "SELECT * FROM result");
}

std::size_t SweepResult::failed() const { return failed_runs(runs); }

void write_sweep_result(const fs::path& folder, const SweepPlan& plan, const SweepRuns& runs) {
  const fs::path partial = folder / (std::string(file_name) + ".partial"),
                 partial_csv = folder / (std::string(csv_name) + ".partial");
  std::error_code ignored;
  fs::remove(partial, ignored);
  try {
    Database database = Database::create(partial);
    create_tables(database, plan);
    write_plan(database, plan);
    write_runs(database, plan, runs);
    database.execute("COMMIT");
    write_csv(database, "SELECT * FROM result ORDER BY run", partial_csv);
  } catch (...) {
    fs::remove(partial, ignored);
    fs::remove(partial_csv, ignored);
    throw;
  }
  put_in_place(partial_csv, folder / csv_name);
  put_in_place(partial, folder / file_name);
}

Database open_sweep_result(const fs::path& path) {
  const fs::path file = file_in(path);
  if (!fs::exists(file)) {
    const bool is_unfinished = fs::exists(path / "work");
    throw InputError(file.string() + (is_unfinished
                                          ? ": the sweep is not finished; go on with `suanwang sweep "
                                            "FILE --resume`, or merge its shards"
                                          : ": there is no result of a sweep"));
  }
  return Database::open(file);
}

SweepResult read_sweep_result(const fs::path& path) {
  Database database = open_sweep_result(path);
  SweepResult result;
  {
    Statement plan(database, "SELECT value FROM sweep WHERE key = 'plan'");
    if (!plan.next()) throw InputError(path.string() + ": is not the result of a sweep");
    result.plan = SweepPlan::of_json(plan.text(0));
  }
  Statement rows(database, "SELECT variant, seed, message, calibration_factor, digest" +
                               metric_columns(result.plan, false) + " FROM run ORDER BY run");
  while (rows.next()) {
    SweepRun run{{static_cast<std::size_t>(rows.whole(0)), static_cast<std::uint64_t>(rows.whole(1))}};
    if (run.key.variant >= result.plan.variants.size())
      throw InputError(path.string() + ": is damaged: a run is of no variant");
    run.error = rows.text(2);
    run.calibration_factor = rows.real(3);
    run.digest = rows.text(4);
    if (run.error.empty())
      for (std::size_t i = 0; i < result.plan.metrics.size(); ++i) {
        const int column = static_cast<int>(i) + 5;
        run.values.push_back(rows.is_null(column) ? std::nullopt : std::optional(rows.real(column)));
      }
    result.runs.emplace(run.key, std::move(run));
  }
  return result;
}

std::string hash_of_result(const fs::path& folder) {
  if (!fs::exists(folder / file_name)) return "";
  Database database = open_sweep_result(folder);
  Statement hash(database, "SELECT value FROM sweep WHERE key = 'plan_hash'");
  return hash.next() ? hash.text(0) : "";
}

}  // namespace suanwang
