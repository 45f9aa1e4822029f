// Checks across keys about job classes and the calendar that they follow: all that holds without a world too.
#include <algorithm>
#include <cmath>
#include <map>

#include <fmt/format.h>

#include "check_rules.hpp"

namespace suanwang {

void phases_sum_to_one(const PhaseMixSpec& phases, const std::string& path, const Complain& complain) {
  const double sum = phases.training + phases.prefill + phases.decode;
  if (std::abs(sum - 1.0) > sum_tolerance)
    complain(path + ".phases", fmt::format("the shares sum to {:g}", sum), "they must sum to 1");
}

namespace {

using DistributionKind = Distribution::Kind;

constexpr double greatest_value = 1e9;
constexpr double least_run_time_hours = 1.0 / 3600.0;
constexpr double least_accelerators = 0.001;

std::string date_text(std::chrono::sys_days day) {
  const std::chrono::year_month_day date(day);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

void values_have_weights(const Distribution& d, const std::string& path, const Complain& complain) {
  if (d.values.size() != d.weights.size() || d.values.empty())
    return complain(path + ".weights",
                    fmt::format("{} weights for {} values", d.weights.size(), d.values.size()),
                    "write at least one value, and a weight for each");
  if (std::all_of(d.weights.begin(), d.weights.end(), [](double weight) { return weight == 0.0; }))
    complain(path + ".weights", "every weight is 0", "write at least one above 0");
}

void range_is_sound(const Distribution& d, const std::string& path, const Complain& complain) {
  if (d.minimum > d.maximum)
    complain(path + ".minimum", fmt::format("{:g} is above maximum, {:g}", d.minimum, d.maximum),
             "write a value that is not above it");
  if (d.kind == DistributionKind::power_of_two &&
      std::floor(std::log2(d.maximum) + 1e-9) < std::ceil(std::log2(d.minimum) - 1e-9))
    complain(path, "no power of two lies in the range", "widen it");
  if (d.maximum > greatest_value)
    complain(path + ".maximum", fmt::format("{:g} is above 1e9", d.maximum), "allowed: up to 1e9");
}

void plain_distribution_is_sound(const Distribution& d, double least, const std::string& path,
                                 const Complain& complain) {
  if (d.kind == DistributionKind::choice) return values_have_weights(d, path, complain);
  if (d.kind != DistributionKind::constant) return range_is_sound(d, path, complain);
  if (d.minimum < least)
    complain(path + ".value", fmt::format("{:g} is below {:g}", d.minimum, least),
             fmt::format("allowed: at least {:g}", least));
}

void distribution_is_sound(const DistributionSpec& spec, double least, const std::string& path,
                           const Complain& complain) {
  if (!spec.is_stated()) return;
  if (spec.kind != "mixture") return plain_distribution_is_sound(spec.raw, least, path, complain);
  if (spec.components.empty()) complain(path + ".components", "there is none", "write at least one");
  for (const auto& [id, component] : spec.components)
    plain_distribution_is_sound(component.of.raw, least, path + ".components." + id + ".of", complain);
}

void estimates_are_sound(const EstimatesSpec& spec, const std::string& path, const Complain& complain) {
  distribution_is_sound(spec.factor, 1e-3, path + ".factor", complain);
  if (!std::is_sorted(spec.round_values.begin(), spec.round_values.end(), std::less_equal<>()))
    complain(path + ".round_up_to_hours", "the values do not rise",
             "write them from short to long, each once");
}

void part_is_sound(const JobPartSpec& part, const JobClassSpec& job_class, const std::string& path,
                   const Complain& complain) {
  distribution_is_sound(part.accelerators, least_accelerators, path + ".accelerators", complain);
  distribution_is_sound(part.run_time_hours, least_run_time_hours, path + ".run_time_hours", complain);
  if (part.estimates) estimates_are_sound(*part.estimates, path + ".estimates", complain);
  if (part.end && (part.failure_share || part.cancel_share))
    complain(path + ".end", "all its jobs end alike, but it states a share of failures or cancellations",
             "write one or the other");
  const double sum = part.failure_share.value_or(job_class.failure_share) +
                     part.cancel_share.value_or(job_class.cancel_share);
  if (!part.end && sum > 1.0 + sum_tolerance)
    complain(path, fmt::format("failure_share and cancel_share sum to {:g}", sum), "they sum to 1 at most");
}

/// Size and run time of each job are stated somewhere.
void jobs_have_size_and_run_time(const JobClassSpec& job_class, const std::string& path,
                                 const Complain& complain) {
  const auto check = [&](const DistributionSpec& of_class, const auto& of_part, const std::string& key) {
    if (of_class.is_stated()) return;
    if (job_class.parts.empty()) complain(path + "." + key, "missing", "state it here, or in every part");
    for (const auto& [id, part] : job_class.parts)
      if (!of_part(part).is_stated())
        complain(path + ".parts." + id + "." + key, "missing", "state it here, or for the whole class");
  };
  check(
      job_class.accelerators, [](const JobPartSpec& part) { return part.accelerators; }, "accelerators");
  check(
      job_class.run_time_hours, [](const JobPartSpec& part) { return part.run_time_hours; },
      "run_time_hours");
}

void parts_are_sound(const JobClassSpec& job_class, const std::string& path, const Complain& complain) {
  double sum = 0.0;
  for (const auto& [id, part] : job_class.parts) {
    sum += part.share_of_jobs;
    part_is_sound(part, job_class, path + ".parts." + id, complain);
  }
  if (!job_class.parts.empty() && std::abs(sum - 1.0) > sum_tolerance)
    complain(path + ".parts", fmt::format("the shares of jobs sum to {:g}", sum), "they must sum to 1");
  if (!job_class.published) return;
  for (const auto& [shares, key] :
       {std::pair(&job_class.published->jobs_by_part, ".published.jobs_by_part."),
        std::pair(&job_class.published->accelerator_time_by_part, ".published.accelerator_time_by_part.")})
    for (const auto& [id, share] : *shares)
      check_reference(id, job_class.parts.ids(), "part", path + key + id, complain);
}

void bundle_is_sound(const JobClassSpec& job_class, const std::string& path, const Complain& complain) {
  const auto is_too_large = [&](const DistributionSpec& sizes) {
    return sizes.is_stated() && sizes.distribution().greatest() * job_class.bundle > 4e9;
  };
  bool any = is_too_large(job_class.accelerators);
  for (const auto& [id, part] : job_class.parts) any = any || is_too_large(part.accelerators);
  if (any) complain(path + ".bundle", "a bundle of the largest job is above 4e9 accelerators", "write less");
  if (job_class.bundle > 1 && job_class.elastic)
    complain(path + ".bundle", "elastic jobs cannot be bundled", "write 1, or leave `elastic` out");
}

void job_classes_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, job_class] : spec.job_classes) {
    const std::string path = "job_classes." + id;
    if (job_class.offered_share && job_class.jobs_per_year)
      complain(path, "offered_share and jobs_per_year are both given", "write one of them");
    phases_sum_to_one(job_class.phases, path, complain);
    distribution_is_sound(job_class.accelerators, least_accelerators, path + ".accelerators", complain);
    distribution_is_sound(job_class.run_time_hours, least_run_time_hours, path + ".run_time_hours", complain);
    distribution_is_sound(job_class.input_gb, 0.0, path + ".input_gb", complain);
    distribution_is_sound(job_class.output_gb, 0.0, path + ".output_gb", complain);
    estimates_are_sound(job_class.estimates, path + ".estimates", complain);
    if (job_class.is_generated()) jobs_have_size_and_run_time(job_class, path, complain);
    parts_are_sound(job_class, path, complain);
    if (job_class.parts.empty()) part_is_sound({}, job_class, path, complain);
    bundle_is_sound(job_class, path, complain);
    if (!job_class.day_shape.empty())
      check_reference(job_class.day_shape, spec.day_shapes.ids(), "day shape", path + ".day_shape", complain);
    if (!job_class.growth_curve.empty())
      check_reference(job_class.growth_curve, spec.growth_curves.ids(), "growth curve",
                      path + ".growth_curve", complain);
  }
}

void day_shapes_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, shape] : spec.day_shapes) {
    if (std::all_of(shape.hour_factor.begin(), shape.hour_factor.end(), [](double f) { return f == 0.0; }))
      complain("day_shapes." + id + ".hour_factor", "every factor is 0", "write at least one above 0");
    for (const auto& [holiday, factor] : shape.holiday_factors)
      check_reference(holiday, spec.holidays.ids(), "holiday",
                      "day_shapes." + id + ".holiday_factors." + holiday, complain);
  }
}

void growth_curves_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto& [id, curve] : spec.growth_curves) {
    const std::string path = "growth_curves." + id + ".points";
    if (curve.points.empty()) complain(path, "there is none", "write at least one");
    for (std::size_t i = 1; i < curve.points.size(); ++i)
      if (curve.points[i].date <= curve.points[i - 1].date)
        complain(fmt::format("{}[{}].date", path, i), "it is not after the one before",
                 "write them in order");
  }
}

/// No day belongs to two holidays, and only days that are free otherwise are worked in exchange.
void holidays_are_sound(const ScenarioSpec& spec, const Complain& complain) {
  std::map<std::chrono::sys_days, std::string> taken;
  for (const auto& [id, holiday] : spec.holidays)
    for (std::size_t i = 0; i < holiday.periods.size(); ++i) {
      const HolidayPeriodSpec& period = holiday.periods[i];
      const std::string path = fmt::format("holidays.{}.periods[{}]", id, i);
      if (period.last < period.first)
        complain(path + ".last", "it is before the first day", "write the first day or a later one");
      if (period.last - period.first > std::chrono::days(31)) {
        complain(path + ".last", "the holiday is longer than a month", "write an earlier day");
        continue;
      }
      for (auto day = period.first; day <= period.last; day += std::chrono::days(1))
        if (const auto [other, is_new] = taken.try_emplace(day, id); !is_new)
          complain(path, fmt::format("{} is also a day of '{}'", date_text(day), other->second),
                   "a day belongs to one holiday");
    }
  for (const auto& [id, holiday] : spec.holidays)
    for (std::size_t i = 0; i < holiday.periods.size(); ++i)
      for (const auto day : holiday.periods[i].worked) {
        const std::chrono::weekday weekday(day);
        if ((weekday != std::chrono::Saturday && weekday != std::chrono::Sunday) || taken.contains(day))
          complain(fmt::format("holidays.{}.periods[{}].worked", id, i),
                   date_text(day) + " is not a free Saturday or Sunday",
                   "only those are worked in exchange for a holiday");
      }
}

}  // namespace

void check_workload(const ScenarioSpec& spec, const Complain& complain) {
  for (const auto rule : {job_classes_are_sound, classes_are_generated_or_fed, day_shapes_are_sound,
                          growth_curves_are_sound, holidays_are_sound})
    rule(spec, complain);
}

}  // namespace suanwang
