// Transfers: rates and times when links, limits and data change.
#include <map>

#include <gtest/gtest.h>

#include "suanwang/engine/transfers.hpp"

#include "changes.hpp"

namespace suanwang::testing {
namespace {

/// Flows over channels, drawn at random.
struct Sharing {
  explicit Sharing(std::uint64_t seed) {
    Draw draw(seed);
    for (std::size_t i = 2 + draw.below(8); i > 0; --i) capacity.push_back(Gbps(draw.within(1, 100)));
    for (std::size_t i = 1 + draw.below(10); i > 0; --i) {
      std::vector<ChannelId> route;
      for (std::size_t channel = 0; channel < capacity.size(); ++channel)
        if (draw.chance(0.4)) route.push_back(ChannelId(channel));
      if (route.empty()) route.push_back(ChannelId(draw.below(capacity.size())));
      routes.push_back(std::move(route));
      flows.push_back(static_cast<std::uint32_t>(draw.below(5)));
      weights.push_back(draw.within(0.5, 4));
      limits.push_back(Gbps(draw.within(1, 40)));
    }
    if (draw.chance(0.5)) flow_limit = Gbps(draw.within(1, 20));
  }

  /// By flow class, in Gbps.
  [[nodiscard]] std::vector<double> rates() const {
    std::vector<FlowClass> classes;
    for (std::size_t i = 0; i < routes.size(); ++i)
      classes.push_back({routes[i], flows[i], Gbps(0), weights[i], limits[i]});
    FairShareScratch scratch;
    share_max_min(capacity, flow_limit, classes, scratch);
    std::vector<double> found;
    for (const FlowClass& each : classes) found.push_back(each.rate.value());
    return found;
  }

  std::vector<Gbps> capacity;
  std::vector<std::vector<ChannelId>> routes;
  std::vector<std::uint32_t> flows;
  std::vector<double> weights;
  std::vector<Gbps> limits;
  Gbps flow_limit{1e9};
};

TEST(SharedLinks, TwiceTheCapacityIsTwiceTheRate) {
  for (const std::uint64_t seed : first_seeds(500)) {
    SCOPED_TRACE(seed);
    const Sharing given(seed);
    Sharing twice = given;
    for (Gbps& each : twice.capacity) each *= 2.0;
    for (Gbps& each : twice.limits) each *= 2.0;
    twice.flow_limit *= 2.0;
    ASSERT_NO_FATAL_FAILURE(expect_times("rates", twice.rates(), 2.0, given.rates(), 0.0));
  }
}

TEST(SharedLinks, OnlyRatiosOfWeightsCount) {
  for (const std::uint64_t seed : first_seeds(500)) {
    SCOPED_TRACE(seed);
    const Sharing given(seed);
    Sharing heavier = given;
    for (double& each : heavier.weights) each *= 3.0;
    ASSERT_NO_FATAL_FAILURE(expect_times("rates", heavier.rates(), 1.0, given.rates(), 1e-9));
  }
}

TEST(SharedLinks, FlowsCountOneByOneHoweverTheyAreGroupedAndOrdered) {
  for (const std::uint64_t seed : first_seeds(500)) {
    SCOPED_TRACE(seed);
    const Sharing given(seed);
    Sharing apart = given;
    apart.routes.clear();
    apart.flows.clear();
    apart.weights.clear();
    apart.limits.clear();
    std::vector<double> expected;
    const std::vector<double> rates = given.rates();
    for (std::size_t i = given.routes.size(); i-- > 0;)
      for (std::uint32_t k = 0; k < given.flows[i]; ++k) {
        apart.routes.push_back(given.routes[i]);
        apart.flows.push_back(1);
        apart.weights.push_back(given.weights[i]);
        apart.limits.push_back(given.limits[i]);
        expected.push_back(rates[i]);
      }
    ASSERT_NO_FATAL_FAILURE(expect_times("rates", apart.rates(), 1.0, expected, 1e-9));
  }
}

/// When each of some transfers that start within a minute is sent, by number.
std::map<std::uint32_t, double> sent_ms(const WorldParts& parts, double times_speed, double times_data,
                                        std::uint64_t seed) {
  WorldParts faster = parts;
  scale_network(faster, times_speed);
  Transfers transfers(faster.network, faster.flow_limit);
  Draw draw(seed);
  std::map<std::uint32_t, double> sent;
  for (std::uint32_t i = 0; i < 30; ++i) {
    const NodeId from(draw.below(parts.network.nodes().size())), to(draw.below(parts.network.nodes().size()));
    const Gigabytes data(draw.within(1, 500) * times_data);
    if (from != to) transfers.start(TimePoint(), {i, i, from, to, data, ClusterId(0), draw.within(0.5, 4)});
  }
  while (transfers.next_time() != TimePoint::max()) {
    const TimePoint now = transfers.next_time();
    sent[transfers.finish(now).cargo.job_number] = static_cast<double>(now.time_since_epoch().count());
  }
  return sent;
}

// Sending ends on whole milliseconds, rounded up, which others on the link then gain or lose.
TEST(SharedLinks, TwiceTheSpeedOrHalfTheDataTakesHalfTheTime) {
  for (const std::uint64_t seed : first_seeds(60)) {
    SCOPED_TRACE(seed);
    const WorldParts parts = any_case(seed).parts;
    const auto given = sent_ms(parts, 1.0, 1.0, seed);
    for (const auto& other : {sent_ms(parts, 2.0, 1.0, seed), sent_ms(parts, 1.0, 0.5, seed)}) {
      ASSERT_EQ(other.size(), given.size());
      for (const auto& [number, ms] : given) ASSERT_NEAR(other.at(number), ms / 2.0, 30.0) << number;
    }
    ASSERT_EQ(sent_ms(parts, 2.0, 2.0, seed), given);
  }
}

/// A case with one job, which stages from another hub and sends output back.
Case lone_job(std::uint64_t seed) {
  Case given = any_case(seed);
  given.jobs.resize(1);
  Job& job = given.jobs.front();
  job.submitted = TimePoint(90min);
  job.accelerators = 2;
  job.run_time = job.estimate = 2h;
  job.job_class = JobClassId(0);
  job.input = job.output = Gigabytes(700);
  job.end = JobEnd::completes;
  return given;
}

JobRecord only_record(const Case& given) {
  const Recorder run = given.run();
  EXPECT_EQ(run.jobs.size(), 1u);
  return run.jobs.front();
}

// Of several at once this would be false: who shares less with one may share more with another.
TEST(ALoneTransfer, NeverLandsLaterOverFasterLinksOrWithLessData) {
  for (const std::uint64_t seed : first_seeds(60)) {
    SCOPED_TRACE(seed);
    const Case given = lone_job(seed);
    JobRecord before = only_record(given);
    for (const double factor : {1.3, 2.0, 7.0}) {
      Case faster = given, lighter = given;
      Table<LinkId, Link> links = given.parts.network.links();
      for (Link& link : links) link.capacity *= factor;
      faster.parts.network = Network(given.parts.network.nodes(), std::move(links));
      lighter.jobs.front().input /= factor;
      lighter.jobs.front().output /= factor;
      const JobRecord fast = only_record(faster), light = only_record(lighter);
      ASSERT_LE(fast.started, before.started);
      ASSERT_LE(fast.left, before.left);
      ASSERT_LT(light.started, before.started);
      ASSERT_LT(light.left, before.left);
    }
  }
}

// Delay comes on top of sending: so much later the input lands, and once more the output.
TEST(ALoneTransfer, LandsSoMuchLaterAsThePathIsLonger) {
  for (const std::uint64_t seed : first_seeds(60)) {
    SCOPED_TRACE(seed);
    const Case given = lone_job(seed);
    Case farther = given;
    Table<LinkId, Link> links = given.parts.network.links();
    const NodeId origin = given.jobs.front().origin;
    const auto place = World(given.parts).clusters();
    const JobRecord near = only_record(given);
    const NodeId node = place[given.parts.pools[near.pool].cluster].node;
    const double path_ms = given.parts.network.route(origin, node)->delay.value();
    for (Link& link : links) link.delay *= 2.0;  // of all links: the same paths are shortest
    farther.parts.network = Network(given.parts.network.nodes(), std::move(links));
    const JobRecord far = only_record(farther);
    ASSERT_EQ(far.pool, near.pool);
    // To the millisecond that each landing is rounded up to.
    ASSERT_NEAR(static_cast<double>((far.started - near.started).count()), path_ms, 1.0);
    ASSERT_NEAR(static_cast<double>((far.left - near.left).count()), 2.0 * path_ms, 2.0);
  }
}

}  // namespace
}  // namespace suanwang::testing
