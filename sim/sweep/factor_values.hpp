#pragma once

#include <string>
#include <vector>

#include "suanwang/sweep/design.hpp"
#include "suanwang/sweep/plan.hpp"
#include "suanwang/sweep/sweep_spec.hpp"

namespace suanwang {

/// The number that a text is, if it is one as a whole.
[[nodiscard]] std::optional<double> number_in(const std::string& text);

/// What a factor's places stand for.
class FactorValues {
 public:
  FactorValues(const std::string& id, const FactorSpec& spec);

  /// Levels; 0 for a range without steps.
  [[nodiscard]] std::size_t level_count() const { return labels_.size(); }
  [[nodiscard]] SweepFactor factor() const;
  /// The value as text: a number, a YAML value, or the name of a level.
  [[nodiscard]] std::string label(const Place& place) const;

 private:
  const std::string& id_;
  const FactorSpec& spec_;
  std::vector<std::string> labels_;
};

}  // namespace suanwang
