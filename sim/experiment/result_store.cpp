#include "suanwang/experiment/result_store.hpp"

#include <fstream>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/core/snapshot.hpp"
#include "suanwang/experiment/run.hpp"
#include "suanwang/store/csv.hpp"
#include "suanwang/store/database.hpp"
#include "suanwang/store/folder.hpp"

#include "work_flow_days.hpp"

namespace suanwang {

namespace fs = std::filesystem;

namespace {

constexpr const char* schema_version = "6";

// docs/results.md describes every column; a test holds the two against each other.
constexpr const char* schema = R"sql(
CREATE TABLE run (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE hub (hub INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL,
  role TEXT NOT NULL, latitude_deg REAL NOT NULL,
  longitude_deg REAL NOT NULL, grid_limit_mw REAL NOT NULL, wind_mw REAL NOT NULL, solar_mw REAL NOT NULL,
  hydro_mw REAL NOT NULL, direct_mw REAL NOT NULL, storage_mw REAL NOT NULL, storage_mwh REAL NOT NULL);
CREATE TABLE site (site INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL,
  latitude_deg REAL NOT NULL, longitude_deg REAL NOT NULL);
CREATE TABLE cluster (cluster INTEGER PRIMARY KEY, id TEXT NOT NULL, name TEXT NOT NULL, name_en TEXT NOT NULL, kind TEXT NOT NULL,
  hub INTEGER NOT NULL, latitude_deg REAL NOT NULL, longitude_deg REAL NOT NULL, claimed_eflops REAL NOT NULL,
  installed_accelerators INTEGER NOT NULL, energised_accelerators INTEGER NOT NULL, energised_it_mw REAL NOT NULL);
CREATE TABLE link (link INTEGER PRIMARY KEY, id TEXT NOT NULL, from_id TEXT NOT NULL, to_id TEXT NOT NULL,
  capacity_gbps REAL NOT NULL, delay_ms REAL NOT NULL, price_cny_per_gb REAL NOT NULL);
CREATE TABLE interval (interval INTEGER PRIMARY KEY, start TEXT NOT NULL, jobs_submitted INTEGER NOT NULL,
  jobs_running INTEGER NOT NULL, jobs_waiting INTEGER NOT NULL, tokens_per_s_unserved REAL NOT NULL);
CREATE TABLE transfer_line (line INTEGER PRIMARY KEY, id TEXT NOT NULL, from_hub INTEGER NOT NULL,
  to_hub INTEGER NOT NULL, capacity_mw REAL NOT NULL, loss REAL NOT NULL);
CREATE TABLE hub_interval (interval INTEGER NOT NULL, hub INTEGER NOT NULL, load_mw REAL NOT NULL,
  renewable_available_mw REAL NOT NULL, renewable_to_load_mw REAL NOT NULL, renewable_to_storage_mw REAL NOT NULL,
  renewable_to_lines_mw REAL NOT NULL, exported_mw REAL NOT NULL, curtailed_mw REAL NOT NULL,
  direct_used_mw REAL NOT NULL, storage_to_load_mw REAL NOT NULL, storage_green_to_load_mw REAL NOT NULL,
  lines_to_load_mw REAL NOT NULL, lines_green_to_load_mw REAL NOT NULL, grid_to_load_mw REAL NOT NULL,
  grid_to_storage_mw REAL NOT NULL, grid_to_lines_mw REAL NOT NULL, shortfall_mw REAL NOT NULL,
  restricted_mw REAL NOT NULL, grid_limit_mw REAL NOT NULL, stored_mwh REAL NOT NULL, stored_green_mwh REAL NOT NULL,
  storage_loss_mwh REAL NOT NULL, price_cny_per_mwh REAL NOT NULL, energy_cost_cny REAL NOT NULL,
  demand_charge_cny REAL NOT NULL, response_income_cny REAL NOT NULL, location_factor_t_per_mwh REAL NOT NULL,
  market_factor_t_per_mwh REAL NOT NULL, carbon_location_t REAL NOT NULL, carbon_market_t REAL NOT NULL,
  carbon_marginal_t REAL NOT NULL, PRIMARY KEY (interval, hub)) WITHOUT ROWID;
CREATE TABLE cluster_interval (interval INTEGER NOT NULL, cluster INTEGER NOT NULL, job_mw REAL NOT NULL,
  serving_mw REAL NOT NULL, idle_mw REAL NOT NULL, servers_mw REAL NOT NULL, general_mw REAL NOT NULL,
  facility_mw REAL NOT NULL, restricted_it_mw REAL NOT NULL, pue REAL NOT NULL, water_m3 REAL NOT NULL,
  busy_accelerators REAL NOT NULL, running_jobs INTEGER NOT NULL, queued_jobs INTEGER NOT NULL,
  tokens_per_s REAL NOT NULL, serving_share REAL NOT NULL,
  down_accelerators REAL NOT NULL, held_accelerators REAL NOT NULL, lent_accelerators REAL NOT NULL, PRIMARY KEY (interval, cluster)) WITHOUT ROWID;
CREATE TABLE line_interval (interval INTEGER NOT NULL, line INTEGER NOT NULL, green_mw REAL NOT NULL,
  grid_mw REAL NOT NULL, PRIMARY KEY (interval, line)) WITHOUT ROWID;
CREATE TABLE compliance (hub TEXT NOT NULL, rule TEXT NOT NULL, bound TEXT NOT NULL, required REAL NOT NULL,
  found REAL NOT NULL, is_met INTEGER NOT NULL, PRIMARY KEY (hub, rule)) WITHOUT ROWID;
CREATE TABLE link_interval (interval INTEGER NOT NULL, link INTEGER NOT NULL, forward_gb REAL NOT NULL,
  backward_gb REAL NOT NULL, PRIMARY KEY (interval, link)) WITHOUT ROWID;
CREATE TABLE job_class (id TEXT PRIMARY KEY, name TEXT NOT NULL, submitted INTEGER NOT NULL, completed INTEGER NOT NULL,
  running INTEGER NOT NULL, queued INTEGER NOT NULL, rejected INTEGER NOT NULL, expired INTEGER NOT NULL,
  failed INTEGER NOT NULL, wait_mean_s REAL NOT NULL, wait_p95_s REAL NOT NULL, bounded_slowdown_mean REAL NOT NULL,
  accelerator_hours REAL NOT NULL, it_mwh REAL NOT NULL, turnaround_mean_s REAL NOT NULL,
  wait_target_hours REAL, service_attainment REAL, useful_accelerator_hours REAL NOT NULL,
  lost_accelerator_hours REAL NOT NULL, overhead_accelerator_hours REAL NOT NULL, preemptions INTEGER NOT NULL,
  failures INTEGER NOT NULL, migrations INTEGER NOT NULL, cancelled INTEGER NOT NULL,
  completed_accelerator_hours REAL NOT NULL, failed_accelerator_hours REAL NOT NULL,
  cancelled_accelerator_hours REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE model_class (id TEXT PRIMARY KEY, name TEXT NOT NULL, tokens_asked_for REAL NOT NULL,
  tokens_served REAL NOT NULL, it_mwh REAL NOT NULL, facility_mwh REAL NOT NULL, j_per_token_it REAL NOT NULL,
  j_per_token_meter REAL NOT NULL, first_token_p50_s REAL, first_token_p95_s REAL, first_token_p99_s REAL,
  output_token_ms REAL, first_token_target_s REAL, output_token_target_ms REAL, service_attainment REAL) WITHOUT ROWID;
CREATE TABLE first_token (model_class TEXT NOT NULL, origin TEXT NOT NULL, p50_s REAL NOT NULL, p95_s REAL NOT NULL,
  p99_s REAL NOT NULL, PRIMARY KEY (model_class, origin)) WITHOUT ROWID;
CREATE TABLE work_flow (origin TEXT NOT NULL, cluster TEXT NOT NULL, jobs INTEGER NOT NULL,
  accelerator_hours REAL NOT NULL, input_gb REAL NOT NULL, tokens REAL NOT NULL,
  PRIMARY KEY (origin, cluster)) WITHOUT ROWID;
CREATE TABLE work_flow_day (day INTEGER NOT NULL, origin TEXT NOT NULL, cluster TEXT NOT NULL,
  accelerator_hours REAL NOT NULL, tokens REAL NOT NULL, PRIMARY KEY (day, origin, cluster)) WITHOUT ROWID;
CREATE TABLE pool (cluster INTEGER NOT NULL, chip TEXT NOT NULL, energised_accelerators INTEGER NOT NULL,
  busy_accelerator_hours REAL NOT NULL, held_accelerator_hours REAL NOT NULL, accelerator_utilisation REAL NOT NULL,
  serving_utilisation REAL NOT NULL, PRIMARY KEY (cluster, chip)) WITHOUT ROWID;
CREATE TABLE file (path TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE source (source INTEGER PRIMARY KEY, id TEXT NOT NULL, title TEXT NOT NULL, date TEXT NOT NULL);
CREATE TABLE provenance (key_path TEXT PRIMARY KEY, value TEXT NOT NULL, mark TEXT NOT NULL, sources TEXT NOT NULL,
  note TEXT NOT NULL) WITHOUT ROWID;
)sql";

constexpr const char* jobs_schema = R"sql(
CREATE TABLE jobs (job INTEGER NOT NULL, part INTEGER NOT NULL, class TEXT NOT NULL, origin TEXT NOT NULL, cluster TEXT, chip TEXT,
  accelerators INTEGER NOT NULL, copies INTEGER NOT NULL, state TEXT NOT NULL, submitted_s REAL NOT NULL, queued_s REAL, started_s REAL,
  ended_s REAL NOT NULL, input_gb REAL NOT NULL, it_mwh REAL, facility_mwh REAL, energy_cny REAL, network_cny REAL,
  carbon_location_t REAL, carbon_market_t REAL, left_s REAL NOT NULL, output_gb REAL NOT NULL, tenant INTEGER NOT NULL,
  runs INTEGER NOT NULL, preemptions INTEGER NOT NULL, failures INTEGER NOT NULL, migrations INTEGER NOT NULL,
  useful_accelerator_s REAL NOT NULL, lost_accelerator_s REAL NOT NULL, overhead_accelerator_s REAL NOT NULL,
  PRIMARY KEY (job, part)) WITHOUT ROWID;
CREATE TABLE job_run (job INTEGER NOT NULL, cluster TEXT NOT NULL, chip TEXT NOT NULL, accelerators INTEGER NOT NULL,
  from_s REAL NOT NULL, to_s REAL NOT NULL, end TEXT NOT NULL);
CREATE TABLE transfer (job INTEGER NOT NULL, from_id TEXT NOT NULL, to_id TEXT NOT NULL, started_s REAL NOT NULL,
  landed_s REAL NOT NULL, data_gb REAL NOT NULL, cost_cny REAL NOT NULL, was_rerouted INTEGER NOT NULL);
)sql";

}  // namespace

struct ResultStore::Tables {
  Tables(const World& world, const fs::path& path, bool store_jobs, const fs::path& checkpoint)
      : database(checkpoint.empty() ? create(path, store_jobs) : copy(checkpoint / path.filename(), path)),
        flow_days(world),
        interval(database, "INSERT INTO interval VALUES (?,?,?,?,?,?)"),
        hub_interval(database,
                     "INSERT INTO hub_interval VALUES "
                     "(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        cluster_interval(database,
                         "INSERT INTO cluster_interval VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"),
        line_interval(database, "INSERT INTO line_interval VALUES (?,?,?,?)"),
        link_interval(database, "INSERT INTO link_interval VALUES (?,?,?,?)") {
    if (!store_jobs) return;
    jobs = std::make_unique<Statement>(
        database, "INSERT INTO jobs VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    runs = std::make_unique<Statement>(database, "INSERT INTO job_run VALUES (?,?,?,?,?,?,?)");
    transfers = std::make_unique<Statement>(database, "INSERT INTO transfer VALUES (?,?,?,?,?,?,?,?)");
  }
  static Database create(const fs::path& path, bool store_jobs) {
    Database database = Database::create(path);
    database.execute(schema);
    if (store_jobs) database.execute(jobs_schema);
    return database;
  }
  static Database copy(const fs::path& from, const fs::path& to) {
    std::error_code error;
    if (!fs::copy_file(from, to, error))
      throw InputError(from.string() + ": cannot be copied: " + error.message());
    return Database::go_on(to);
  }

  Database database;
  WorkFlowDays flow_days;
  Statement interval, hub_interval, cluster_interval, line_interval, link_interval;
  std::unique_ptr<Statement> jobs, runs, transfers;
};

ResultStore::ResultStore(const World& world, const fs::path& folder, bool overwrite, bool store_jobs,
                         const fs::path& checkpoint)
    : world_(world),
      folder_(std::make_unique<PartialFolder>(folder, overwrite)),
      tables_(std::make_unique<Tables>(world, folder_->path() / "result.sqlite", store_jobs, checkpoint)) {}

ResultStore::~ResultStore() =
    default;  // closes the tables, then removes the folder unless it was put in place

void ResultStore::keep(Snapshot& snapshot, const fs::path& checkpoint) {
  snapshot(tables_->flow_days);
  if (snapshot.is_restoring()) return;  // the constructor has taken up the tables
  tables_->database.checkpoint();
  std::error_code error;
  const fs::path copy = checkpoint / "result.sqlite";
  if (!fs::copy_file(folder_->path() / "result.sqlite", copy, error))
    throw InputError(copy.string() + ": cannot be written: " + error.message());
  flush_to_disk(copy);
}

void ResultStore::on_interval(const IntervalReport& report) {
  tables_->flow_days.add(report);
  const auto interval = static_cast<std::int64_t>(report.interval);
  double unserved = 0.0;
  for (const TokensPerSecond each : report.unserved) unserved += each.value();
  tables_->interval.row(interval, world_.calendar().iso_text(report.start), report.ledger->submitted,
                        report.ledger->count(JobState::running), report.ledger->waiting(), unserved);
  for (const HubId id : world_.hubs().ids()) {
    const HubInterval& hub = report.hubs[id.index()];
    const IntervalFlows& flows = hub.flows;
    const HubSupply& supply = world_.hubs()[id].supply;
    const std::size_t i = report.interval;
    tables_->hub_interval.row(
        interval, static_cast<std::int64_t>(id.index()), hub.load.value(),
        supply.renewable_available(i).value(), flows.renewable_to_load.value(),
        flows.renewable_to_storage.value(), flows.renewable_to_lines.value(), flows.exported.value(),
        flows.curtailed.value(), flows.direct_used.value(), flows.storage_to_load.value(),
        flows.storage_green_to_load.value(), flows.lines_to_load.value(), flows.lines_green_to_load.value(),
        flows.grid_to_load.value(), flows.grid_to_storage.value(), flows.grid_to_lines.value(),
        flows.shortfall.value(), hub.restricted.value(), supply.import_limit(i).value(),
        hub.stored.total.value(), hub.stored.green.value(), hub.storage_loss.value(),
        supply.prices.tariff[i].value(), hub.energy_cost.value(), hub.demand_charge.value(),
        hub.response_income.value(), supply.carbon.location[i].value(), supply.carbon.market[i].value(),
        hub.carbon_location.value(), hub.carbon_market.value(), hub.carbon_marginal.value());
  }
  for (const ClusterId id : world_.clusters().ids()) {
    const ClusterInterval& cluster = report.clusters[id.index()];
    tables_->cluster_interval.row(
        interval, static_cast<std::int64_t>(id.index()), cluster.job_power.value(),
        cluster.serving_power.value(), cluster.idle_power.value(), cluster.server_power.value(),
        cluster.general_power.value(), cluster.facility_power.value(), cluster.restricted_power.value(),
        cluster.pue, cluster.water.value(), cluster.busy_accelerators, cluster.running_jobs,
        cluster.queued_jobs, cluster.tokens_served.value(), cluster.serving_share, cluster.down_accelerators,
        cluster.held_accelerators, cluster.lent_accelerators);
  }
  for (const TransferLineId id : world_.transfer_lines().ids()) {
    const LineFlow& flow = report.lines[id.index()];
    if (flow.total() > Megawatts(0))
      tables_->line_interval.row(interval, static_cast<std::int64_t>(id.index()), flow.green.value(),
                                 flow.grid.value());
  }
  for (const LinkId id : world_.network().links().ids()) {
    const Gigabytes forward = report.carried[id.index() * 2], backward = report.carried[id.index() * 2 + 1];
    if (forward > Gigabytes(0) || backward > Gigabytes(0))
      tables_->link_interval.row(interval, static_cast<std::int64_t>(id.index()), forward.value(),
                                 backward.value());
  }
}

void ResultStore::on_job(const JobRecord& record) {
  tables_->flow_days.add(record);
  if (!tables_->jobs) return;
  const auto seconds = [](TimePoint time) { return in_seconds(time.time_since_epoch()); };
  const Job& job = record.job;
  // What a job without a place, or one that never ran, does not have is null.
  const auto if_placed = [&](auto value) { return record.has_place ? std::optional(value) : std::nullopt; };
  const auto if_run = [&](auto value) { return record.has_run() ? std::optional(value) : std::nullopt; };
  std::string_view cluster, chip;
  if (record.has_place) {
    const Pool& pool = world_.pools()[record.pool];
    cluster = world_.clusters()[pool.cluster].id;
    chip = world_.chips()[pool.chip].id;
  }
  const auto seconds_of = [](double ms) { return ms / 1000.0; };
  tables_->jobs->row(job.number, record.part, world_.job_classes()[job.job_class].id,
                     world_.network().nodes()[job.origin].id, if_placed(cluster), if_placed(chip),
                     job.accelerators, job.copies, state_name(record.end_state), seconds(job.submitted),
                     if_run(seconds(record.queued_at)), if_run(seconds(record.started)),
                     seconds(record.ended), job.input.value(), if_run(record.shares.it_energy.value()),
                     if_run(record.shares.facility_energy.value()), if_run(record.shares.energy_cost.value()),
                     if_placed(record.network_cost.value()), if_run(record.shares.carbon_location.value()),
                     if_run(record.shares.carbon_market.value()), seconds(record.left), job.output.value(),
                     job.tenant, record.work.runs, record.work.preemptions, record.work.failures,
                     record.work.migrations, seconds_of(record.work.useful_ms),
                     seconds_of(record.work.lost_ms), seconds_of(record.work.overhead_ms));
}

void ResultStore::on_run(const RunRecord& run) {
  if (!tables_->runs) return;
  const Pool& pool = world_.pools()[run.pool];
  tables_->runs->row(run.job_number, world_.clusters()[pool.cluster].id, world_.chips()[pool.chip].id,
                     run.accelerators, in_seconds(run.from.time_since_epoch()),
                     in_seconds(run.to.time_since_epoch()), run_end_name(run.end));
}

void ResultStore::on_transfer(const TransferRecord& transfer) {
  if (!tables_->transfers) return;
  const auto& nodes = world_.network().nodes();
  tables_->transfers->row(transfer.job_number, nodes[transfer.from].id, nodes[transfer.to].id,
                          in_seconds(transfer.started.time_since_epoch()),
                          in_seconds(transfer.landed.time_since_epoch()), transfer.data.value(),
                          transfer.cost.value(), std::int64_t{transfer.was_rerouted});
}

namespace {

/// The English name of a cluster or of a further site.
const std::string& english_name(const ScenarioSpec& spec, const std::string& id) {
  const ClusterSpec* cluster = spec.clusters.find(id);
  return cluster ? cluster->name_en : spec.compute_sites.find(id)->name_en;
}

void write_dimensions(Database& database, const World& world, const ScenarioSpec& spec) {
  Statement hub(database, "INSERT INTO hub VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const HubId id : world.hubs().ids()) {
    const Hub& each = world.hubs()[id];
    const Node& node = world.network().nodes()[each.node];
    const HubSpec& stated = *spec.hubs.find(each.id);
    hub.row(static_cast<std::int64_t>(id.index()), each.id, each.name, stated.name_en, name_of(stated.role),
            node.latitude.value(), node.longitude.value(), each.supply.grid_limit.value(),
            each.supply.wind.capacity.value(), each.supply.solar.capacity.value(),
            each.supply.hydro.capacity.value(),
            (each.supply.direct_wind.capacity + each.supply.direct_solar.capacity).value(),
            each.supply.storage.discharge_power.value(), each.supply.storage.energy.value());
  }
  Statement line(database, "INSERT INTO transfer_line VALUES (?,?,?,?,?,?)");
  for (const TransferLineId id : world.transfer_lines().ids()) {
    const TransferLine& each = world.transfer_lines()[id];
    line.row(static_cast<std::int64_t>(id.index()), each.id, static_cast<std::int64_t>(each.from.index()),
             static_cast<std::int64_t>(each.to.index()), each.capacity.value(), each.loss);
  }
  Statement cluster(database, "INSERT INTO cluster VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const ClusterId id : world.clusters().ids()) {
    const Cluster& each = world.clusters()[id];
    const Node& node = world.network().nodes()[each.node];
    std::uint64_t installed = 0, energised = 0;
    for (const PoolId pool : each.pools) {
      installed += world.pools()[pool].installed;
      energised += world.pools()[pool].energised;
    }
    cluster.row(static_cast<std::int64_t>(id.index()), each.id, each.name, english_name(spec, each.id),
                std::string_view(each.kind == Cluster::Kind::cluster ? "cluster" : "site"),
                static_cast<std::int64_t>(each.hub.index()), node.latitude.value(), node.longitude.value(),
                each.claimed.value() / 1000.0, installed, energised, world.energised_it_power(id).value());
  }
  Statement site(database, "INSERT INTO site VALUES (?,?,?,?,?,?)");
  std::int64_t number = 0;
  for (const auto& [id, each] : spec.demand_sites)
    site.row(number++, id, each.name, each.name_en, each.latitude.value(), each.longitude.value());
  Statement link(database, "INSERT INTO link VALUES (?,?,?,?,?,?,?)");
  for (const LinkId id : world.network().links().ids()) {
    const Link& each = world.network().links()[id];
    link.row(static_cast<std::int64_t>(id.index()), each.id, world.network().nodes()[each.from].id,
             world.network().nodes()[each.to].id, each.capacity.value(), each.delay.value(),
             each.price.value());
  }
}

void write_totals(Database& database, const Summary& summary) {
  Statement job_class(database,
                      "INSERT INTO job_class VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const JobClassSummary& each : summary.job_classes)
    job_class.row(each.id, each.name, each.jobs.submitted, each.jobs.completed, each.jobs.running,
                  each.jobs.queued, each.jobs.rejected, each.jobs.expired, each.jobs.failed, each.wait.mean_s,
                  each.wait.p95_s, each.wait.bounded_slowdown_mean, each.accelerator_hours,
                  each.it_energy.value(), each.turnaround_mean_s,
                  each.service_level ? std::optional(each.service_level->target_hours) : std::nullopt,
                  each.service_level ? std::optional(each.service_level->attainment()) : std::nullopt,
                  each.work.useful_hours, each.work.lost_hours, each.work.overhead_hours,
                  each.work.preemptions, each.work.failures, each.work.migrations, each.jobs.cancelled,
                  each.hours_by_end.completed, each.hours_by_end.failed, each.hours_by_end.cancelled);
  Statement flow(database, "INSERT INTO work_flow VALUES (?,?,?,?,?,?)");
  for (const WorkFlow& each : summary.flows)
    flow.row(each.origin, each.cluster, each.jobs, each.accelerator_hours, each.input.value(), each.tokens);
  Statement pool(database, "INSERT INTO pool SELECT cluster, ?, ?, ?, ?, ?, ? FROM cluster WHERE id = ?");
  for (const std::vector<PlaceSummary>* places : {&summary.clusters, &summary.sites})
    for (const PlaceSummary& place : *places)
      for (const PoolSummary& each : place.pools)
        pool.row(each.chip, each.energised, each.busy_hours, each.held_hours, each.accelerator_utilisation(),
                 each.serving_utilisation(), place.id);
}

void write_model_classes(Database& database, const Summary& summary) {
  Statement model_class(database, "INSERT INTO model_class VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
  Statement first_token(database, "INSERT INTO first_token VALUES (?,?,?,?,?)");
  for (const ModelClassSummary& each : summary.model_classes) {
    const FirstTokenTotals times = each.first_token.value_or(FirstTokenTotals());
    const TokenServiceLevel level = each.service_level.value_or(TokenServiceLevel());
    const auto if_served = [&](double value) {
      return each.first_token ? std::optional(value) : std::nullopt;
    };
    model_class.row(each.id, each.name, each.tokens_asked_for, each.tokens_served, each.it_energy.value(),
                    each.facility_energy.value(), each.joules_per_token(each.it_energy),
                    each.joules_per_token(each.facility_energy), if_served(times.p50_s),
                    if_served(times.p95_s), if_served(times.p99_s), each.output_token_ms,
                    level.first_token_target_s, level.output_token_target_ms,
                    each.service_level ? std::optional(level.attainment) : std::nullopt);
    for (const auto& [origin, of_origin] : each.first_token_by_origin)
      first_token.row(each.id, origin, of_origin.p50_s, of_origin.p95_s, of_origin.p99_s);
  }
}

void write_compliance(Database& database, const Summary& summary) {
  Statement row(database, "INSERT INTO compliance VALUES (?,?,?,?,?,?)");
  for (const ComplianceRow& each : summary.compliance)
    row.row(each.hub, each.rule, std::string_view(each.is_upper_limit ? "at_most" : "at_least"),
            each.required, each.found, static_cast<std::int64_t>(each.is_met));
}

/// Whatever follows from scenario and seed; no wall time, no host, no path outside the scenario.
void write_run(Database& database, const Summary& summary, const LoadedScenario& scenario) {
  Statement run(database, "INSERT INTO run VALUES (?,?)");
  const auto say = [&](std::string_view key, const std::string& value) { run.row(key, value); };
  say("scenario", summary.scenario);
  say("title", summary.title);
  say("description", scenario.spec.description);
  say("version", summary.version);
  say("source", source_text());
  say("schema", schema_version);
  say("interval_minutes", std::to_string(scenario.spec.time.interval / 1min));
  say("seed", std::to_string(summary.seed));
  say("start", summary.start);
  say("end", summary.end);
  say("route", summary.policy.route);
  say("queue", summary.policy.queue);
  say("serve", summary.policy.serve);
  say("power", summary.policy.power);
  say("forecast", summary.policy.forecast);
  say("events", std::to_string(summary.events));
  say("calibration_rule", summary.reconciliation.rule);
  say("calibration_factor", fmt::format("{}", summary.reconciliation.calibration_factor));
  Statement provenance(database, "INSERT OR REPLACE INTO provenance VALUES (?,?,?,?,?)");
  for (const Provenance& each : scenario.provenance)
    provenance.row(each.key_path, each.value, each.mark, each.sources, each.note);
}

void write_files(Database& database, const LoadedScenario& scenario) {
  Statement file(database, "INSERT INTO file VALUES (?,?)");
  for (const InputFile& each : input_files(scenario)) file.row(each.path, each.sha256);
  Statement source(database, "INSERT INTO source VALUES (?,?,?,?)");
  std::int64_t number = 0;
  for (const auto& [id, each] : scenario.spec.sources) source.row(number++, id, each.title, each.date);
}

}  // namespace

Database open_result(const fs::path& folder) {
  Database database = Database::open(folder / "result.sqlite");
  Statement schema_row(database, "SELECT value FROM run WHERE key = 'schema'");
  const std::string found = schema_row.next() ? schema_row.text(0) : "none";
  if (found != schema_version)
    throw InputError(fmt::format("{}: has schema {}, and this program reads {}: run the scenario again",
                                 (folder / "result.sqlite").string(), found, schema_version));
  return database;
}

void ResultStore::commit(const Summary& summary, const LoadedScenario& scenario, bool write_csv) {
  Database& database = tables_->database;
  write_dimensions(database, world_, scenario.spec);
  write_totals(database, summary);
  tables_->flow_days.write(database);
  write_model_classes(database, summary);
  write_compliance(database, summary);
  write_run(database, summary, scenario);
  write_files(database, scenario);
  database.execute("COMMIT");
  if (write_csv) {
    fs::create_directory(folder_->path() / "csv");
    for (const char* table : {"hub",           "site",          "cluster",       "link",
                              "transfer_line", "interval",      "hub_interval",  "cluster_interval",
                              "line_interval", "link_interval", "job_class",     "model_class",
                              "first_token",   "work_flow",     "work_flow_day", "pool",
                              "compliance",    "file",          "source",        "provenance"})
      suanwang::write_csv(database, std::string("SELECT * FROM ") + table,
                          folder_->path() / "csv" / (std::string(table) + ".csv"));
    if (tables_->jobs)
      for (const char* table : {"jobs", "job_run", "transfer"})
        suanwang::write_csv(database, std::string("SELECT * FROM ") + table,
                            folder_->path() / "csv" / (std::string(table) + ".csv"));
  }
  tables_.reset();
  folder_->write("summary.json", summary.json());
  forget_checkpoints(folder_->path() / "result.sqlite");
  flush_to_disk(folder_->path() / "result.sqlite");
  folder_->commit();
}

}  // namespace suanwang
