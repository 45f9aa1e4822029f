#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/id.hpp"
#include "suanwang/core/series.hpp"
#include "suanwang/core/time.hpp"
#include "suanwang/core/units.hpp"
#include "suanwang/model/workload/serving.hpp"

namespace suanwang {

/// A class of models that serve tokens (interactive, agent, ...).
struct ModelClass {
  std::string id;
  std::string name;
  Delay round_trip_bound;                       ///< between origin and serving cluster
  std::vector<ServingProfile> on_chip;          ///< by ChipId
  std::uint32_t accelerators_per_instance = 1;  ///< that read a prompt together
  double input_cv = 1.0;                        ///< standard deviation of a request's input over its mean
  std::optional<Delay> one_way_bound = {};
  std::optional<Duration> first_token_target = {};
  std::optional<Delay> output_token_target = {};

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

/// What holds for all services.
struct ServingRules {
  std::int64_t priority = 0;  ///< against job classes: when power is short, and when accelerators are
  double highest_load = 1.0;  ///< share of its serving accelerators at which a place is full, within (0, 1]
};

}  // namespace suanwang
