// simgrid_flows <file>: completion times of a set of flows by SimGrid. First line: nodes, channels, limit a
// flow in Gbps, flows; then a capacity in Gbps a line; then start s, GB, from, to, number of channels,
// channels.
#include <cstdio>
#include <fstream>
#include <simgrid/s4u.hpp>
#include <string>
#include <vector>

namespace sg4 = simgrid::s4u;

int main(int argc, char** argv) {
  sg4::Engine engine(&argc, argv);
  for (const char* setting : {"network/model:CM02", "network/crosstraffic:0", "network/TCP-gamma:0",
                              "network/weight-S:0", "network/latency-factor:1", "network/bandwidth-factor:1",
                              "maxmin/precision:1e-9", "surf/precision:1e-9"})
    sg4::Engine::set_config(setting);
  std::ifstream file(argv[1]);
  std::size_t nodes, channels, flows;
  double limit_gbps;
  file >> nodes >> channels >> limit_gbps >> flows;
  auto* zone = sg4::create_full_zone("wan");
  std::vector<sg4::Link*> links;
  for (std::size_t c = 0; c < channels; ++c) {
    double gbps;
    file >> gbps;
    links.push_back(zone->create_link("c" + std::to_string(c), gbps * 1e9 / 8)->set_latency(0)->seal());
  }
  // Each flow has hosts of its own, and a link of its own that is its limit.
  struct Flow {
    double start_s, gb;
    sg4::Host *from, *to;
  };
  std::vector<Flow> all;
  for (std::size_t i = 0; i < flows; ++i) {
    Flow flow{};
    std::size_t from, to, count;
    file >> flow.start_s >> flow.gb >> from >> to >> count;
    const std::string name = std::to_string(i);
    std::vector<sg4::LinkInRoute> route;
    route.emplace_back(zone->create_link("limit" + name, limit_gbps * 1e9 / 8)->set_latency(0)->seal());
    for (std::size_t k = 0; k < count; ++k) {
      std::size_t channel;
      file >> channel;
      route.emplace_back(links[channel]);
    }
    flow.from = zone->create_host("from" + name, 1e9)->seal();
    flow.to = zone->create_host("to" + name, 1e9)->seal();
    zone->add_route(flow.from->get_netpoint(), flow.to->get_netpoint(), nullptr, nullptr, route, false);
    all.push_back(flow);
  }
  zone->seal();
  static std::vector<double> finish;
  finish.resize(flows);
  for (std::size_t i = 0; i < flows; ++i)
    sg4::Actor::create("flow", all[i].from, [&all, i] {
      sg4::this_actor::sleep_until(all[i].start_s);
      sg4::Comm::sendto(all[i].from, all[i].to, static_cast<std::uint64_t>(all[i].gb * 1e9));
      finish[i] = sg4::Engine::get_clock();
    });
  engine.run();
  for (const double each : finish) std::printf("%.17g\n", each);
}
