#include "suanwang/engine/audit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr double tolerance = 1e-9;  // relative

void require(bool holds, const std::string& book) {
  if (!holds) throw InvariantError("audit: " + book);
}

void audit_jobs(const World& world, const State& state) {
  std::array<std::uint64_t, job_state_count> in_state{};
  std::int64_t job_ms = state.left_ms;
  Table<PoolId, PoolState> recounts(world.pools().size());
  for (std::uint32_t slot = 0; slot < state.jobs.slot_count(); ++slot) {
    const ActiveJob& active = state.jobs[slot];
    if (has_ended(active.state)) continue;
    const std::uint32_t copies = active.job.copies;
    in_state[static_cast<std::size_t>(active.state)] += copies;
    job_ms += copies * (state.now - active.job.submitted).count();
    if (active.state == JobState::submitted) continue;
    PoolState& pool = recounts[active.pool];
    pool.assigned += active.job.all_accelerators();
    if (active.state == JobState::queued) pool.queued_jobs += copies;
    if (active.state == JobState::running) {
      pool.running_jobs += copies;
      pool.busy += active.accelerators;
      pool.occupied += world.pools()[active.pool].occupied_by(active.accelerators / copies) * copies;
    }
  }
  for (std::size_t i = 0; i < job_state_count; ++i)
    if (!has_ended(static_cast<JobState>(i)))
      require(in_state[i] == state.ledger.in_state[i], "the job ledger counts active jobs as they are");
  require(state.ledger.balances(), "every submitted job is in one state");
  require(job_ms == state.job_ms, "Little's law: jobs over time are times over jobs");
  for (const PoolId id : world.pools().ids()) {
    const PoolState& kept = state.pools[id];
    const PoolState& found = recounts[id];
    const std::string where = " (cluster " + world.clusters()[world.pools()[id].cluster].id + ")";
    require(kept.assigned == found.assigned && kept.busy == found.busy && kept.occupied == found.occupied &&
                kept.queued_jobs == found.queued_jobs && kept.running_jobs == found.running_jobs,
            "a pool's counts agree with its jobs" + where);
    const Pool& pool = world.pools()[id];
    const std::uint32_t held = kept.held.accelerators;
    require(held <= pool.serving && held + pool.lendable >= pool.serving,
            "services hold no more than they may and no less than they keep" + where);
    require(kept.occupied + kept.down.accelerators <= State::for_jobs(pool, kept),
            "accelerators are installed and powered, and held, allocated, down or idle" + where);
    if (pool.has_servers() && kept.outages == 0)
      require(state.servers[id].free_accelerators() ==
                  State::for_jobs(pool, kept) - kept.occupied - kept.down.accelerators,
              "servers hold what jobs occupy and services hold" + where);
    std::uint64_t in_use = 0;
    for (std::size_t i = 0; i < state.class_count; ++i)
      in_use += state.uses[id.index() * state.class_count + i].accelerators;
    require(in_use == kept.busy, "use by class adds up to the pool" + where);
  }
}

void audit_transfers(const World& world, const State& state, const Transfers& transfers) {
  Table<ChannelId, Gbps> rates(world.network().channel_count());
  transfers.add_up_rates(rates);
  for (const ChannelId channel : rates.ids()) {
    const Link& link = world.network().link_of(channel);
    require(rates[channel] <= link.capacity * (1.0 + tolerance),
            "flow is within capacity on link " + link.id);
  }
  const Gigabytes missing =
      transfers.started_data() - transfers.carried_data() - transfers.data_to_carry(state.now);
  require(std::abs(missing.value()) <= tolerance * std::max(1.0, transfers.started_data().value()),
          "bytes of all transfers are sent or still to send");
}

}  // namespace

void audit_state(const World& world, const State& state, const Transfers& transfers) {
  audit_jobs(world, state);
  audit_transfers(world, state, transfers);
}

void audit_hub(const Hub& hub, const HubDispatch& dispatch, const HubInterval& interval, Duration span) {
  const IntervalFlows& flows = interval.flows;
  const IntervalSupply& supply = dispatch.supply();
  const std::string where = " at hub " + hub.id;
  const double scale = std::max({1.0, interval.load.value(), supply.renewable().value()});
  const auto balances = [scale](Megawatts a, Megawatts b) {
    return std::abs((a - b).value()) <= tolerance * scale;
  };
  for (const Megawatts flow :
       {flows.renewable_to_load, flows.renewable_to_storage, flows.renewable_to_lines, flows.exported,
        flows.curtailed, flows.storage_to_load, flows.storage_green_to_load, flows.lines_to_load,
        flows.lines_green_to_load, flows.grid_to_load, flows.grid_to_storage, flows.grid_to_lines,
        flows.shortfall, flows.direct_used})
    require(flow >= Megawatts(-tolerance * scale), "no flow is negative" + where);
  require(balances(interval.load, flows.served() + flows.shortfall), "load is served or short" + where);
  require(balances(supply.renewable(), flows.renewable_used() + flows.curtailed),
          "renewables are used, sold or curtailed" + where);
  require(flows.grid_import() <= supply.grid_limit + Megawatts(tolerance * scale),
          "grid import is within its limit" + where);
  require(flows.exported <= supply.export_limit + Megawatts(tolerance * scale),
          "export is within its limit" + where);
  const Storage& storage = supply.storage;
  const MegawattHours slack(tolerance * std::max(1.0, storage.energy.value()));
  require(
      interval.stored.total >= storage.floor() - slack && interval.stored.total <= storage.ceiling() + slack,
      "storage is within its limits" + where);
  require(interval.stored.green <= interval.stored.total + slack,
          "green energy is part of what is stored" + where);
  const MegawattHours in = (flows.renewable_to_storage + flows.grid_to_storage) * span;
  const MegawattHours out = flows.storage_to_load * span;
  const MegawattHours change = interval.stored.total - dispatch.stored_before();
  require(std::abs((in - out - interval.storage_loss - change).value()) <=
              tolerance * std::max({1.0, storage.energy.value(), in.value(), out.value()}),
          "what goes into storage comes out, is lost or stays" + where);
}

void audit_lines(const World& world, std::size_t interval, std::span<const HubInterval> hubs,
                 std::span<const LineFlow> flows) {
  Table<HubId, Megawatts> sent(hubs.size()), received(hubs.size());
  double scale = 1.0;
  for (const TransferLineId id : world.transfer_lines().ids()) {
    const TransferLine& line = world.transfer_lines()[id];
    const LineFlow& flow = flows[id.index()];
    scale = std::max(scale, flow.total().value());
    require(flow.total() <= line.limit(interval) + Megawatts(tolerance * scale),
            "a line carries no more than its capacity, line " + line.id);
    sent[line.from] += flow.total();
    received[line.to] += flow.total() * (1.0 - line.loss);
  }
  for (const HubId id : world.hubs().ids()) {
    const IntervalFlows& own = hubs[id.index()].flows;
    require(std::abs((own.renewable_to_lines + own.grid_to_lines - sent[id]).value()) <= tolerance * scale &&
                std::abs((own.lines_to_load - received[id]).value()) <= tolerance * scale,
            "what lines carry is what hubs send and receive, hub " + world.hubs()[id].id);
  }
}

}  // namespace suanwang
