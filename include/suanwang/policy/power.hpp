#pragma once

#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// Renewables serve the load first; their surplus charges the storage; the storage serves what renewables
/// leave of the load; the grid serves the rest. The storage never charges from the grid.
class RenewablesFirstPower final : public PowerPolicy {
 public:
  using Parameters = NoParameters;
  explicit RenewablesFirstPower(const Parameters&) {}
  StorageSetpoint storage(const PowerQuestion& question, const View& view) override;
};

}  // namespace suanwang
