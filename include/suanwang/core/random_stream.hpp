#pragma once

#include <array>
#include <cstdint>
#include <limits>

namespace suanwang {

/// What a random stream is for. Values are part of the results: never renumber, only append.
enum class RandomPurpose : std::uint32_t {
  job_arrival = 1,
  wind = 2,
  cloud = 3,
  temperature = 4,
  fault = 5,
  data_set = 6,
  trace_record = 7,
  forecast = 8,
  policy = 9,
  bootstrap = 10,
  design = 11,
};

/// Counter-based random numbers (Philox4x32-10 of Random123; Salmon et al., SC 2011). A stream is named by
/// seed, purpose, entity and item, and needs no state from any other: changing a policy changes neither
/// weather nor arrivals. Meets UniformRandomBitGenerator, so that Boost.Random's portable distributions run
/// on it.
class RandomStream {
 public:
  using result_type = std::uint32_t;

  /// @param entity Such as a job class or a hub, by its index.
  /// @param item   Such as the number of a job within its class.
  RandomStream(std::uint64_t seed, RandomPurpose purpose, std::uint32_t entity, std::uint64_t item = 0)
      : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)},
        counter_{0, static_cast<std::uint32_t>(item), static_cast<std::uint32_t>(item >> 32),
                 (static_cast<std::uint32_t>(purpose) << 24) ^ entity} {}

  static constexpr result_type min() { return 0; }
  static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

  result_type operator()() {
    if (used_ == block_.size()) refill();
    return block_[used_++];
  }

  /// Uniform within the open interval (0, 1), 32 bits of resolution.
  double uniform() { return (static_cast<double>((*this)()) + 0.5) * 0x1p-32; }
  /// Exponential with mean 1.
  double exponential();
  /// Normal with mean 0 and standard deviation 1 (Boost.Random's ziggurat).
  double normal();

 private:
  void refill();

  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  std::size_t used_ = 4;
};

}  // namespace suanwang
