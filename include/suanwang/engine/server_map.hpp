#pragma once

#include <cstdint>
#include <vector>

#include "suanwang/model/compute/cluster.hpp"

namespace suanwang {

/// Which job sits on which server of one pool. A gang smaller than a server goes to the fullest server that
/// holds it (best fit), a larger one onto whole servers: within the super-node that it fills best, or, if
/// none holds it and it may be spread, from the emptiest super-nodes, so that it touches few.
class ServerMap {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  static constexpr std::uint32_t services = UINT32_MAX - 1;  ///< the "job" on servers that services hold

  explicit ServerMap(const Pool& pool);

  [[nodiscard]] bool can_place(std::uint32_t gang, bool needs_one_domain) const;
  /// @pre can_place. @param slot Names the job. @return What `remove` takes.
  std::uint32_t place(std::uint32_t slot, std::uint32_t gang, bool needs_one_domain);
  void remove(std::uint32_t placement);

  [[nodiscard]] std::uint32_t server_count() const { return static_cast<std::uint32_t>(servers_.size()); }
  [[nodiscard]] std::uint32_t super_node_count() const {
    return static_cast<std::uint32_t>(super_nodes_.size());
  }
  /// Servers [first, end) of a super-node.
  [[nodiscard]] std::pair<std::uint32_t, std::uint32_t> servers_of(std::uint32_t super_node) const;
  /// Takes a server out of use, once more if it is already. @param hit Receives the slots of jobs on it.
  void take_down(std::uint32_t server, std::vector<std::uint32_t>& hit);
  /// Undoes one `take_down`.
  void bring_up(std::uint32_t server);
  /// Accelerators of servers that are out of use.
  [[nodiscard]] std::uint32_t down_accelerators() const { return down_servers_ * size_; }
  /// Accelerators without a job on servers that work.
  [[nodiscard]] std::uint32_t free_accelerators() const { return free_accelerators_; }
  /// Servers that work and have no job.
  [[nodiscard]] std::uint32_t empty_servers() const { return empty_servers_; }
  /// The server of a placement that is on one, or one of its servers.
  [[nodiscard]] std::uint32_t server_under(std::uint32_t placement) const {
    return grants_[placement].server;
  }
  /// Appends the slots of all jobs on a server.
  void jobs_on(std::uint32_t server, std::vector<std::uint32_t>& slots) const;
  /// Servers, first to last, that a placement is on.
  [[nodiscard]] std::vector<std::uint32_t> servers_under(std::uint32_t placement) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(servers_, super_nodes_, partly_used_, grants_, free_grants_, empty_servers_, down_servers_,
            free_accelerators_);
  }

 private:
  struct Server {
    std::uint16_t used = 0, down = 0;
    std::uint32_t first_grant = none;
    std::uint32_t previous = none, next = none;  // in the list of its free count, or of its super-node
    bool is_listed = false;
  };
  struct SuperNode {
    std::uint32_t first_empty = none;
    std::uint32_t empty_servers = 0;
  };
  /// A job's accelerators on one server.
  struct Grant {
    std::uint32_t slot, server, accelerators;
    std::uint32_t next_of_job;
    std::uint32_t previous_of_server, next_of_server;
  };
  [[nodiscard]] std::uint32_t free_on(const Server& server) const {
    return server.down > 0 ? 0 : size_ - server.used;
  }
  [[nodiscard]] std::uint32_t& list_of(std::uint32_t server);
  void enlist(std::uint32_t server);
  void delist(std::uint32_t server);
  [[nodiscard]] std::uint32_t whole_servers(std::uint32_t gang) const { return (gang + size_ - 1) / size_; }
  [[nodiscard]] std::uint32_t best_super_node(std::uint32_t servers) const;
  [[nodiscard]] std::uint32_t emptiest_super_node() const;
  std::uint32_t grant(std::uint32_t slot, std::uint32_t server, std::uint32_t accelerators,
                      std::uint32_t next_of_job);

  std::uint32_t size_;  // of a server
  std::uint32_t servers_per_super_node_;
  std::vector<Server> servers_;
  std::vector<SuperNode> super_nodes_;
  std::vector<std::uint32_t> partly_used_;  // first server by free accelerators, 1 to size - 1
  std::vector<Grant> grants_;
  std::vector<std::uint32_t> free_grants_;
  std::uint32_t empty_servers_ = 0, down_servers_ = 0, free_accelerators_ = 0;
};

}  // namespace suanwang
