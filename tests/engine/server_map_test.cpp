#include "suanwang/engine/server_map.hpp"

#include <algorithm>
#include <map>
#include <vector>

#include <gtest/gtest.h>

#include "seeds.hpp"

namespace suanwang {
namespace {

Pool pool_of(std::uint32_t servers, std::uint32_t size, std::uint32_t per_super_node) {
  Pool pool;
  pool.installed = pool.energised = servers * size;
  pool.accelerators_per_server = size;
  pool.servers_per_super_node = per_super_node;
  return pool;
}

/// A plain list of free accelerators by server.
struct PlainServers {
  std::vector<std::uint32_t> free, down;
  std::uint32_t size, per_super_node;

  std::uint32_t open(std::size_t server) const { return down[server] ? 0 : free[server]; }
  bool can_place(std::uint32_t gang, bool needs_one_domain) const {
    if (gang < size) {
      for (std::size_t i = 0; i < free.size(); ++i)
        if (open(i) >= gang) return true;
      return false;
    }
    const std::uint32_t needed = (gang + size - 1) / size;
    std::uint32_t all = 0, most = 0;
    for (std::size_t first = 0; first < free.size(); first += per_super_node) {
      std::uint32_t here = 0;
      for (std::size_t i = first; i < std::min(free.size(), first + per_super_node); ++i)
        here += open(i) == size;
      all += here;
      most = std::max(most, here);
    }
    return (needs_one_domain ? most : all) >= needed;
  }
};

TEST(ServerMapProperty, PlacesWhatAPlainListOfServersWouldAndAsTightly) {
  for (const std::uint64_t seed : testing::first_seeds(200)) {
    SCOPED_TRACE(seed);
    testing::Draw draw(seed);
    const auto count = static_cast<std::uint32_t>(1 + draw.below(20));
    const auto size = static_cast<std::uint32_t>(1 + draw.below(8));
    const auto per_super_node = static_cast<std::uint32_t>(1 + draw.below(6));
    ServerMap map(pool_of(count, size, per_super_node));
    PlainServers plain{std::vector<std::uint32_t>(count, size), std::vector<std::uint32_t>(count, 0), size,
                       per_super_node};
    struct Placed {
      std::uint32_t placement, gang;
      std::vector<std::uint32_t> servers;
    };
    std::map<std::uint32_t, Placed> jobs;  // by slot
    const auto remove = [&](std::uint32_t slot) {
      const Placed& placed = jobs.at(slot);
      for (const std::uint32_t server : placed.servers) plain.free[server] += std::min(placed.gang, size);
      map.remove(placed.placement);
      jobs.erase(slot);
    };
    for (std::uint32_t slot = 0; slot < 300; ++slot) {
      const auto gang = static_cast<std::uint32_t>(1 + draw.below(3 * size));
      const bool needs_one_domain = draw.chance(0.4);
      ASSERT_EQ(map.can_place(gang, needs_one_domain), plain.can_place(gang, needs_one_domain));
      if (map.can_place(gang, needs_one_domain)) {
        const std::uint32_t placement = map.place(slot, gang, needs_one_domain);
        Placed placed{placement, gang, map.servers_under(placement)};
        ASSERT_EQ(placed.servers.size(), (gang + size - 1) / size);
        std::uint32_t tightest = size + 1;  // best fit: no server that holds it was fuller
        for (std::size_t i = 0; i < plain.free.size(); ++i)
          if (gang < size && plain.open(i) >= gang) tightest = std::min(tightest, plain.open(i));
        for (const std::uint32_t server : placed.servers) {
          if (gang < size) {
            ASSERT_EQ(plain.open(server), tightest);
          } else {
            ASSERT_EQ(plain.open(server), size);
          }
          ASSERT_TRUE(!needs_one_domain ||
                      server / per_super_node == placed.servers.front() / per_super_node);
          plain.free[server] -= std::min(gang, size);
        }
        jobs.emplace(slot, std::move(placed));
      }
      if (!jobs.empty() && draw.chance(0.5))
        remove(std::next(jobs.begin(), static_cast<std::ptrdiff_t>(draw.below(jobs.size())))->first);
      if (draw.chance(0.2)) {
        const auto server = static_cast<std::uint32_t>(draw.below(count));
        std::vector<std::uint32_t> hit, expected;
        for (const auto& [other, placed] : jobs)
          if (!plain.down[server] &&
              std::find(placed.servers.begin(), placed.servers.end(), server) != placed.servers.end())
            expected.push_back(other);
        map.take_down(server, hit);
        ++plain.down[server];
        std::sort(hit.begin(), hit.end());
        ASSERT_EQ(hit, expected);
        for (const std::uint32_t other : hit) remove(other);
      }
      if (draw.chance(0.2))
        for (std::uint32_t server = 0; server < count; ++server)
          if (plain.down[server]) {
            map.bring_up(server);
            --plain.down[server];
            break;
          }
      std::uint32_t free = 0, down = 0;
      for (std::uint32_t server = 0; server < count; ++server) {
        free += plain.open(server);
        down += plain.down[server] ? size : 0;
      }
      ASSERT_EQ(map.free_accelerators(), free);
      ASSERT_EQ(map.down_accelerators(), down);
    }
  }
}

}  // namespace
}  // namespace suanwang
