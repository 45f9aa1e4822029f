#include "suanwang/model/workload/serving.hpp"

#include <algorithm>
#include <cmath>

#include "suanwang/core/error.hpp"

namespace suanwang {

ServingProfile serving_profile(const TokenMix& mix, const ServingSpeed& speed) {
  const double full_step_s = speed.largest_batch / speed.decode.value();
  const double alone_s = 1.0 / speed.decode_alone.value();
  constexpr double rounding = 1.0 + 1e-9;
  expects(full_step_s * rounding >= alone_s, "a step of a full batch takes no less than that of one stream");
  expects(speed.decode * rounding >= speed.decode_alone, "a full batch yields no less than one stream");

  const double prefill_s = (1.0 - mix.output_share) * (1.0 - mix.cache_hit_share) / speed.prefill.value();
  const double decode_s = mix.output_share / speed.decode.value();
  ServingProfile profile;
  const double all_s = prefill_s + decode_s;
  expects(all_s > 0.0, "tokens take some work");
  profile.rate = TokensPerSecond(1.0 / all_s);
  profile.phases = {0.0, prefill_s / all_s, decode_s / all_s};
  profile.prefill_request_s = mix.input_tokens * (1.0 - mix.cache_hit_share) / speed.prefill.value();
  const double growth_s =
      speed.largest_batch > 1.0 ? std::max(0.0, full_step_s - alone_s) / (speed.largest_batch - 1.0) : 0.0;
  profile.step_s = std::max(0.0, alone_s - growth_s);
  profile.step_growth = growth_s * speed.decode.value();
  return profile;
}

double Waiting::share_above(double seconds) const {
  if (seconds < 0.0) return 1.0;
  return scale_s > 0.0 ? probability * std::exp(-seconds / scale_s) : 0.0;
}

Waiting waiting(double servers, double load, double service_s, double service_cv) {
  if (load <= 0.0) return {};
  // Arrivals are a Poisson process: the square of their coefficient of variation is 1.
  const double variability = (1.0 + service_cv * service_cv) / 2.0;
  return {std::pow(load, std::sqrt(2.0 * (servers + 1.0)) - 1.0),
          service_s / (servers * (1.0 - load)) * variability};
}

}  // namespace suanwang
