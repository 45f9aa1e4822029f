// Transfers that share links: against a plain reference, and against SimGrid.
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>
#include <sstream>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"
#include "suanwang/engine/transfers.hpp"

#include "seeds.hpp"
#include "validation.hpp"

namespace suanwang::validation {

namespace {

struct FlowSet {
  Network network;
  double limit_gbps = 0.0;
  struct Flow {
    std::size_t from, to;
    double start_s, gb, weight, limit_gbps;
  };
  std::vector<Flow> flows;
};

FlowSet any_flow_set(std::uint64_t seed, bool is_weighted) {
  testing::Draw draw(seed);
  FlowSet set;
  Table<NodeId, Node> nodes;
  Table<LinkId, Link> links;
  const std::size_t count = 4 + draw.below(7);
  for (std::size_t i = 0; i < count; ++i) nodes.add({"n" + std::to_string(i), "", Degrees(0), Degrees(0)});
  const auto link = [&](std::size_t a, std::size_t b) {
    links.add({fmt::format("l{}", links.size()), NodeId(a), NodeId(b), Gbps(draw.within(1, 20)),
               Delay(draw.within(0.001, 0.0011)), CnyPerGigabyte(0)});
  };
  for (std::size_t i = 1; i < count; ++i) link(draw.below(i), i);
  for (std::size_t i = 0; i < count / 2; ++i) {
    const std::size_t a = draw.below(count);
    link(a, (a + 1 + draw.below(count - 1)) % count);
  }
  set.network = Network(std::move(nodes), std::move(links));
  set.limit_gbps = draw.chance(0.5) ? draw.within(1, 4) : 1000.0;
  for (std::size_t i = 0; i < 60; ++i) {
    const std::size_t from = draw.below(count);
    const double weight = is_weighted ? 1.0 + static_cast<double>(draw.below(4)) : 1.0;
    // Long transfers: the clock's millisecond is then below a millionth of each.
    set.flows.push_back(
        {from, (from + 1 + draw.below(count - 1)) % count, std::floor(draw.within(0, 5e5)),
         std::floor(draw.within(1e5, 2e6)), weight,
         is_weighted && draw.chance(0.5) ? 1.0 + static_cast<double>(draw.below(3)) : set.limit_gbps});
  }
  return set;
}

/// Time at which each flow has sent all, in s.
std::vector<double> finishes(const FlowSet& set) {
  Transfers transfers(set.network, Gbps(set.limit_gbps));
  std::vector<double> finish(set.flows.size());
  std::vector<std::uint32_t> order(set.flows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(),
                   [&](auto a, auto b) { return set.flows[a].start_s < set.flows[b].start_s; });
  std::size_t next = 0, done = 0;
  while (done < finish.size()) {
    const TimePoint start = next < order.size()
                                ? TimePoint(duration_from_seconds(set.flows[order[next]].start_s))
                                : TimePoint::max();
    const TimePoint now = std::min(start, transfers.next_time());
    while (transfers.next_time() == now) {
      finish[transfers.finish(now).cargo.job_number] = in_seconds(now.time_since_epoch());
      ++done;
    }
    if (start != now) continue;
    const FlowSet::Flow& flow = set.flows[order[next]];
    transfers.start(now, {order[next], order[next], NodeId(flow.from), NodeId(flow.to), Gigabytes(flow.gb),
                          ClusterId(0), flow.weight, Gbps(flow.limit_gbps)});
    ++next;
  }
  return finish;
}

/// Flow by flow in real time, every rate from scratch by bisection on each bottleneck: slow, and nothing in
/// common with the engine but the routes.
std::vector<double> plain_finishes(const FlowSet& set) {
  struct Open {
    std::size_t index;
    double left_gb;
    double rate = 0.0;
  };
  std::vector<double> finish(set.flows.size());
  std::vector<Open> open;
  std::vector<std::size_t> waiting;
  for (std::size_t i = 0; i < set.flows.size(); ++i) waiting.push_back(i);
  std::stable_sort(waiting.begin(), waiting.end(),
                   [&](auto a, auto b) { return set.flows[a].start_s > set.flows[b].start_s; });
  double now = 0.0;
  const auto route = [&](std::size_t i) {
    return set.network.channels(NodeId(set.flows[i].from), NodeId(set.flows[i].to));
  };
  const auto limit_of = [&](std::size_t i) { return std::min(set.limit_gbps, set.flows[i].limit_gbps); };
  while (!open.empty() || !waiting.empty()) {
    std::vector<double> spare(set.network.channel_count());
    for (std::size_t c = 0; c < spare.size(); ++c)
      spare[c] = set.network.link_of(ChannelId(c)).capacity.value();
    std::vector<Open*> unsettled;
    for (Open& each : open) unsettled.push_back(&each);
    while (!unsettled.empty()) {
      double level = std::numeric_limits<double>::infinity();
      std::vector<double> weight(spare.size());
      for (const Open* each : unsettled) {
        level = std::min(level, limit_of(each->index) / set.flows[each->index].weight);
        for (const ChannelId c : route(each->index)) weight[c.index()] += set.flows[each->index].weight;
      }
      for (std::size_t c = 0; c < spare.size(); ++c)
        if (weight[c] > 0.0) level = std::min(level, spare[c] / weight[c]);
      std::vector<Open*> rest;
      std::vector<double> taken(spare.size());
      for (Open* each : unsettled) {
        const double own_weight = set.flows[each->index].weight;
        bool is_stuck = level * own_weight >= limit_of(each->index) * (1 - 1e-12);
        for (const ChannelId c : route(each->index))
          is_stuck = is_stuck || spare[c.index()] / weight[c.index()] <= level * (1 + 1e-12);
        if (!is_stuck) {
          rest.push_back(each);
          continue;
        }
        each->rate = level * own_weight;
        for (const ChannelId c : route(each->index)) taken[c.index()] += each->rate;
      }
      for (std::size_t c = 0; c < spare.size(); ++c) spare[c] = std::max(0.0, spare[c] - taken[c]);
      unsettled = rest;
    }
    double next =
        waiting.empty() ? std::numeric_limits<double>::infinity() : set.flows[waiting.back()].start_s;
    for (const Open& each : open) next = std::min(next, now + each.left_gb * 8.0 / each.rate);
    for (Open& each : open) each.left_gb -= each.rate / 8.0 * (next - now);
    now = next;
    std::erase_if(open, [&](const Open& each) {
      if (each.left_gb > 1e-6) return false;
      finish[each.index] = now;
      return true;
    });
    while (!waiting.empty() && set.flows[waiting.back()].start_s <= now) {
      open.push_back({waiting.back(), set.flows[waiting.back()].gb});
      waiting.pop_back();
    }
  }
  return finish;
}

/// Finish times by SimGrid's flow model for the same links, routes, starts and sizes.
std::vector<double> simgrid_finishes(const FlowSet& set, const std::string& program) {
  const std::string name =
      (std::filesystem::temp_directory_path() / fmt::format("suanwang-flows-{}", std::rand())).string();
  {
    std::ofstream file(name);
    file.precision(17);
    file << set.network.nodes().size() << ' ' << set.network.channel_count() << ' ' << set.limit_gbps << ' '
         << set.flows.size() << '\n';
    for (std::size_t c = 0; c < set.network.channel_count(); ++c)
      file << set.network.link_of(ChannelId(c)).capacity.value() << '\n';
    for (const FlowSet::Flow& flow : set.flows) {
      const auto channels = set.network.channels(NodeId(flow.from), NodeId(flow.to));
      file << flow.start_s << ' ' << flow.gb << ' ' << flow.from << ' ' << flow.to << ' ' << channels.size();
      for (const ChannelId channel : channels) file << ' ' << channel.index();
      file << '\n';
    }
  }
  std::FILE* pipe = popen(("'" + program + "' '" + name + "' 2>/dev/null").c_str(), "r");
  expects(pipe != nullptr, "SimGrid's program starts");
  std::string output;
  char buffer[4096];
  while (const std::size_t got = std::fread(buffer, 1, sizeof buffer, pipe)) output.append(buffer, got);
  const int status = pclose(pipe);
  std::filesystem::remove(name);
  if (status != 0) throw InputError("SimGrid's program failed: " + output);
  std::istringstream lines(output);
  std::vector<double> finish(set.flows.size());
  for (double& each : finish) lines >> each;
  return finish;
}

double greatest_difference(const FlowSet& set, const std::vector<double>& a, const std::vector<double>& b) {
  double greatest = 0.0;
  for (std::size_t i = 0; i < a.size(); ++i)
    greatest = std::max(greatest, std::abs(a[i] - b[i]) / (b[i] - set.flows[i].start_s));
  return greatest;
}

Row row(const std::string& of, double measured, std::uint64_t flows) {
  return {of, measured, 0.0, 1e-6, "relative, of a transfer's time", flows, Row::Relation::equal};
}

constexpr std::uint64_t sets = 100;

}  // namespace

std::vector<Section> network() {
  double plain = 0.0, weighted = 0.0;
  std::uint64_t flows = 0;
  for (const std::uint64_t seed : testing::first_seeds(sets)) {
    const FlowSet alike = any_flow_set(seed, false), by_weight = any_flow_set(seed, true);
    plain = std::max(plain, greatest_difference(alike, finishes(alike), plain_finishes(alike)));
    weighted =
        std::max(weighted, greatest_difference(by_weight, finishes(by_weight), plain_finishes(by_weight)));
    flows += alike.flows.size();
  }
  return {{"Max-min fair sharing against a plain reference",
           fmt::format(
               "{} random networks of 4 to 10 nodes with 60 transfers each, half of them with a limit a "
               "flow. The "
               "reference works flow by flow, fills all rates from scratch at every start and end, and keeps "
               "real-valued time. Shown is the greatest difference of all completion times.",
               sets),
           {row("transfers of equal weight: greatest difference", plain, flows),
            row("weights 1 to 4 and limits of their own: greatest difference", weighted, flows)}}};
}

std::vector<Section> network_against_simgrid(const std::string& program) {
  double greatest = 0.0;
  std::uint64_t flows = 0;
  for (const std::uint64_t seed : testing::first_seeds(sets)) {
    const FlowSet set = any_flow_set(seed, false);
    greatest = std::max(greatest, greatest_difference(set, finishes(set), simgrid_finishes(set, program)));
    flows += set.flows.size();
  }
  return {{"Max-min fair sharing against SimGrid",
           "The same networks and transfers through SimGrid 3.32 (network model CM02 with latency 0, without "
           "cross traffic and "
           "TCP window, precision 1e-9), where the two models coincide.",
           {row("completion times: greatest difference", greatest, flows)}}};
}

}  // namespace suanwang::validation
