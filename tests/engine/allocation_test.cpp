// Counts heap allocations in the event loop. In steady state there must be none per job.
#include <atomic>
#include <cstdlib>
#include <new>

#include <gtest/gtest.h>

#include "small_world.hpp"

namespace {
std::atomic<std::uint64_t> allocations{0};
}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  ++allocations;
  const auto step = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(step, (size + step - 1) / step * step)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }

namespace suanwang {
namespace {

class Count final : public Observer {
 public:
  void on_job(const JobRecord&) override { ++jobs; }
  std::uint64_t jobs = 0;
};

TEST(Allocation, NonePerJobInSteadyState) {
  testing::SmallWorld small;
  small.calendar = testing::days(60);
  small.pool_sizes = {256, 512, 1024};
  small.serving_share = 0.2;
  small.token_demand = TokensPerSecond(2000);
  small.capacity = Gbps(400);
  const World world = small.build();
  std::vector<JobGenerator> generators;
  for (std::size_t job_class = 0; job_class < 2; ++job_class) {
    JobGenerator g;
    g.job_class = JobClassId(job_class);
    g.jobs_per_year = 300'000;
    g.rate_shape = Series<Fraction>::constant(world.calendar().interval_count(), Fraction(1.0));
    g.origins = {{NodeId(0), 0.5}, {NodeId(2), 0.5}};
    JobPart part;
    part.share = 0.5;
    part.accelerators = {Distribution::Kind::power_of_two, 1, 64, 0, 0};
    part.run_time_s = {Distribution::Kind::log_normal, 60, 20'000, 1200, 1.0};
    part.estimates.factor.maximum = 2.0;
    part.estimates.round_values = {15min, 1h, 4h, 24h};
    JobPart other = part;
    other.run_time_s = {.kind = Distribution::Kind::mixture,
                        .components = {part.run_time_s, {Distribution::Kind::log_uniform, 60, 600}},
                        .weights = {0.7, 0.3}};
    g.parts = {part, other};
    g.tenants = 100;
    g.tenant_exponent = 1.0;
    g.input_gb = {Distribution::Kind::log_uniform, 1, 100, 0, 0};
    g.start_within = job_class == 0 ? Duration{} : Duration(12h);
    generators.push_back(std::move(g));
  }
  GeneratedJobs source(std::move(generators), world.calendar(), 1);
  Count count;
  Simulator simulator(world, testing::policies("least_loaded", "easy_backfill"), source, count, {});
  simulator.run_until(TimePoint(24h * 30));  // queues, heaps and slots have found their size
  const std::uint64_t allocations_before = allocations, jobs_before = count.jobs;
  simulator.run_until(TimePoint(24h * 60));
  const auto jobs = static_cast<double>(count.jobs - jobs_before);
  const auto allocated = static_cast<double>(allocations - allocations_before);
  ASSERT_GT(jobs, 40'000.0);
  RecordProperty("allocations_per_job", std::to_string(allocated / jobs));
  // A vector may still double a few times when a new record of simultaneous jobs is set.
  EXPECT_LE(allocated, 20.0) << "for " << jobs << " jobs";
}

}  // namespace
}  // namespace suanwang
