#include "suanwang/sweep/design.hpp"

#include <algorithm>
#include <numeric>
#include <string>

#include <boost/random/sobol.hpp>
#include <boost/random/uniform_int_distribution.hpp>

#include "suanwang/core/error.hpp"
#include "suanwang/core/random_stream.hpp"

namespace suanwang {

namespace {

constexpr std::size_t range_lattice = 4;  // Morris's p, of a factor without levels
constexpr double most_points = 0x1p53;    // up to here `design_size` is exact

RandomStream stream_of(std::uint64_t seed, std::size_t entity, std::uint64_t item = 0) {
  return RandomStream(seed, RandomPurpose::design, static_cast<std::uint32_t>(entity), item);
}

/// Dimensions of the Sobol sequence behind a design; 0 where there is none.
std::size_t sobol_dimensions(const DesignRequest& request) {
  if (request.design == Design::sobol) return request.levels.size();
  if (request.design == Design::saltelli) return 2 * request.levels.size();
  return 0;
}

void check_levels(const DesignRequest& request) {
  const bool needs_levels = request.design == Design::grid || request.design == Design::zip;
  for (std::size_t factor = 0; factor < request.levels.size(); ++factor) {
    const std::size_t levels = request.levels[factor];
    const std::string name = "factor " + std::to_string(factor + 1) + " of the design";
    if (needs_levels && levels == 0) throw InputError(name + " has no levels; a grid or zip needs them");
    if (request.design == Design::zip && levels != request.levels.front())
      throw InputError(name + " has " + std::to_string(levels) +
                       " levels; in a zip all factors have as many as the first: " +
                       std::to_string(request.levels.front()));
    if (request.design == Design::morris && levels == 1)
      throw InputError(name + " has a single level; a Morris design moves each factor and needs two");
  }
}

void check(const DesignRequest& request) {
  expects(!request.levels.empty(), "a design has at least one factor");
  check_levels(request);
  constexpr std::size_t most = boost::random::default_sobol_table::max_dimension;
  if (sobol_dimensions(request) > most)
    throw InputError("Sobol sequences are known for up to " + std::to_string(most) +
                     " dimensions; this design needs " + std::to_string(sobol_dimensions(request)) +
                     " (one per factor; two for saltelli)");
}

Place middle_of(std::size_t level, std::size_t levels) {
  return {level, (static_cast<double>(level) + 0.5) / static_cast<double>(levels)};
}

/// Where a share of the range falls on a factor.
Place place_at(double share, std::size_t levels) {
  if (levels == 0) return {0, share};
  const auto level = static_cast<std::size_t>(share * static_cast<double>(levels));
  return middle_of(std::min(level, levels - 1), levels);
}

std::vector<DesignPoint> grid(const DesignRequest& request) {
  std::vector<DesignPoint> points(static_cast<std::size_t>(design_size(request)),
                                  DesignPoint(request.levels.size()));
  for (std::size_t number = 0; number < points.size(); ++number) {
    std::size_t rest = number;
    for (std::size_t factor = request.levels.size(); factor-- > 0;) {
      const std::size_t levels = request.levels[factor];
      points[number][factor] = middle_of(rest % levels, levels);
      rest /= levels;
    }
  }
  return points;
}

std::vector<DesignPoint> zip(const DesignRequest& request) {
  const std::size_t levels = request.levels.front();
  std::vector<DesignPoint> points;
  for (std::size_t level = 0; level < levels; ++level)
    points.emplace_back(request.levels.size(), middle_of(level, levels));
  return points;
}

std::size_t draw_below(std::size_t count, RandomStream& stream) {
  return static_cast<std::size_t>(
      boost::random::uniform_int_distribution<std::uint64_t>(0, count - 1)(stream));
}

/// 0 to `count` - 1 in an order of chance (Fisher and Yates; std::shuffle differs between libraries).
std::vector<std::size_t> shuffled(std::size_t count, RandomStream& stream) {
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t left = count; left > 1; --left)
    std::swap(order[left - 1], order[draw_below(left, stream)]);
  return order;
}

std::vector<DesignPoint> latin_hypercube(const DesignRequest& request) {
  std::vector<DesignPoint> points(request.points, DesignPoint(request.levels.size()));
  const auto parts = static_cast<double>(request.points);
  for (std::size_t factor = 0; factor < request.levels.size(); ++factor) {
    RandomStream stream = stream_of(request.seed, factor);
    const std::vector<std::size_t> part = shuffled(request.points, stream);
    for (std::size_t i = 0; i < points.size(); ++i)
      points[i][factor] =
          place_at((static_cast<double>(part[i]) + stream.uniform()) / parts, request.levels[factor]);
  }
  return points;
}

std::vector<DesignPoint> independent(const DesignRequest& request) {
  std::vector<DesignPoint> points(request.points, DesignPoint(request.levels.size()));
  for (std::size_t factor = 0; factor < request.levels.size(); ++factor) {
    RandomStream stream = stream_of(request.seed, factor);
    for (DesignPoint& point : points) point[factor] = place_at(stream.uniform(), request.levels[factor]);
  }
  return points;
}

/// A Sobol sequence from its zero point on, shifted by one word per dimension. A shift by exclusive or keeps
/// the balance of the sequence, and moves the zero point off the corner.
class ShiftedSobol {
 public:
  ShiftedSobol(std::size_t dimensions, std::uint64_t seed) : engine_(dimensions), words_(dimensions, 0) {
    for (std::size_t dimension = 0; dimension < dimensions; ++dimension) {
      RandomStream stream = stream_of(seed, dimension);
      const std::uint64_t high = stream(), low = stream();
      shifts_.push_back(high << 32 | low);
    }
  }

  std::vector<double> next() {
    std::vector<double> shares;
    for (std::size_t i = 0; i < words_.size(); ++i) shares.push_back(share_of(words_[i] ^ shifts_[i]));
    // Boost's engine leaves out the zero point, and yields one coordinate per call.
    for (std::uint64_t& word : words_) word = engine_();
    return shares;
  }

 private:
  /// The middle of one of 2^52 parts: exact in a double, and within (0, 1).
  static double share_of(std::uint64_t word) { return (static_cast<double>(word >> 12) + 0.5) * 0x1p-52; }

  boost::random::sobol engine_;
  std::vector<std::uint64_t> words_, shifts_;  // by dimension
};

std::vector<DesignPoint> sobol(const DesignRequest& request) {
  ShiftedSobol sequence(sobol_dimensions(request), request.seed);
  std::vector<DesignPoint> points(request.points);
  for (DesignPoint& point : points) {
    const std::vector<double> shares = sequence.next();
    for (std::size_t factor = 0; factor < request.levels.size(); ++factor)
      point.push_back(place_at(shares[factor], request.levels[factor]));
  }
  return points;
}

std::vector<DesignPoint> saltelli(const DesignRequest& request) {
  const std::size_t factors = request.levels.size();
  ShiftedSobol sequence(sobol_dimensions(request), request.seed);
  std::vector<DesignPoint> points;
  for (std::size_t base = 0; base < request.points; ++base) {
    const std::vector<double> shares = sequence.next();
    DesignPoint a, b;
    for (std::size_t factor = 0; factor < factors; ++factor) {
      a.push_back(place_at(shares[factor], request.levels[factor]));
      b.push_back(place_at(shares[factors + factor], request.levels[factor]));
    }
    points.push_back(a);
    points.push_back(b);
    for (std::size_t factor = 0; factor < factors; ++factor) {
      points.push_back(a);
      points.back()[factor] = b[factor];
    }
  }
  return points;
}

/// A position on Morris's lattice; its share leads from 0 at the first to 1 at the last.
Place lattice_place(std::size_t position, std::size_t levels) {
  const std::size_t lattice = levels == 0 ? range_lattice : levels;
  return {levels == 0 ? 0 : position, static_cast<double>(position) / static_cast<double>(lattice - 1)};
}

/// The two places of a factor in one trajectory, half of the lattice apart, in an order of chance.
std::pair<Place, Place> morris_step(std::size_t levels, RandomStream& stream) {
  const std::size_t lattice = levels == 0 ? range_lattice : levels;
  const std::size_t step = lattice / 2;
  const std::size_t lower = draw_below(lattice - step, stream);
  const Place low = lattice_place(lower, levels), high = lattice_place(lower + step, levels);
  return draw_below(2, stream) == 0 ? std::pair(low, high) : std::pair(high, low);
}

std::vector<DesignPoint> morris(const DesignRequest& request) {
  std::vector<DesignPoint> points;
  for (std::size_t trajectory = 0; trajectory < request.points; ++trajectory) {
    RandomStream stream = stream_of(request.seed, 0, trajectory);
    DesignPoint here, ends;
    for (const std::size_t levels : request.levels) {
      const auto [start, end] = morris_step(levels, stream);
      here.push_back(start);
      ends.push_back(end);
    }
    points.push_back(here);
    for (const std::size_t factor : shuffled(request.levels.size(), stream)) {
      here[factor] = ends[factor];
      points.push_back(here);
    }
  }
  return points;
}

}  // namespace

double design_size(const DesignRequest& request) {
  check(request);
  const auto factors = static_cast<double>(request.levels.size());
  const auto points = static_cast<double>(request.points);
  switch (request.design) {
    case Design::grid:
      return std::accumulate(
          request.levels.begin(), request.levels.end(), 1.0,
          [](double product, std::size_t levels) { return product * static_cast<double>(levels); });
    case Design::zip:
      return static_cast<double>(request.levels.front());
    case Design::latin_hypercube:
    case Design::sobol:
    case Design::random:
      return points;
    case Design::morris:
      return points * (factors + 1.0);
    case Design::saltelli:
      return points * (factors + 2.0);
  }
  throw InvariantError("a design is one of those listed");
}

std::vector<DesignPoint> design_points(const DesignRequest& request) {
  expects(design_size(request) <= most_points, "a design that is made has at most 2^53 points");
  switch (request.design) {
    case Design::grid:
      return grid(request);
    case Design::zip:
      return zip(request);
    case Design::latin_hypercube:
      return latin_hypercube(request);
    case Design::sobol:
      return sobol(request);
    case Design::random:
      return independent(request);
    case Design::morris:
      return morris(request);
    case Design::saltelli:
      return saltelli(request);
  }
  throw InvariantError("a design is one of those listed");
}

}  // namespace suanwang
