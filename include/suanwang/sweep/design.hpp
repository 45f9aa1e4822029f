#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "suanwang/core/spec.hpp"

namespace suanwang {

/// How the points of a sweep are laid out among its factors.
enum class Design { grid, zip, latin_hypercube, sobol, random, morris, saltelli };
template <>
struct Names<Design> {
  static constexpr std::array<std::pair<Design, const char*>, 7> all{
      {{Design::grid, "grid"},
       {Design::zip, "zip"},
       {Design::latin_hypercube, "latin_hypercube"},
       {Design::sobol, "sobol"},
       {Design::random, "random"},
       {Design::morris, "morris"},
       {Design::saltelli, "saltelli"}}};
};

/// Where a point stands on one factor.
struct Place {
  std::size_t level = 0;  ///< of a factor that has levels; 0 of one without
  /// Within [0, 1]. Of a factor without levels: of its range. Of one with levels: the middle of its level's
  /// part of the range; in the design `morris` its way from the first level (0) to the last (1), so that
  /// elementary effects mean the same for both kinds.
  double share = 0.0;
  bool operator==(const Place&) const = default;
};
using DesignPoint = std::vector<Place>;  // by factor

struct DesignRequest {
  Design design = Design::grid;
  std::vector<std::size_t> levels;  ///< by factor; 0: a range without steps
  /// Points of `latin_hypercube`, `sobol` and `random`; base points of `saltelli`; trajectories of `morris`.
  std::size_t points = 0;
  std::uint64_t seed = 1;
};

/// How many points a design has, without making them: so that a grid of a thousand million can be refused. A
/// number beyond what a double holds exactly is given as near as it can be.
/// @throws InputError as `design_points` does; InvariantError where there is no factor.
[[nodiscard]] double design_size(const DesignRequest& request);

/// The points, the same for the same request whatever the machine.
///
/// - `grid`: all combinations of levels; the last factor changes fastest. `zip`: the first levels of all
///   factors, then the second, ...; all have equally many. Both need levels.
/// - `latin_hypercube`: each factor's range in as many equal parts as there are points, one point in each
///   (McKay, Beckman and Conover 1979). `sobol`: a Sobol sequence with the direction numbers of Joe and Kuo
///   (2008), its zero point included, shifted digit by digit by the seed; balanced best where the number of
///   points is a power of two. `random`: independent and uniform. More points of `sobol` and `random` leave
///   the first ones as they are.
/// - `morris`: trajectories (Morris 1991) on a lattice of 4 levels (0, 1/3, 2/3, 1) of a range, or on a
///   factor's own levels. A step goes half of the lattice, rounded down, up or down. Each trajectory has a
///   point more than there are factors; neighbours differ in one factor, and each factor moves once.
/// - `saltelli`: for each base point the rows A, B, and A with one factor of B, in the order of factors
///   (Saltelli 2002): factors + 2 rows. A and B come from one Sobol sequence of twice as many dimensions.
///
/// A factor with levels is at level floor(share * levels) of the designs that sample.
/// @throws InputError where a grid or zip lacks levels, those of a zip differ in number, a Morris design has
///         a factor with a single level, or a Sobol sequence would need more than the 3667 dimensions known.
///         InvariantError where there is no factor, or more than 2^53 points.
[[nodiscard]] std::vector<DesignPoint> design_points(const DesignRequest& request);

}  // namespace suanwang
