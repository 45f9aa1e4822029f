#pragma once

#include <array>
#include <utility>

#include "suanwang/core/spec.hpp"
#include "suanwang/core/units.hpp"

namespace suanwang {

/// What a program minimises, and what a run is scored by.
enum class Aim {
  cost,      ///< money
  carbon,    ///< location-based CO2
  weighted,  ///< money, and CO2 at a price
};
template <>
struct Names<Aim> {
  static constexpr std::array<std::pair<Aim, const char*>, 3> all{
      {{Aim::cost, "cost"}, {Aim::carbon, "carbon"}, {Aim::weighted, "weighted"}}};
};

/// Score = per_cny x cost + per_tonne x CO2 + per_cny_lost x value of what was not done: equation (34) of
/// docs/model.md. Cost is that of energy, demand and standing charges and network; without certificates
/// and without what is earned on call.
struct Objective {
  double per_cny = 1.0, per_tonne = 0.0, per_cny_lost = 1.0;
  CnyPerMegawattHour lost_load{10'000.0};  ///< value of energy not served, or withheld from work
  double lost_work_cny_per_hour =
      2.0;  ///< of a reference accelerator's hour not done: above its dearest energy
  double lost_tokens_cny_per_million = 1.0;

  /// @param carbon_price Where the aim is weighted. Scores are in CNY, of the aim `carbon` in t; there what
  /// is not done counts 1 t per 1,000 CNY.
  [[nodiscard]] static Objective of(Aim aim, CnyPerTonneCo2 carbon_price) {
    Objective objective;
    if (aim == Aim::carbon) objective = {0.0, 1.0, 0.001};
    if (aim == Aim::weighted) objective.per_tonne = carbon_price.value();
    return objective;
  }
  [[nodiscard]] double per_lost_mwh() const { return per_cny_lost * lost_load.value(); }
  [[nodiscard]] double per_lost_hour() const { return per_cny_lost * lost_work_cny_per_hour; }
  [[nodiscard]] double per_lost_token() const { return per_cny_lost * lost_tokens_cny_per_million * 1e-6; }
};

}  // namespace suanwang
