#include "factor_values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace suanwang {

namespace {

/// Twelve digits: 0.3 rather than 0.30000000000000004. What is run is what is shown.
std::string number_text(double value, bool is_whole) {
  return is_whole ? fmt::format("{:.0f}", value) : fmt::format("{:.12g}", value);
}

std::string text_at(const FactorSpec& spec, double share) {
  if (!spec.is_whole && (share <= 0.0 || share >= 1.0))
    return fmt::format("{}", share <= 0.0 ? *spec.from : *spec.to);
  const double value = spec.scale == FactorScale::log ? *spec.from * std::pow(*spec.to / *spec.from, share)
                                                      : *spec.from + share * (*spec.to - *spec.from);
  return number_text(value, spec.is_whole);
}

}  // namespace

std::optional<double> number_in(const std::string& text) {
  double value = 0.0;
  const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  return problem == std::errc() && stop == text.data() + text.size() && std::isfinite(value)
             ? std::optional(value)
             : std::nullopt;
}

FactorValues::FactorValues(const std::string& id, const FactorSpec& spec)
    : id_(id), spec_(spec), labels_(spec.values) {
  for (const auto& [name, level] : spec.levels) labels_.push_back(name);
  if (!spec.from || !spec.to) return;
  for (std::uint32_t i = 0; i < spec.steps; ++i)
    labels_.push_back(text_at(spec, static_cast<double>(i) / (spec.steps - 1)));
}

SweepFactor FactorValues::factor() const {
  const auto is_number = [](const std::string& label) { return number_in(label).has_value(); };
  return {id_, spec_.title, spec_.keys,
          spec_.levels.empty() && std::all_of(labels_.begin(), labels_.end(), is_number), labels_};
}

std::string FactorValues::label(const Place& place) const {
  return labels_.empty() ? text_at(spec_, place.share) : labels_[place.level];
}

}  // namespace suanwang
