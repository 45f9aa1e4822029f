// flow_sharing <flows> [<file>]: completion times in s of so many flows that share ten sites' links, a line
// each; with a file, instead writes the flows there as simgrid_flows reads them.
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "shared_links.hpp"

namespace suanwang {
namespace {

constexpr double limit_gbps = 1e6;  // of one flow: none

struct Flow {
  std::size_t from, to;
  double gigabytes;
};

/// All start at once. Long ones, so that the clock's millisecond is below a millionth of each.
std::vector<Flow> flows_of(std::size_t count, RandomStream& stream) {
  std::vector<Flow> flows;
  for (std::size_t i = 0; i < count; ++i) {
    const auto from = static_cast<std::size_t>(10.0 * stream.uniform());
    const auto to = (from + 1 + static_cast<std::size_t>(9.0 * stream.uniform())) % 10;
    flows.push_back({from, to, std::floor(1e5 + 2e6 * stream.uniform())});
  }
  return flows;
}

void write(const Network& network, const std::vector<Flow>& flows, const char* name) {
  std::FILE* file = std::fopen(name, "w");
  if (!file) std::exit(1);
  std::fprintf(file, "%zu %zu %.17g %zu\n", network.nodes().size(), network.channel_count(), limit_gbps,
               flows.size());
  for (std::size_t c = 0; c < network.channel_count(); ++c)
    std::fprintf(file, "%.17g\n", network.link_of(ChannelId(c)).capacity.value());
  for (const Flow& flow : flows) {
    const auto channels = network.channels(NodeId(flow.from), NodeId(flow.to));
    std::fprintf(file, "0 %.17g %zu %zu %zu", flow.gigabytes, flow.from, flow.to, channels.size());
    for (const ChannelId channel : channels) std::fprintf(file, " %zu", channel.index());
    std::fprintf(file, "\n");
  }
  std::fclose(file);
}

void run(const Network& network, const std::vector<Flow>& flows) {
  Transfers transfers(network, Gbps(limit_gbps));
  for (std::uint32_t i = 0; i < flows.size(); ++i)
    transfers.start(TimePoint(), {i, i, NodeId(flows[i].from), NodeId(flows[i].to),
                                  Gigabytes(flows[i].gigabytes), ClusterId(0)});
  std::vector<double> finish_s(flows.size());
  for (std::size_t done = 0; done < flows.size(); ++done) {
    const TimePoint now = transfers.next_time();
    finish_s[transfers.finish(now).cargo.job_number] = in_seconds(now.time_since_epoch());
  }
  for (const double each : finish_s) std::printf("%.17g\n", each);
}

}  // namespace
}  // namespace suanwang

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "flow_sharing <flows> [<file>]\n");
    return 2;
  }
  suanwang::RandomStream stream(7, suanwang::RandomPurpose::job_arrival, 0);
  const suanwang::Network network = suanwang::ten_sites(stream);
  const auto flows = suanwang::flows_of(std::strtoull(argv[1], nullptr, 10), stream);
  if (argc > 2)
    suanwang::write(network, flows, argv[2]);
  else
    suanwang::run(network, flows);
}
