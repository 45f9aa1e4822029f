#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/min_tree.hpp"
#include "suanwang/model/network/fair_share.hpp"
#include "suanwang/model/network/network.hpp"

namespace suanwang {

/// Data on its way between nodes. Flows of one route share one rate, max-min fair over the channels, so the
/// work follows the number of routes in use and not the number of flows: each route keeps what one flow has
/// received since the route was last empty, and a heap of the levels at which its flows are done. Rates are
/// filled again only when a channel of the route is, or becomes, fully used; otherwise every flow runs at the
/// flow limit.
class Transfers {
 public:
  /// Whose data it is, where it goes, what carrying it costs: handed in at the start, handed back at the
  /// landing.
  struct Cargo {
    std::uint32_t slot = 0;
    std::uint32_t job_number = 0;
    ClusterId destination;
    Gigabytes data;  ///< > 0
    Cny cost;
  };

  Transfers(const Network& network, Gbps flow_limit);

  /// Starts a flow between two different nodes that a route joins.
  void start(TimePoint now, NodeId from, NodeId to, const Cargo& cargo);
  /// When the next flow lands; `TimePoint::max()` if none is under way. Rounded up to the millisecond.
  [[nodiscard]] TimePoint next_time() const { return TimePoint(Duration(finish_times_.least())); }
  /// Takes out the next flow, which lands at `now`.
  Cargo land(TimePoint now);

  /// Data carried by channel since the last call, up to `now`.
  void collect_carried(TimePoint now, Table<ChannelId, Gigabytes>& carried);

  [[nodiscard]] std::size_t flow_count() const { return flow_count_; }
  [[nodiscard]] Gigabytes started_data() const { return started_; }
  /// Sent by all flows up to the last collection, each byte once however many links it took.
  [[nodiscard]] Gigabytes carried_data() const { return carried_; }
  /// What flows under way still have to send at `now`.
  [[nodiscard]] Gigabytes data_to_carry(TimePoint now) const;
  /// Sum of rates by channel, for the capacity audit.
  void add_up_rates(Table<ChannelId, Gbps>& rates) const;

 private:
  struct Flow {
    double done_at_gb;  // level of `received_gb` at which it is done
    Cargo cargo;
    friend bool operator<(const Flow& a, const Flow& b) {  // a heap of std:: keeps the greatest in front
      return a.done_at_gb != b.done_at_gb ? a.done_at_gb > b.done_at_gb
                                          : a.cargo.job_number > b.cargo.job_number;
    }
  };
  struct RouteState {
    std::vector<Flow> flows;   // heap
    double received_gb = 0.0;  // by each flow since the route was last empty
    TimePoint updated;
    double carried_gb = 0.0;  // by all flows since the last collection
  };

  std::size_t route_between(NodeId from, NodeId to);
  void advance(std::size_t route, TimePoint now);
  void reschedule(std::size_t route, TimePoint now);
  void change_flow_count(std::size_t route, int change, TimePoint now);

  const Network& network_;
  Gbps flow_limit_;
  std::vector<std::int32_t> route_index_;  // by pair of nodes, -1 where no flow has passed yet
  std::vector<FlowClass> classes_;         // by route
  std::vector<RouteState> routes_;         // by route
  MinTree finish_times_;                   // by route, in ms
  std::vector<Gbps> capacity_;             // by channel
  std::vector<std::uint32_t> channel_flows_;
  FairShareScratch scratch_;
  std::size_t flow_count_ = 0;
  Gigabytes started_;
  Gigabytes carried_;
};

}  // namespace suanwang
