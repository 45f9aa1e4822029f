#pragma once

#include <cstdint>
#include <queue>
#include <vector>

#include "suanwang/model/world.hpp"

namespace suanwang {

/// What stops working, and works again, when: random failures of servers, super-nodes, clusters and links,
/// and outages at known times. The times of each thing come from a random stream of its own, so they depend
/// on nothing that happens in the run.
class FaultProcess {
 public:
  enum class Kind : std::uint8_t { server, super_node, cluster, link, outage };
  struct Event {
    TimePoint time;
    Kind kind = Kind::server;
    bool is_repair = false;
    PoolId pool;  ///< of a server or super-node
    std::uint32_t index =
        0;  ///< server or super-node in the pool; cluster; link; or place in `World`'s outages
    std::uint32_t together = 1;  ///< of a server: so many neighbours, itself included
  };

  explicit FaultProcess(const World& world);

  [[nodiscard]] TimePoint next_time() const { return pending_.empty() ? never : pending_.top().time; }
  Event pop();

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(pending_);
  }

 private:
  struct Group {  // of things of one kind
    Kind kind;
    PoolId pool;
    std::uint32_t first_thing = 0, first_index = 0, count = 0;
    Reliability reliability;
  };
  struct Pending {
    TimePoint time;
    std::uint32_t thing;
    std::uint32_t changes;  ///< odd: the event is a repair
    friend bool operator<(const Pending& a,
                          const Pending& b) {  // a queue of std:: keeps the greatest in front
      return a.time != b.time ? a.time > b.time : a.thing > b.thing;
    }
  };
  void add_group(Kind kind, PoolId pool, std::uint32_t count, const Reliability& reliability);
  [[nodiscard]] const Group& group_of(std::uint32_t thing) const;
  [[nodiscard]] Duration draw(const Group& group, std::uint32_t thing, std::uint32_t changes) const;

  const World& world_;
  std::vector<Group> groups_;
  std::uint32_t things_ = 0;
  std::priority_queue<Pending> pending_;
};

}  // namespace suanwang
