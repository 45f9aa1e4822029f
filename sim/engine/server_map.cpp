#include "suanwang/engine/server_map.hpp"

#include <algorithm>

#include "suanwang/core/error.hpp"

namespace suanwang {

ServerMap::ServerMap(const Pool& pool)
    : size_(pool.accelerators_per_server),
      servers_per_super_node_(pool.servers_per_super_node > 0 ? pool.servers_per_super_node
                                                              : std::max(1u, pool.servers())),
      servers_(pool.servers()),
      super_nodes_((pool.servers() + servers_per_super_node_ - 1) / servers_per_super_node_),
      partly_used_(size_, none) {
  for (std::uint32_t server = server_count(); server-- > 0;) enlist(server);  // the first ones in front
}

std::pair<std::uint32_t, std::uint32_t> ServerMap::servers_of(std::uint32_t super_node) const {
  const std::uint32_t first = super_node * servers_per_super_node_;
  return {first, std::min(first + servers_per_super_node_, server_count())};
}

std::uint32_t& ServerMap::list_of(std::uint32_t server) {
  const std::uint32_t free = free_on(servers_[server]);
  return free == size_ ? super_nodes_[server / servers_per_super_node_].first_empty : partly_used_[free];
}

void ServerMap::enlist(std::uint32_t at) {
  Server& server = servers_[at];
  const std::uint32_t free = free_on(server);
  free_accelerators_ += free;
  if (free == 0) return;
  std::uint32_t& first = list_of(at);
  server.is_listed = true;
  server.previous = none;
  server.next = first;
  if (first != none) servers_[first].previous = at;
  first = at;
  if (free < size_) return;
  ++super_nodes_[at / servers_per_super_node_].empty_servers;
  ++empty_servers_;
}

/// Before its use or state changes.
void ServerMap::delist(std::uint32_t at) {
  Server& server = servers_[at];
  const std::uint32_t free = free_on(server);
  free_accelerators_ -= free;
  if (!server.is_listed) return;
  if (server.previous != none)
    servers_[server.previous].next = server.next;
  else
    list_of(at) = server.next;
  if (server.next != none) servers_[server.next].previous = server.previous;
  server.is_listed = false;
  if (free < size_) return;
  --super_nodes_[at / servers_per_super_node_].empty_servers;
  --empty_servers_;
}

/// Of the super-nodes with so many empty servers the one with the fewest; `none` if there is none.
std::uint32_t ServerMap::best_super_node(std::uint32_t servers) const {
  std::uint32_t best = none, fewest = UINT32_MAX;
  for (std::uint32_t i = 0; i < super_nodes_.size(); ++i)
    if (super_nodes_[i].empty_servers >= servers && super_nodes_[i].empty_servers < fewest) {
      fewest = super_nodes_[i].empty_servers;
      best = i;
    }
  return best;
}

std::uint32_t ServerMap::emptiest_super_node() const {
  const auto emptiest = std::max_element(
      super_nodes_.begin(), super_nodes_.end(),
      [](const SuperNode& a, const SuperNode& b) { return a.empty_servers < b.empty_servers; });
  return static_cast<std::uint32_t>(emptiest - super_nodes_.begin());
}

bool ServerMap::can_place(std::uint32_t gang, bool needs_one_domain) const {
  if (gang <= size_ && gang > 0) {
    if (empty_servers_ > 0) return true;
    if (gang == size_) return false;
    for (std::uint32_t free = gang; free < size_; ++free)
      if (partly_used_[free] != none) return true;
    return false;
  }
  const std::uint32_t servers = whole_servers(gang);
  return needs_one_domain ? best_super_node(servers) != none : servers <= empty_servers_;
}

std::uint32_t ServerMap::grant(std::uint32_t slot, std::uint32_t server, std::uint32_t accelerators,
                               std::uint32_t next_of_job) {
  if (free_grants_.empty()) {
    free_grants_.push_back(static_cast<std::uint32_t>(grants_.size()));
    grants_.emplace_back();
  }
  const std::uint32_t at = free_grants_.back();
  free_grants_.pop_back();
  delist(server);
  Server& on = servers_[server];
  on.used = static_cast<std::uint16_t>(on.used + accelerators);
  grants_[at] = {slot, server, accelerators, next_of_job, none, on.first_grant};
  if (on.first_grant != none) grants_[on.first_grant].previous_of_server = at;
  on.first_grant = at;
  enlist(server);
  return at;
}

std::uint32_t ServerMap::place(std::uint32_t slot, std::uint32_t gang, bool needs_one_domain) {
  if (gang < size_)
    for (std::uint32_t free = gang; free < size_; ++free)
      if (partly_used_[free] != none) return grant(slot, partly_used_[free], gang, none);
  std::uint32_t servers = whole_servers(gang);
  std::uint32_t placement = none;
  const std::uint32_t best = best_super_node(servers);
  expects(best != none || !needs_one_domain, "a gang is placed where it fits");
  while (servers > 0) {
    const SuperNode& from = super_nodes_[best != none ? best : emptiest_super_node()];
    expects(from.first_empty != none, "a gang is placed where it fits");
    for (; servers > 0 && from.first_empty != none; --servers)
      placement = grant(slot, from.first_empty, std::min(gang, size_), placement);
  }
  return placement;
}

void ServerMap::remove(std::uint32_t placement) {
  while (placement != none) {
    const Grant& gone = grants_[placement];
    delist(gone.server);
    Server& server = servers_[gone.server];
    server.used = static_cast<std::uint16_t>(server.used - gone.accelerators);
    if (gone.previous_of_server != none)
      grants_[gone.previous_of_server].next_of_server = gone.next_of_server;
    else
      server.first_grant = gone.next_of_server;
    if (gone.next_of_server != none)
      grants_[gone.next_of_server].previous_of_server = gone.previous_of_server;
    enlist(gone.server);
    free_grants_.push_back(placement);
    placement = gone.next_of_job;
  }
}

void ServerMap::jobs_on(std::uint32_t server, std::vector<std::uint32_t>& slots) const {
  for (std::uint32_t grant = servers_[server].first_grant; grant != none;
       grant = grants_[grant].next_of_server)
    slots.push_back(grants_[grant].slot);
}

void ServerMap::take_down(std::uint32_t at, std::vector<std::uint32_t>& hit) {
  delist(at);
  Server& server = servers_[at];
  if (server.down++ == 0) {
    ++down_servers_;
    jobs_on(at, hit);
  }
  enlist(at);
}

void ServerMap::bring_up(std::uint32_t at) {
  delist(at);
  expects(servers_[at].down > 0, "a server that is repaired was down");
  if (--servers_[at].down == 0) --down_servers_;
  enlist(at);
}

std::vector<std::uint32_t> ServerMap::servers_under(std::uint32_t placement) const {
  std::vector<std::uint32_t> servers;
  for (; placement != none; placement = grants_[placement].next_of_job)
    servers.push_back(grants_[placement].server);
  std::sort(servers.begin(), servers.end());
  return servers;
}

}  // namespace suanwang
