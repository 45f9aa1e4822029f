#pragma once

#include "suanwang/core/phase_mix.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// What the tokens of a model class consist of.
struct TokenMix {
  double output_share = 0.0;     ///< of all tokens, within [0, 1]; the rest is input
  double cache_hit_share = 0.0;  ///< of input tokens, whose work is already done; within [0, 1]
  double input_tokens = 1.0;     ///< of a request, mean, > 0
};

/// What one accelerator of a chip achieves with a model class.
struct ServingSpeed {
  TokensPerSecond prefill;       ///< input tokens that are not in a cache, > 0
  TokensPerSecond decode;        ///< output tokens of all streams at the largest batch, > 0
  TokensPerSecond decode_alone;  ///< output tokens of one stream that has the accelerator to itself
  double largest_batch = 1.0;    ///< streams that one accelerator decodes side by side, >= 1
};

/// A model class on one chip: what a token costs, and how long a request takes. Equations 24 to 27 of
/// docs/model.md.
struct ServingProfile {
  TokensPerSecond rate;          ///< input and output tokens of one accelerator that is always in use
  PhaseMix phases;               ///< of its time
  double prefill_request_s = 0;  ///< accelerator time for the input of a mean request
  double step_s = 0;             ///< t0: time of a decoding step before any stream is in the batch
  double step_growth = 0;        ///< share of the step at the largest batch that grows with the batch, < 1

  /// Mean time between two tokens of a stream. @param load Of the accelerators, within [0, 1].
  [[nodiscard]] double output_token_s(double load) const { return step_s / (1.0 - load * step_growth); }
};

/// @pre largest_batch / decode >= 1 / decode_alone >= 1 / decode: a full batch takes its time, and is worth
/// it.
[[nodiscard]] ServingProfile serving_profile(const TokenMix& mix, const ServingSpeed& speed);

/// How long requests wait for one of several servers: not at all, or a time with an exponential tail.
struct Waiting {
  double probability = 0.0;  ///< that a request waits
  double scale_s = 0.0;      ///< mean wait of those that do

  [[nodiscard]] double mean_s() const { return probability * scale_s; }
  /// Share of the requests that wait longer; of all requests for a negative time.
  [[nodiscard]] double share_above(double seconds) const;
};

/// M/G/c by the approximation of Sakasegawa (1977), its tail taken as exponential. Exact for M/M/1.
/// @param servers   c >= 1; may be fractional.
/// @param load      Within [0, 1).
/// @param service_s Mean time of a request at a server.
/// @param service_cv Standard deviation of that over its mean.
/// @note Constant time, no allocation. Equation 28 of docs/model.md.
[[nodiscard]] Waiting waiting(double servers, double load, double service_s, double service_cv);

}  // namespace suanwang
