#include "suanwang/experiment/students_t.hpp"

#include <cmath>

#include <boost/math/distributions/students_t.hpp>

namespace suanwang {

double students_t_quantile(double probability, double degrees_of_freedom) {
  return boost::math::quantile(boost::math::students_t(degrees_of_freedom), probability);
}

double students_t_two_sided(double t, double degrees_of_freedom) {
  const boost::math::students_t distribution(degrees_of_freedom);
  return 2.0 * boost::math::cdf(boost::math::complement(distribution, std::abs(t)));
}

}  // namespace suanwang
