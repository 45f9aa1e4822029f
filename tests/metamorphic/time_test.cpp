// Time: what is to come does not reach back, and only what changes with the clock depends on it.
#include <gtest/gtest.h>

#include "changes.hpp"

namespace suanwang::testing {
namespace {

CivilCalendar from_january(unsigned day, int count) {
  const sys_days start = std::chrono::year(2030) / std::chrono::January / day;
  return CivilCalendar(start, start + std::chrono::days(count), 1h);
}

Case troubled_case(std::uint64_t seed, CaseOptions options) {
  options.has_machines = seed % 4 >= 2;
  Case given = any_case(seed, options);
  given.parts.seed = seed;
  given.parts.faults.clusters = Reliability{40h, 0.8, 2h, 1.0, 1};
  given.parts.faults.links = Reliability{30h, 1.5, 1h, 1.0, 1};
  return given;
}

/// Numbers of jobs of which all copies have left by then, in order.
std::vector<std::size_t> ended_jobs(const Case& given, const Recorder& run, TimePoint by = never) {
  std::vector<std::uint32_t> left(given.jobs.size());
  for (const JobRecord& record : run.jobs)
    if (record.has_run() ? record.left < by : by == never) left[record.job.number] += record.job.copies;
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < left.size(); ++i)
    if (left[i] == given.jobs[i].copies) numbers.push_back(i);
  return numbers;
}

// The common part ends with a month, for a month is charged by the share of it that lies in the horizon.
TEST(Horizon, ALongerOneDoesNotRewriteThePast) {
  for (const bool is_short : {false, true})
    for (const char* power : {"renewables_first", "peak_shaving"})
      for (const std::uint64_t seed : first_seeds(20)) {
        SCOPED_TRACE(std::string(power) + (is_short ? ", short of power" : "") + ", seed " +
                     std::to_string(seed));
        CaseOptions options;
        options.is_short_of_power = is_short;
        options.calendar = from_january(29, 3);
        const Case given = troubled_case(seed, options);
        options.calendar = from_january(29, 5);
        const Case longer = troubled_case(seed, options);
        const auto set = [&] { return policies("nearest", "easy_backfill", power); };
        const Recorder first = given.run(set());
        Selection common = everything(given.parts);
        common.jobs = ended_jobs(given, first);
        ASSERT_FALSE(common.jobs.empty());
        ASSERT_NO_FATAL_FAILURE(expect_books(books_of(longer.run(set()), common), books_of(first, common)));
      }
}

TEST(Horizon, JobsToComeDoNotReachBack) {
  for (const std::uint64_t seed : first_seeds(40)) {
    SCOPED_TRACE(seed);
    const Case given = troubled_case(seed, seed % 2 == 0 ? short_of_power() : CaseOptions());
    Case fewer = given;
    const TimePoint cut(20h);
    std::erase_if(fewer.jobs, [&](const Job& each) { return each.submitted >= cut; });
    const Recorder all = given.run();
    Selection before = everything(given.parts);
    before.intervals = 20;
    before.jobs = ended_jobs(given, all, cut);
    ASSERT_FALSE(before.jobs.empty());
    ASSERT_NO_FATAL_FAILURE(expect_books(books_of(fewer.run(), before), books_of(all, before)));
  }
}

TEST(Horizon, ARunInStepsIsTheRunInOne) {
  for (const std::uint64_t seed : first_seeds(40)) {
    SCOPED_TRACE(seed);
    const Case given = troubled_case(seed, seed % 2 == 0 ? short_of_power() : CaseOptions());
    const World world(given.parts);
    Recorder stepwise;
    ListedJobs source(given.jobs);
    Simulator simulator(world, policies(), source, stepwise, {true});
    Draw draw(seed);
    for (TimePoint now; now < world.calendar().end();) {
      now = std::min(world.calendar().end(), now + Duration(1 + draw.below(5'000'000)));
      simulator.run_until(now);
    }
    ASSERT_NO_FATAL_FAILURE(expect_books(books_of(stepwise, everything(given.parts)), books_of(given)));
  }
}

CaseOptions without_a_clock(bool is_short) {
  CaseOptions options;
  options.is_constant = true;
  options.is_short_of_power = is_short;
  return options;
}

TEST(Shift, TheDateSaysNothingWhereNothingFollowsIt) {
  for (const bool is_short : {false, true})
    for (const std::uint64_t seed : first_seeds(20)) {
      SCOPED_TRACE(seed);
      CaseOptions options = without_a_clock(is_short);
      options.calendar = from_january(2, 2);
      const Case given = any_case(seed, options);
      options.calendar = from_january(19, 2);
      ASSERT_NO_FATAL_FAILURE(expect_books(books_of(any_case(seed, options)), books_of(given)));
    }
}

// Work that comes some intervals later is done so much later. Storage would have stood or charged in between,
// so there is none. Sums of energy over time begin elsewhere, hence rounding.
TEST(Shift, LaterWorkIsDoneSoMuchLater) {
  for (const bool is_short : {false, true})
    for (const std::uint64_t seed : first_seeds(40)) {
      SCOPED_TRACE((is_short ? "short of power, seed " : "seed ") + std::to_string(seed));
      CaseOptions options = without_a_clock(is_short);
      options.has_storage = false;
      options.job_gap_h = 1.5;
      options.calendar = from_january(2, 3);
      Case given = any_case(seed, options);
      std::erase_if(given.jobs, [](const Job& each) { return each.submitted > TimePoint(24h); });
      Case later = given;
      constexpr Duration shift = 7h;
      for (Job& each : later.jobs) each.submitted += shift;
      const Recorder one = given.run(), two = later.run();
      Selection first = everything(given.parts), second = first;
      first.jobs = second.jobs = ended_jobs(later, two);
      first.intervals = second.intervals = first.intervals - 7;
      second.first_interval = 7;
      second.later = shift;
      Books found = books_of(two, second), of = books_of(one, first);
      // The month's peak begins with what is always on: booked before the first job comes.
      found.charges.clear();
      of.charges.clear();
      ASSERT_NO_FATAL_FAILURE(expect_books(found, of, 1e-9));
      first.intervals = second.intervals = 72;
      second.first_interval = 0;
      ASSERT_NEAR(sum(books_of(two, second).charges), sum(books_of(one, first).charges),
                  1e-9 * sum(books_of(one, first).charges));
    }
}

}  // namespace
}  // namespace suanwang::testing
