// Decisions of policies: each byte is a choice, of the world, its jobs and then of whichever policy is asked.
// A run is refused with a PolicyError, or its books balance.
#include <memory>

#include "fuzz.hpp"
#include "mad_policies.hpp"

namespace suanwang::fuzz {

void read(Bytes bytes) {
  if (bytes.empty()) return;
  const double madness = bytes[0] / 1024.0;  // up to a quarter of all answers
  const auto left = std::make_shared<Bytes>(bytes.subspan(1));
  const auto unit = [left] {
    if (left->empty()) return 0.75;  // from here on nothing but sense
    const double value = left->front() / 256.0;
    *left = left->subspan(1);
    return value;
  };
  testing::Mischief choice(unit, 0.0);
  const World world = testing::any_world(choice);
  try {
    testing::run(world, testing::any_jobs(choice, 12),
                 testing::mad_policies([&](std::uint32_t) { return testing::Mischief(unit, madness); }));
  } catch (const PolicyError&) {
  }
}

}  // namespace suanwang::fuzz
