#include "suanwang/engine/transfers.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace suanwang {
namespace {

Network line_of_three() {
  Table<NodeId, Node> nodes;
  for (const char* id : {"a", "b", "c"}) nodes.add({id, id, Degrees(0), Degrees(0)});
  Table<LinkId, Link> links;
  links.add({"a-b", NodeId(0), NodeId(1), Gbps(10), Delay(1), CnyPerGigabyte(0)});
  links.add({"b-c", NodeId(1), NodeId(2), Gbps(4), Delay(1), CnyPerGigabyte(0)});
  return Network(std::move(nodes), std::move(links));
}

Transfers::Cargo cargo(std::uint32_t number, std::size_t from, std::size_t to, double gb) {
  return {number, number, NodeId(from), NodeId(to), Gigabytes(gb), ClusterId(0)};
}

TEST(Transfers, ALoneFlowRunsAtItsLimit) {
  const Network network = line_of_three();
  Transfers transfers(network, Gbps(2));
  transfers.start(TimePoint(), cargo(1, 0, 1, 1));
  EXPECT_EQ(transfers.next_time(), TimePoint(4s));  // 8 Gbit at 2 Gbps
  EXPECT_EQ(transfers.finish(TimePoint(4s)).cargo.job_number, 1u);
  EXPECT_EQ(transfers.next_time(), TimePoint::max());
}

TEST(Transfers, FlowsShareTheBottleneckAndSpeedUpWhenOneLands) {
  const Network network = line_of_three();
  Transfers transfers(network, Gbps(100));
  transfers.start(TimePoint(), cargo(1, 0, 2, 1));  // 8 Gbit over the link of 4 Gbps
  transfers.start(TimePoint(), cargo(2, 0, 2, 2));
  EXPECT_EQ(transfers.next_time(), TimePoint(4s));  // 2 Gbps each
  EXPECT_EQ(transfers.finish(TimePoint(4s)).cargo.job_number, 1u);
  EXPECT_EQ(transfers.next_time(), TimePoint(6s));  // the other has 8 Gbit left, alone at 4 Gbps
}

Network triangle() {
  Table<NodeId, Node> nodes;
  for (const char* id : {"a", "b", "c"}) nodes.add({id, id, Degrees(0), Degrees(0)});
  Table<LinkId, Link> links;
  links.add({"a-b", NodeId(0), NodeId(1), Gbps(8), Delay(1), CnyPerGigabyte(1)});
  links.add({"b-c", NodeId(1), NodeId(2), Gbps(8), Delay(2), CnyPerGigabyte(1)});
  links.add({"a-c", NodeId(0), NodeId(2), Gbps(8), Delay(1), CnyPerGigabyte(10)});
  return Network(std::move(nodes), std::move(links));
}

// 10 GB at 1 GB/s. After 4 s the direct link goes down: 6 GB go round, at the price of two other links.
TEST(Transfers, AFlowGoesOnOverAnotherPathWhenItsLinkFails) {
  const Network network = triangle();
  Transfers transfers(network, Gbps(8));
  transfers.start(TimePoint(), cargo(1, 0, 2, 10));
  transfers.set_link(TimePoint(4s), LinkId(2), false);
  EXPECT_EQ(transfers.next_time(), TimePoint(10s));
  const Transfers::Sent sent = transfers.finish(TimePoint(10s));
  EXPECT_TRUE(sent.was_rerouted);
  EXPECT_DOUBLE_EQ(sent.cost.value(), 4 * 10 + 6 * 2);
  EXPECT_DOUBLE_EQ(sent.delay.value(), 3.0);
  Table<ChannelId, Gigabytes> carried(network.channel_count());
  transfers.collect_carried(TimePoint(10s), carried);
  EXPECT_NEAR(carried[ChannelId(4)].value(), 4.0, 1e-9);  // a to c
  EXPECT_NEAR(carried[ChannelId(0)].value(), 6.0, 1e-9);  // a to b
  EXPECT_NEAR(carried[ChannelId(2)].value(), 6.0, 1e-9);  // b to c
}

TEST(Transfers, AFlowWithoutAPathWaitsUntilThereIsOne) {
  const Network network = line_of_three();
  Transfers transfers(network, Gbps(2));
  transfers.start(TimePoint(), cargo(1, 0, 1, 1));
  transfers.set_link(TimePoint(1s), LinkId(0), false);
  EXPECT_EQ(transfers.next_time(), TimePoint::max());
  EXPECT_EQ(transfers.stranded_count(), 1u);
  EXPECT_NEAR(transfers.data_to_carry(TimePoint(9s)).value(), 0.75, 1e-12);
  transfers.start(TimePoint(2s), cargo(2, 0, 1, 1));  // there is none for this one either
  EXPECT_EQ(transfers.stranded_count(), 2u);
  transfers.set_link(TimePoint(9s), LinkId(0), true);
  EXPECT_EQ(transfers.next_time(), TimePoint(12s));
}

TEST(Transfers, TheLeastBusyPathIsTaken) {
  const Network network = triangle();
  Transfers transfers(network, Gbps(8), 2);
  for (std::uint32_t i = 0; i < 4; ++i) transfers.start(TimePoint(), cargo(i, 0, 2, 8));
  EXPECT_EQ(transfers.next_time(), TimePoint(16s));  // two on each path, half a link each
}

TEST(Transfers, AHeavierFlowGetsMore) {
  const Network network = line_of_three();
  Transfers transfers(network, Gbps(100));
  Transfers::Cargo heavy = cargo(1, 1, 2, 3);
  heavy.weight = 3.0;
  transfers.start(TimePoint(), heavy);
  transfers.start(TimePoint(), cargo(2, 1, 2, 1));
  EXPECT_EQ(transfers.next_time(), TimePoint(8s));  // 3 and 1 Gbps of 4
  EXPECT_EQ(transfers.finish(TimePoint(8s)).cargo.job_number, 1u);
  EXPECT_EQ(transfers.next_time(), TimePoint(8s));
}

/// Flow by flow: each instant's rates by water-filling from scratch.
struct Reference {
  struct Flow {
    std::vector<ChannelId> route;
    double gb_left;
    std::uint32_t number;
  };
  std::vector<Gbps> capacity;
  Gbps limit;
  std::vector<Flow> flows;
  double now_ms = 0.0;

  std::vector<double> rates() const {
    std::vector<FlowClass> classes;
    for (const Flow& flow : flows) classes.push_back({flow.route, 1, {}});
    FairShareScratch scratch;
    share_max_min(capacity, limit, classes, scratch);
    std::vector<double> gb_per_ms;
    for (const FlowClass& each : classes) gb_per_ms.push_back(each.rate.value() / 8000.0);
    return gb_per_ms;
  }
  void advance(double to_ms) {
    const std::vector<double> rate = rates();
    for (std::size_t i = 0; i < flows.size(); ++i) flows[i].gb_left -= rate[i] * (to_ms - now_ms);
    now_ms = to_ms;
  }
  double next_ms() const {
    const std::vector<double> rate = rates();
    double next = 1e300;
    for (std::size_t i = 0; i < flows.size(); ++i)
      next = std::min(next, now_ms + std::max(0.0, flows[i].gb_left) / rate[i]);
    return next;
  }
};

TEST(TransfersProperty, LandWhenAFlowByFlowReferenceSays) {
  for (const std::uint64_t seed : testing::first_seeds(60)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    Table<NodeId, Node> nodes;
    Table<LinkId, Link> links;
    const std::size_t count = 3 + draw.below(4);
    for (std::size_t i = 0; i < count; ++i) {
      nodes.add({std::to_string(i), "", Degrees(0), Degrees(0)});
      if (i > 0)
        links.add(
            {"", NodeId(draw.below(i)), NodeId(i), Gbps(draw.within(1, 20)), Delay(draw.within(1, 9)), {}});
    }
    const Network network(std::move(nodes), std::move(links));
    const Gbps limit(draw.chance(0.5) ? 3.0 : 1000.0);
    Transfers transfers(network, limit);
    Reference reference{{}, limit, {}, 0.0};
    for (std::size_t channel = 0; channel < network.channel_count(); ++channel)
      reference.capacity.push_back(network.link_of(ChannelId(channel)).capacity);

    std::uint32_t started = 0, landed = 0;
    Table<ChannelId, Gigabytes> carried(network.channel_count());
    TimePoint now;
    while (landed < 60) {
      if (started < 60 && (started == landed || draw.chance(0.6))) {
        const TimePoint arrival = now + Duration(draw.below(2000));
        if (arrival < transfers.next_time()) {
          now = arrival;
          reference.advance(static_cast<double>(now.time_since_epoch().count()));
          const std::size_t from = draw.below(count), to = (from + 1 + draw.below(count - 1)) % count;
          const double gb = draw.within(0.1, 5.0);
          transfers.start(now, cargo(started, from, to, gb));
          reference.flows.push_back({network.channels(NodeId(from), NodeId(to)), gb, started});
          ++started;
          continue;
        }
      }
      // Ours lands on the next whole millisecond, the reference on the exact time; the drift of both is
      // bounded.
      const double expected_ms = reference.next_ms();
      now = transfers.next_time();
      ASSERT_NEAR(static_cast<double>(now.time_since_epoch().count()), expected_ms, 1.0 + landed);
      const std::uint32_t number = transfers.finish(now).cargo.job_number;
      reference.advance(static_cast<double>(now.time_since_epoch().count()));
      const auto flow = std::find_if(reference.flows.begin(), reference.flows.end(),
                                     [&](const auto& f) { return f.number == number; });
      ASSERT_NE(flow, reference.flows.end());
      ASSERT_LE(flow->gb_left, 1e-9);
      reference.flows.erase(flow);
      ++landed;
    }
    transfers.collect_carried(now, carried);
    EXPECT_NEAR(transfers.carried_data().value(), transfers.started_data().value(),
                1e-9 * transfers.started_data().value());
    EXPECT_EQ(transfers.flow_count(), 0u);
  }
}

}  // namespace
}  // namespace suanwang
