#pragma once

#include <cstdint>
#include <numeric>
#include <random>
#include <vector>

namespace suanwang::testing {

/// 1 to `count`: seeds for property tests, so that a failure can be repeated by its number.
inline std::vector<std::uint64_t> first_seeds(std::size_t count) {
  std::vector<std::uint64_t> seeds(count);
  std::iota(seeds.begin(), seeds.end(), std::uint64_t{1});
  return seeds;
}

/// Draws for random test inputs. The engine is specified by the standard; its mapping to ranges is our own.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  double within(double low, double high) {
    return low + (high - low) * (static_cast<double>(engine_() >> 11) * 0x1p-53);
  }
  std::size_t below(std::size_t count) { return static_cast<std::size_t>(engine_() % count); }
  bool chance(double probability) { return within(0.0, 1.0) < probability; }

 private:
  std::mt19937_64 engine_;
};

}  // namespace suanwang::testing
