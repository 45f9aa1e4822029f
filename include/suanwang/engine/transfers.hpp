#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <tuple>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/engine/min_tree.hpp"
#include "suanwang/model/network/fair_share.hpp"
#include "suanwang/model/network/network.hpp"
#include "suanwang/model/network/paths.hpp"

namespace suanwang {

class Snapshot;

/// Data on its way between nodes. Flows of one path, weight and limit form a class and share one rate,
/// max-min fair over the channels, so the work follows the number of classes in use and not the number of
/// flows: each class keeps what one of its flows has received since it was last empty, and a heap of the
/// levels at which they are done. Rates are filled again only for classes that share channels which can be
/// full, and only when one of them is, or becomes, so; otherwise every flow runs at its limit.
///
/// A flow takes one of up to `alternatives` shortest paths: that which offers it most when it starts, of
/// equals the shortest. When a link on its path fails, what is left goes another way, or waits until there is
/// one.
class Transfers {
 public:
  /// Whose data it is and where it goes: handed in at the start, handed back when all is sent.
  struct Cargo {
    std::uint32_t slot = 0;
    std::uint32_t job_number = 0;
    NodeId from, to;
    Gigabytes data;  ///< > 0, of each copy
    ClusterId paid_by;
    double weight = 1.0;
    Gbps limit{std::numeric_limits<double>::infinity()};  ///< besides that of all flows
    std::uint32_t copies = 1;                             ///< alike, side by side: each a flow of its own
  };
  /// A flow that has sent all its data, which arrive after `delay`.
  struct Sent {
    Cargo cargo;
    TimePoint started;
    Cny cost;     ///< of all copies
    Delay delay;  ///< of the path it took last
    bool was_rerouted = false;
  };

  /// @param alternatives At least 1.
  Transfers(const Network& network, Gbps flow_limit, std::size_t alternatives = 1);

  /// Starts a flow between two different nodes.
  void start(TimePoint now, const Cargo& cargo);
  /// When the next flow has sent all; `TimePoint::max()` if none is under way. Rounded up to the millisecond.
  [[nodiscard]] TimePoint next_time() const { return TimePoint(Duration(finish_times_.least())); }
  /// Takes out the next flow, which is done at `now`.
  Sent finish(TimePoint now);
  /// A link stops or starts to carry data.
  void set_link(TimePoint now, LinkId link, bool is_up);

  /// Data carried by channel since the last call, up to `now`.
  void collect_carried(TimePoint now, Table<ChannelId, Gigabytes>& carried);

  [[nodiscard]] std::size_t flow_count() const { return flow_count_; }
  /// Flows that have no path because links are down.
  [[nodiscard]] std::size_t stranded_count() const { return stranded_.size(); }
  [[nodiscard]] bool is_up(LinkId link) const { return !is_down_[link.index()]; }
  [[nodiscard]] Gigabytes started_data() const { return started_; }
  /// Sent by all flows up to the last collection, each byte once however many links it took.
  [[nodiscard]] Gigabytes carried_data() const { return carried_; }
  /// What flows under way still have to send at `now`.
  [[nodiscard]] Gigabytes data_to_carry(TimePoint now) const;
  /// Sum of rates by channel, for the capacity audit.
  void add_up_rates(Table<ChannelId, Gbps>& rates) const;

  /// All but what follows from the network. @param snapshot See `Snapshot`.
  void keep(Snapshot& snapshot);

 private:
  struct Flow {
    double done_at_gb;  // level of `received_gb` at which it is done
    std::uint32_t job_number;
    std::uint32_t content;  // place in `contents_`
    std::uint32_t copies;
    friend bool operator<(const Flow& a, const Flow& b) {  // a heap of std:: keeps the greatest in front
      return a.done_at_gb != b.done_at_gb ? a.done_at_gb > b.done_at_gb : a.job_number > b.job_number;
    }
  };
  struct ClassState {
    std::vector<Flow> flows;   // heap
    double received_gb = 0.0;  // by each flow since the class was last empty
    TimePoint updated;
    double carried_gb = 0.0;  // by all flows since the last collection
    Path path;
  };
  /// Classes that a flow between two nodes may join.
  struct Options {
    bool are_known = false;
    std::vector<std::uint32_t> classes;
  };

  /// The best class for a flow now; `no_class` where the nodes are cut off.
  static constexpr std::uint32_t no_class = UINT32_MAX;
  std::uint32_t class_for(const Cargo& cargo);
  std::uint32_t class_of(const Path& path, double weight, Gbps limit);
  [[nodiscard]] double offer(std::uint32_t flow_class) const;
  void join(TimePoint now, const Sent& sent, Gigabytes left);
  [[nodiscard]] Sent take_content(std::uint32_t place);
  void leave_down_links(TimePoint now);
  void retry_stranded(TimePoint now);
  void advance(std::size_t flow_class, TimePoint now);
  void reschedule(std::size_t flow_class, TimePoint now);
  void change_flow_count(std::size_t flow_class, int change, TimePoint now);
  void share_again(std::size_t flow_class, TimePoint now);
  [[nodiscard]] bool can_be_full(ChannelId channel) const {
    return flow_limit_ * channel_flows_[channel.index()] > capacity_[channel.index()];
  }

  const Network& network_;
  Gbps flow_limit_;
  std::size_t alternatives_;
  std::map<std::tuple<double, Gbps, std::vector<ChannelId>>, std::uint32_t> class_index_;
  std::map<std::pair<double, Gbps>, std::vector<Options>>
      options_;                                       // by weight and limit, then pair of nodes
  std::vector<FlowClass> classes_;                    // rates and counts
  std::vector<ClassState> states_;                    // the same
  std::vector<std::vector<std::uint32_t>> class_on_;  // by channel: classes whose path takes it
  MinTree finish_times_;                              // by class, in ms
  std::vector<Gbps> capacity_;                        // by channel
  std::vector<std::uint32_t> channel_flows_;
  std::vector<std::uint8_t> is_down_;  // by link
  std::vector<Sent> contents_;         // of flows, apart from the small entries that heaps move about
  std::vector<std::uint32_t> free_contents_;
  struct Stranded {
    Sent sent;
    Gigabytes left;
  };
  std::vector<Stranded> stranded_;  // in the order in which they lost their way
  FairShareScratch scratch_;
  std::vector<std::uint32_t> component_, components_channels_;
  std::vector<std::uint8_t> is_in_component_, is_channel_seen_;
  std::vector<FlowClass> component_classes_;
  std::size_t flow_count_ = 0;
  Gigabytes started_;
  Gigabytes carried_;
};

}  // namespace suanwang
