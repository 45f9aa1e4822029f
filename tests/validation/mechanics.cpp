// Timelines worked out by hand: what a preemption, a checkpoint, a failure, a server, a link do.
#include <map>

#include "suanwang/scenario/load.hpp"

#include "small_world.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

using testing::job;
using testing::SmallWorld;

double minutes(TimePoint time) { return in_seconds(time.time_since_epoch()) / 60.0; }

/// What a test may change of a small world before it is used.
World build(const SmallWorld& small, const std::function<void(WorldParts&)>& change) {
  WorldParts parts = small.build().parts();
  change(parts);
  return World(std::move(parts));
}

struct Story {
  Section section;
  std::map<std::uint32_t, JobRecord> jobs;

  void play(const World& world, const std::vector<Job>& listed, const std::string& queue = "easy_backfill",
            const std::vector<std::string>& settings = {}, std::unique_ptr<RoutePolicy> route = nullptr) {
    PolicySet set = testing::policies("nearest", "fcfs");
    static const PolicyCatalogue catalogue = built_in_policies();
    const PolicySpec spec = choose_queue(queue, settings, catalogue);
    set.make_queue = [maker = spec.queue.maker] { return maker->make(); };
    if (route) set.route = std::move(route);
    jobs.clear();
    for (const JobRecord& record : testing::run(world, listed, std::move(set)).jobs)
      jobs[record.job.number] = record;
  }
  void expect(const std::string& of, double measured, double expected) {
    section.rows.push_back({of, measured, expected, 1e-9, "rounding", 1});
  }
  void started(std::uint32_t number, const std::string& who, double at_minutes) {
    expect(who + " starts, min", minutes(jobs[number].started), at_minutes);
  }
  void ended(std::uint32_t number, const std::string& who, double at_minutes) {
    expect(who + " ends, min", minutes(jobs[number].ended), at_minutes);
  }
};

void saves_its_work(WorldParts& parts, Duration interval, Duration cost, Duration restart) {
  for (JobClass& job_class : parts.job_classes) {
    job_class.checkpointing = {interval, cost, restart};
    job_class.is_preemptible = true;
  }
}

void put_servers(WorldParts& parts, std::uint32_t accelerators, std::uint32_t per_super_node) {
  for (Pool& pool : parts.pools) {
    pool.accelerators_per_server = accelerators;
    pool.servers_per_super_node = per_super_node;
  }
}

PlannedOutage outage_of_servers(std::uint32_t servers, Duration from, Duration to) {
  PlannedOutage outage;
  outage.cluster = ClusterId(0);
  outage.servers = servers;
  outage.from = TimePoint(from);
  outage.to = TimePoint(to);
  return outage;
}

Section checkpoints() {
  Story story{
      {"Checkpoints and failures",
       "One server of 8, a job of 100 min of work on it with checkpoints "
       "every 30 min that take 2 min, and 5 min to restart. Undisturbed it takes 100 + 3 x 2 min: no "
       "checkpoint follows the last piece. The server fails at minute 70 for 10 min: two checkpoints "
       "were done by minute 64, so 60 min of work are safe and 6 are lost; from minute 80 it restarts "
       "for 5 min, works 30, saves for 2, works 10.",
       {}},
      {}};
  SmallWorld small;
  small.pool_sizes = {8};
  const auto calm = build(small, [](WorldParts& parts) { saves_its_work(parts, 30min, 2min, 5min); });
  story.play(calm, {job(0min, 8, 100min)});
  story.ended(0, "undisturbed job", 106);
  const auto failing = build(small, [](WorldParts& parts) {
    saves_its_work(parts, 30min, 2min, 5min);
    put_servers(parts, 8, 0);
    parts.outages = {outage_of_servers(1, 70min, 80min)};
  });
  story.play(failing, {job(0min, 8, 100min)});
  story.ended(0, "interrupted job", 127);
  const WorkBalance& work = story.jobs[0].work;
  story.expect("its useful work, accelerator-min", work.useful_ms / 60000, 800);
  story.expect("its lost work, accelerator-min", work.lost_ms / 60000, 6 * 8);
  story.expect("its overhead, accelerator-min", work.overhead_ms / 60000, (3 * 2 + 5) * 8);
  story.expect("its failures", work.failures, 1);
  return story.section;
}

Section preemption() {
  Story story{
      {"Preemption",
       "A pool of 8. A job of low priority and 60 min of work starts at 0; one of high "
       "priority, 8 accelerators and 30 min, comes at minute 20. Suspended, the first keeps 20 min of "
       "work and goes on at minute 50, after 2 min for the checkpoint that it took on the way out and "
       "3 min of restart. Requeued without checkpoints it begins again, after 3 min of restart.",
       {}},
      {}};
  for (const Preemption mode : {Preemption::suspend, Preemption::requeue}) {
    SmallWorld small;
    small.pool_sizes = {8};
    const auto world = build(small, [mode](WorldParts& parts) {
      saves_its_work(parts, 0min, 2min, 3min);
      for (JobClass& job_class : parts.job_classes) job_class.when_preempted = mode;
    });
    Job low = job(0min, 8, 60min);
    low.job_class = JobClassId(1);
    story.play(world, {low, job(20min, 8, 30min)}, "priority", {"preempts=true"});
    const bool suspends = mode == Preemption::suspend;
    const std::string how = suspends ? ", suspended" : ", requeued";
    story.started(1, "high priority" + how, 20);
    story.ended(0, "low priority" + how, suspends ? 50 + 5 + 40 : 50 + 3 + 60);
    story.expect("its lost work, accelerator-min" + how, story.jobs[0].work.lost_ms / 60000,
                 suspends ? 0 : 160);
  }
  return story.section;
}

Section packing() {
  Story story{
      {"Packing into servers and super-nodes",
       "Four servers of 8, two a super-node. Gangs of 6, 8, 6 come at "
       "0 and take a server each, a 2 at minute 1 joins the second 6 (best fit). From minute 5 two servers "
       "are "
       "whole, one in each super-node: a gang of 16 that comes at minute 10 starts at once where it may be "
       "spread; within one super-node it waits until the 2 ends at minute 51. 11 accelerators take two whole "
       "servers.",
       {}},
      {}};
  for (const bool needs_one_domain : {false, true}) {
    SmallWorld small;
    small.pool_sizes = {32};
    const auto world = build(small, [needs_one_domain](WorldParts& parts) {
      put_servers(parts, 8, 2);
      parts.job_classes[JobClassId(0)].needs_one_domain = needs_one_domain;
    });
    Job wide = job(10min, 16, 10min);
    std::vector<Job> jobs{job(0min, 6, 60min), job(0min, 8, 5min), job(0min, 6, 40min), job(1min, 2, 50min),
                          wide};
    for (std::size_t i = 0; i < 4; ++i) jobs[i].job_class = JobClassId(1);
    story.play(world, jobs);
    story.started(4, needs_one_domain ? "16 in one super-node" : "16 anywhere", needs_one_domain ? 51 : 10);
  }
  SmallWorld small;
  small.pool_sizes = {24};
  const auto world = build(small, [](WorldParts& parts) { put_servers(parts, 8, 0); });
  story.play(world, {job(0min, 11, 30min), job(1min, 9, 30min), job(2min, 8, 30min)});
  story.started(1, "9, while 11 take 16 of 24", 30);
  story.started(2, "8, which passes it on the third server", 2);
  return story.section;
}

Section outages() {
  Story story{
      {"Outages, maintenance, reservations",
       "A pool of 8. Maintenance of the cluster from minute 60 to 90 "
       "is announced: a job of 70 min that comes at 0 would run into it and waits for its end, one of 50 "
       "min behind it passes. An outage that is not announced kills what runs. With 6 of 8 reserved for "
       "class `training` from minute 30 to 90, a batch job of 4 that would run past minute 30 waits, one "
       "of training does not.",
       {}},
      {}};
  SmallWorld small;
  small.pool_sizes = {8};
  const auto maintained = [&](bool is_announced) {
    return build(small, [is_announced](WorldParts& parts) {
      parts.outages = {outage_of_servers(0, 60min, 90min)};
      parts.outages[0].is_announced = is_announced;
    });
  };
  story.play(maintained(true), {job(0min, 8, 70min), job(1min, 4, 50min)});
  story.started(0, "70 min before maintenance", 90);
  story.started(1, "50 min before maintenance", 1);
  story.play(maintained(false), {job(0min, 8, 70min)});
  story.ended(0, "70 min into an outage", 90 + 70);
  const auto reserved = build(small, [](WorldParts& parts) {
    parts.reservations = {{PoolId(0), 6, TimePoint(30min), TimePoint(90min), JobClassId(0)}};
  });
  Job batch = job(0min, 4, 40min);
  batch.job_class = JobClassId(1);
  story.play(reserved, {batch, job(0min, 4, 40min)});
  story.started(0, "batch of 4, 40 min", 90);
  story.started(1, "training of 4, 40 min", 0);
  return story.section;
}

/// Sends a job to one pool, and at an hour on to another.
class MovingRoute final : public RoutePolicy {
 public:
  RouteDecision route(const Job&, const View&) override { return RouteDecision::place(PoolId(0)); }
  void migrate(const View& view, std::vector<Migration>& moves) override {
    if (view.now() != TimePoint(1h)) return;
    view.for_each_job([&](std::uint32_t slot, const ActiveJob& active) {
      if (active.state != JobState::running) return;
      moves.push_back({slot, PoolId(1)});
    });
  }
};

Section data() {
  Story story{
      {"Transfers: migration, output, links, caches",
       "Links of 80 Gbps, 8 Gbps (1 GB/s) a flow, delays of 1 ms to "
       "a cluster and 5 ms between two. A job of 120 min migrates at minute 60: it saves for 2 min on the "
       "way, copies 8 x 75 GB (10 min and 5 ms), restarts for 3 min: 60 + 10 + 5 + 60 min. Output of 600 GB "
       "goes "
       "home in 10 min and 1 ms after a run of 30. A link is down from minute 5 to 25 of a transfer of 10 "
       "min. A second job "
       "finds the data set of the first in the cache.",
       {}},
      {}};
  SmallWorld small;
  small.pool_sizes = {8, 8};
  const auto migrating = build(small, [](WorldParts& parts) {
    saves_its_work(parts, 0min, 2min, 3min);
    for (JobClass& job_class : parts.job_classes) {
      job_class.is_migratable = true;
      job_class.checkpoint_per_accelerator = Gigabytes(75);
    }
  });
  story.play(migrating, {job(0min, 8, 120min)}, "fcfs", {}, std::make_unique<MovingRoute>());
  story.ended(0, "migrated job", 60 + 10 + 5 + 60 + 5.0 / 60000);
  Job returns = job(0min, 8, 30min);
  returns.output = Gigabytes(600);
  story.play(small.build(), {returns});
  story.ended(0, "job with output", 30);
  story.expect("its output is home, min", minutes(story.jobs[0].left), 40 + 1.0 / 60000);
  const auto cut = build(small, [](WorldParts& parts) {
    PlannedOutage outage;
    outage.link = LinkId(0);
    outage.from = TimePoint(5min);
    outage.to = TimePoint(25min);
    parts.outages = {outage};
  });
  Job stages = job(0min, 8, 30min);
  stages.input = Gigabytes(600);
  story.play(cut, {stages});
  story.started(0, "job whose link is cut while it stages", 30 + 1.0 / 60000);
  const auto caching = build(small, [](WorldParts& parts) {
    for (Cluster& cluster : parts.clusters) cluster.cache = Gigabytes(1000);
  });
  Job first = job(0min, 4, 30min), second = job(20min, 4, 30min);
  for (Job* each : {&first, &second}) {
    each->data_set = 1;
    each->input = Gigabytes(600);
  }
  story.play(caching, {first, second});
  story.started(0, "first reader of a data set", 10 + 1.0 / 60000);
  story.started(1, "second reader", 20);
  return story.section;
}

Section elastic() {
  Story story{
      {"Elastic jobs",
       "A pool of 8; a job that asks for 4 and runs on 2 to 8 with linear scaling, 80 min of work "
       "on 4 (320 accelerator-min). Alone it gets all 8 and is done in 40 min. With a rigid job of 6 from "
       "minute 10 "
       "to 40 it falls back to 2: 10 x 8 + 30 x 2 = 140 by minute 40, the other 180 on 8 take 22.5 min.",
       {}},
      {}};
  SmallWorld small;
  small.pool_sizes = {8};
  const auto world = build(small, [](WorldParts& parts) {
    parts.job_classes[JobClassId(0)].elasticity = {0.5, 2.0, 1.0};
  });
  story.play(world, {job(0min, 4, 80min)});
  story.ended(0, "elastic job alone", 40);
  Job rigid = job(10min, 6, 30min);
  rigid.job_class = JobClassId(1);
  story.play(world, {job(0min, 4, 80min), rigid});
  story.started(1, "rigid job", 10);
  story.ended(0, "elastic job beside it", 62.5);
  return story.section;
}

}  // namespace

std::vector<Section> mechanics() {
  return {checkpoints(), preemption(), packing(), outages(), data(), elastic()};
}

}  // namespace suanwang::validation
