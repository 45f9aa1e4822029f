#pragma once

namespace suanwang {

// Student's t distribution ("Student", The probable error of a mean, Biometrika 6, 1908). A facade of
// Boost.Math.

/// The value below which a t variable lies with `probability`, within (0, 1).
/// @param degrees_of_freedom Above 0.
[[nodiscard]] double students_t_quantile(double probability, double degrees_of_freedom);

/// Probability that a t variable is as far from 0 as `t` or farther, on either side.
[[nodiscard]] double students_t_two_sided(double t, double degrees_of_freedom);

}  // namespace suanwang
