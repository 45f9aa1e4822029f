#pragma once

#include <vector>

#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// Each stream is served by the nearest pools within its latency bound that are not full, of equally near
/// ones by that with the least energy per token; model classes with the tightest bound come first, of equal
/// ones the stream declared first.
class NearestServe final : public ServePolicy {
 public:
  using Parameters = NoParameters;
  explicit NearestServe(const Parameters&) {}
  void split(const View& view, ServePlan& plan) override;

 private:
  std::vector<TokenStreamId> order_;
};

}  // namespace suanwang
