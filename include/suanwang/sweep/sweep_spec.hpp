#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/experiment/metrics.hpp"
#include "suanwang/sweep/design.hpp"

namespace suanwang {

enum class FactorScale { linear, log };
template <>
struct Names<FactorScale> {
  static constexpr std::array<std::pair<FactorScale, const char*>, 2> all{
      {{FactorScale::linear, "linear"}, {FactorScale::log, "log"}}};
};

enum class FactorUse { set, multiply };
template <>
struct Names<FactorUse> {
  static constexpr std::array<std::pair<FactorUse, const char*>, 2> all{
      {{FactorUse::set, "set"}, {FactorUse::multiply, "multiply"}}};
};

/// A level that is more than one value.
struct LevelSpec {
  std::string scenario;
  std::vector<std::string> set, multiply;

  void fields(Fields& f);
};

/// What is varied.
struct FactorSpec {
  std::string title;
  std::vector<std::string> keys;
  FactorUse use = FactorUse::set;
  std::vector<std::string> values;
  std::optional<double> from, to;
  std::uint32_t steps = 0;
  FactorScale scale = FactorScale::linear;
  bool is_whole = false;
  Keyed<LevelSpec> levels;

  void fields(Fields& f);
};

/// One of several policies under the same weather, arrivals and calibration.
struct SweepPolicySpec {
  std::vector<std::string> set;

  void fields(Fields& f);
};

/// When enough seeds were run.
struct UntilSpec {
  std::string metric;
  std::optional<double> half_width, half_width_share;
  std::uint32_t at_least = 5, at_most = 100;

  void fields(Fields& f);
};

struct SeedsSpec {
  std::optional<std::uint64_t> first;
  std::uint32_t count = 1;
  std::optional<UntilSpec> until;

  void fields(Fields& f);
};

/// A figure of the summary as a metric.
struct FigureSpec {
  std::string path, title, unit;
  Better better = Better::less;

  void fields(Fields& f);
};

/// A whole sweep file. docs/sweeps.md explains it.
struct SweepSpec {
  std::uint32_t format = 1;
  std::string name, title, description;
  std::string scenario;
  std::vector<std::string> set;
  Design design = Design::grid;
  std::uint32_t points = 0;
  std::uint64_t design_seed = 1;
  Keyed<FactorSpec> factors;
  std::vector<std::string> only;
  Keyed<SweepPolicySpec> policies;
  SeedsSpec seeds;
  std::vector<std::string> metrics;
  Keyed<FigureSpec> figures;

  void fields(Fields& f);
};

}  // namespace suanwang
