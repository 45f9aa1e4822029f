#pragma once

#include <cstdint>
#include <string>

#include "suanwang/core/random_stream.hpp"
#include "suanwang/engine/transfers.hpp"

namespace suanwang {

/// Ten sites, a ring and chords: 40 channels, 90 routes.
inline Network ten_sites(RandomStream& stream) {
  Table<NodeId, Node> nodes;
  Table<LinkId, Link> links;
  for (int i = 0; i < 10; ++i) nodes.add({std::to_string(i), "", Degrees(0), Degrees(0)});
  for (const std::size_t step : {1u, 3u})
    for (std::size_t i = 0; i < 10; ++i)
      links.add({std::to_string(links.size()), NodeId(i), NodeId((i + step) % 10),
                 Gbps(80 + 720 * stream.uniform()), Delay(5 + 15 * stream.uniform()), CnyPerGigabyte(0)});
  return Network(std::move(nodes), std::move(links));
}

/// So many flows are under way between the ten sites at any time: when one has sent all, another starts.
class SharedLinks {
 public:
  explicit SharedLinks(std::int64_t flows) {
    for (std::int64_t i = 0; i < flows; ++i) start(TimePoint());
  }

  void replace_first() {
    const TimePoint now = transfers_.next_time();
    transfers_.finish(now);
    start(now);
  }

 private:
  void start(TimePoint now) {
    const auto from = static_cast<std::size_t>(10.0 * stream_.uniform());
    const auto to = (from + 1 + static_cast<std::size_t>(9.0 * stream_.uniform())) % 10;
    transfers_.start(now, {number_, number_, NodeId(from), NodeId(to),
                           Gigabytes(1.0 + 100.0 * stream_.uniform()), ClusterId(0)});
    ++number_;
  }

  RandomStream stream_{7, RandomPurpose::job_arrival, 0};
  const Network network_ = ten_sites(stream_);
  Transfers transfers_{network_, Gbps(1e6)};
  std::uint32_t number_ = 0;
};

}  // namespace suanwang
