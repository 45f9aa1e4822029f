#pragma once

#include <optional>
#include <string>

#include "suanwang/core/id.hpp"
#include "suanwang/core/phase_mix.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// A class of models that serve tokens (interactive, agent, ...).
struct ModelClass {
  std::string id;
  std::string name;
  Delay round_trip_bound;                  ///< between origin and serving cluster
  TokensPerSecondPerPetaflops throughput;  ///< input and output tokens together, per dense FP16 PFLOPS in use
  PhaseMix phases;                         ///< of serving accelerators that are busy
  std::optional<Delay> one_way_bound = {};

  [[nodiscard]] bool admits(Delay one_way) const {
    return one_way * 2.0 <= round_trip_bound && (!one_way_bound || one_way <= *one_way_bound);
  }
};

using ModelClassId = Id<struct ModelClassTag>;

/// Demand for tokens of one model class from one origin. It cannot wait: what is not served in its interval
/// is lost.
struct TokenStream {
  ModelClassId model;
  NodeId origin;
  Series<TokensPerSecond> demand;  ///< input and output tokens, mean over each interval
};

}  // namespace suanwang
