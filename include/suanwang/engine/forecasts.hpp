#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "suanwang/core/quantity.hpp"
#include "suanwang/engine/forecast_model.hpp"
#include "suanwang/engine/state.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// What is expected of the intervals from the present one on; valid until the next interval begins, or a
/// longer outlook on the same quantity is asked for.
template <class QuantityType>
class Outlook {
 public:
  explicit Outlook(std::span<const double> values) : values_(values) {}
  /// @param lead Intervals from now; 0 is the present.
  [[nodiscard]] QuantityType operator[](std::size_t lead) const { return QuantityType(values_[lead]); }
  [[nodiscard]] std::size_t size() const { return values_.size(); }
  /// In the unit of the quantity.
  [[nodiscard]] std::span<const double> raw() const { return values_; }

 private:
  std::span<const double> values_;
};

/// The only door to the future for policies. Each outlook begins with the present and is at most as long as
/// what is left of the horizon. It is made once an interval, when it is first asked for.
class Forecasts {
 public:
  /// All are kept by reference. @param seed Of the run.
  Forecasts(const World& world, const State& state, const ForecastModels& models, std::uint64_t seed);

  /// Renewables that the hub could take: contracted, and of its own line.
  [[nodiscard]] Outlook<Megawatts> renewable(HubId hub, std::size_t intervals) const;
  /// Of grid import.
  [[nodiscard]] Outlook<CnyPerMegawattHour> price(HubId hub, std::size_t intervals) const;
  [[nodiscard]] Outlook<TonnesCo2PerMegawattHour> carbon(HubId hub, CarbonBasis basis,
                                                         std::size_t intervals) const;
  /// Facility load of the hub while no accelerator works: general load, idle accelerators and cooling.
  [[nodiscard]] Outlook<Megawatts> base_load(HubId hub, std::size_t intervals) const;
  [[nodiscard]] Outlook<TokensPerSecond> tokens(TokenStreamId stream, std::size_t intervals) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`; the truth is the world's
    for (Entry& each : entries_) archive(each.issued, each.expected);
  }

 private:
  enum class Quantity : std::uint32_t {
    renewable,
    price,
    carbon_location,
    carbon_market,
    carbon_marginal,
    base_load,
    tokens,
    count
  };
  struct Entry {
    std::vector<double> truth;  // empty until first asked for
    double mean = 0.0;
    std::size_t issued = SIZE_MAX;
    std::vector<double> expected;
  };
  [[nodiscard]] std::span<const double> look(Quantity quantity, std::size_t place,
                                             std::size_t intervals) const;
  [[nodiscard]] double truth_of(Quantity quantity, std::size_t place, std::size_t interval) const;
  [[nodiscard]] ForecastModel* model_of(Quantity quantity) const;

  const World& world_;
  const State& state_;
  const ForecastModels& models_;
  std::uint64_t seed_;
  mutable std::vector<Entry> entries_;  // by quantity, then hub or stream: what was made so far
  std::size_t places_;
};

}  // namespace suanwang
