#include "suanwang/model/network/fair_share.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace suanwang {
namespace {

struct Case {
  std::vector<Gbps> capacity;
  std::vector<std::vector<ChannelId>> routes;
  std::vector<std::uint32_t> flows;
  Gbps limit;
};

Case random_case(std::uint64_t seed) {
  testing::Draw draw(seed);
  Case c;
  for (std::size_t i = 2 + draw.below(8); i > 0; --i) c.capacity.push_back(Gbps(draw.within(1, 100)));
  for (std::size_t i = 1 + draw.below(10); i > 0; --i) {
    std::vector<ChannelId> route;
    for (std::size_t channel = 0; channel < c.capacity.size(); ++channel)
      if (draw.chance(0.4)) route.push_back(ChannelId(channel));
    if (route.empty()) route.push_back(ChannelId(draw.below(c.capacity.size())));
    c.routes.push_back(route);
    c.flows.push_back(static_cast<std::uint32_t>(draw.below(5)));
  }
  c.limit = Gbps(draw.chance(0.5) ? draw.within(1, 20) : 1e9);
  return c;
}

/// Flow by flow, by raising all open rates in tiny common steps to the next event: slow and plain.
std::vector<double> reference_rates(const Case& c) {
  struct Flow {
    std::size_t of;
    double rate = 0.0;
    bool is_open = true;
  };
  std::vector<Flow> flows;
  for (std::size_t i = 0; i < c.routes.size(); ++i)
    for (std::uint32_t k = 0; k < c.flows[i]; ++k) flows.push_back({i});
  const auto open_on = [&](std::size_t channel) {
    return std::count_if(flows.begin(), flows.end(), [&](const Flow& f) {
      const auto& route = c.routes[f.of];
      return f.is_open && std::find(route.begin(), route.end(), ChannelId(channel)) != route.end();
    });
  };
  const auto used_on = [&](std::size_t channel) {
    double used = 0.0;
    for (const Flow& f : flows)
      if (std::find(c.routes[f.of].begin(), c.routes[f.of].end(), ChannelId(channel)) != c.routes[f.of].end())
        used += f.rate;
    return used;
  };
  while (std::any_of(flows.begin(), flows.end(), [](const Flow& f) { return f.is_open; })) {
    double step = 1e300;
    for (std::size_t channel = 0; channel < c.capacity.size(); ++channel)
      if (const auto open = open_on(channel); open > 0)
        step = std::min(step, (c.capacity[channel].value() - used_on(channel)) / static_cast<double>(open));
    for (const Flow& f : flows)
      if (f.is_open) step = std::min(step, c.limit.value() - f.rate);
    for (Flow& f : flows)
      if (f.is_open) f.rate += step;
    for (Flow& f : flows) {
      if (!f.is_open) continue;
      bool is_full = f.rate >= c.limit.value() * (1 - 1e-12);
      for (const ChannelId channel : c.routes[f.of])
        is_full = is_full || used_on(channel.index()) >= c.capacity[channel.index()].value() * (1 - 1e-12);
      if (is_full) f.is_open = false;
    }
  }
  std::vector<double> rates(c.routes.size(), 0.0);
  for (const Flow& f : flows) rates[f.of] = f.rate;
  return rates;
}

TEST(FairShareProperty, AgreesWithAFlowByFlowReference) {
  FairShareScratch scratch;
  for (const std::uint64_t seed : testing::first_seeds(500)) {
    SCOPED_TRACE(seed);
    const Case c = random_case(seed);
    std::vector<FlowClass> classes;
    for (std::size_t i = 0; i < c.routes.size(); ++i) classes.push_back({c.routes[i], c.flows[i], Gbps(0)});
    share_max_min(c.capacity, c.limit, classes, scratch);
    const std::vector<double> expected = reference_rates(c);
    for (std::size_t i = 0; i < classes.size(); ++i)
      ASSERT_NEAR(classes[i].rate.value(), expected[i], 1e-9 * std::max(1.0, expected[i]));
  }
}

TEST(FairShare,
     TheClassicLineNetwork) {  // Bertsekas and Gallager: one long flow against one short flow on each link
  const std::vector<Gbps> capacity{Gbps(10), Gbps(4)};
  const std::vector<ChannelId> both{ChannelId(0), ChannelId(1)}, first{ChannelId(0)}, second{ChannelId(1)};
  std::vector<FlowClass> classes{{both, 1, {}}, {first, 1, {}}, {second, 1, {}}};
  FairShareScratch scratch;
  share_max_min(capacity, Gbps(100), classes, scratch);
  EXPECT_DOUBLE_EQ(classes[0].rate.value(), 2);
  EXPECT_DOUBLE_EQ(classes[1].rate.value(), 8);
  EXPECT_DOUBLE_EQ(classes[2].rate.value(), 2);
}

// Of 10 Gbps two flows of weight 3 and four of weight 1 take 3 and 1; of 30, those of weight 3 stop at their
// 6 each.
TEST(FairShare, RisesInProportionToWeights) {
  const std::vector<ChannelId> route{ChannelId(0)};
  const auto rates = [&](double capacity_gbps) {
    const std::vector<Gbps> capacity{Gbps(capacity_gbps)};
    std::vector<FlowClass> classes{{route, 2, Gbps(0), 3.0, Gbps(6)}, {route, 4, Gbps(0), 1.0, Gbps(100)}};
    FairShareScratch scratch;
    share_max_min(capacity, Gbps(1000), classes, scratch);
    return std::pair(classes[0].rate.value(), classes[1].rate.value());
  };
  EXPECT_NEAR(rates(10).first, 3.0, 1e-9);
  EXPECT_NEAR(rates(10).second, 1.0, 1e-9);
  EXPECT_NEAR(rates(30).first, 6.0, 1e-9);
  EXPECT_NEAR(rates(30).second, 4.5, 1e-9);
}

}  // namespace
}  // namespace suanwang
