#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "suanwang/core/quantity.hpp"
#include "suanwang/core/time.hpp"

namespace suanwang {

/// What kind of quantity a unit measures. Values convert only within a dimension.
enum class Dimension {
  none,  ///< a plain number or share
  power,
  energy,
  time,
  money,
  money_per_energy,
  money_per_data,
  carbon,
  carbon_per_energy,
  compute,
  data,
  data_rate,
  delay,
  distance,
  angle,
  token_rate,
  temperature,
  water,
  water_per_energy,
  money_per_power_month,
  money_per_carbon,
  money_per_time,
  carbon_per_power,
};

// The unit that a type holds. Other units of the dimension convert to it on the way in (see `unit_table`).
struct MegawattUnit {
  static constexpr Dimension dimension = Dimension::power;
};
struct MegawattHourUnit {
  static constexpr Dimension dimension = Dimension::energy;
};
struct CnyUnit {
  static constexpr Dimension dimension = Dimension::money;
};
struct CnyPerMegawattHourUnit {
  static constexpr Dimension dimension = Dimension::money_per_energy;
};
struct CnyPerGigabyteUnit {
  static constexpr Dimension dimension = Dimension::money_per_data;
};
struct TonneCo2Unit {
  static constexpr Dimension dimension = Dimension::carbon;
};
struct TonneCo2PerMegawattHourUnit {
  static constexpr Dimension dimension = Dimension::carbon_per_energy;
};
struct PetaflopsUnit {
  static constexpr Dimension dimension = Dimension::compute;
};
struct GigabyteUnit {
  static constexpr Dimension dimension = Dimension::data;
};
struct GigabitPerSecondUnit {
  static constexpr Dimension dimension = Dimension::data_rate;
};
struct MillisecondUnit {
  static constexpr Dimension dimension = Dimension::delay;
};
struct KilometreUnit {
  static constexpr Dimension dimension = Dimension::distance;
};
struct DegreeUnit {
  static constexpr Dimension dimension = Dimension::angle;
};
struct TokenPerSecondUnit {
  static constexpr Dimension dimension = Dimension::token_rate;
};
struct DegreeCelsiusUnit {
  static constexpr Dimension dimension = Dimension::temperature;
};
struct CubicMetreUnit {
  static constexpr Dimension dimension = Dimension::water;
};
struct CubicMetrePerMegawattHourUnit {
  static constexpr Dimension dimension = Dimension::water_per_energy;
};
struct CnyPerMegawattMonthUnit {
  static constexpr Dimension dimension = Dimension::money_per_power_month;
};
struct CnyPerTonneCo2Unit {
  static constexpr Dimension dimension = Dimension::money_per_carbon;
};
struct CnyPerHourUnit {
  static constexpr Dimension dimension = Dimension::money_per_time;
};
struct TonneCo2PerMegawattUnit {
  static constexpr Dimension dimension = Dimension::carbon_per_power;
};

using Megawatts = Quantity<MegawattUnit>;
using MegawattHours = Quantity<MegawattHourUnit>;
using Cny = Quantity<CnyUnit>;
using CnyPerMegawattHour = Quantity<CnyPerMegawattHourUnit>;
using CnyPerGigabyte = Quantity<CnyPerGigabyteUnit>;
using TonnesCo2 = Quantity<TonneCo2Unit>;
using TonnesCo2PerMegawattHour = Quantity<TonneCo2PerMegawattHourUnit>;  ///< the same figure as kg/kWh
using Petaflops = Quantity<PetaflopsUnit>;                               ///< dense FP16
using Gigabytes = Quantity<GigabyteUnit>;                                ///< 1e9 bytes
using Gbps = Quantity<GigabitPerSecondUnit>;
using Delay =
    Quantity<MillisecondUnit>;  ///< milliseconds with a fraction; simulated time itself is `Duration`
using Kilometres = Quantity<KilometreUnit>;
using Degrees = Quantity<DegreeUnit>;
using TokensPerSecond = Quantity<TokenPerSecondUnit>;
using Celsius = Quantity<DegreeCelsiusUnit>;  ///< a temperature, or a difference of two
using CubicMetres = Quantity<CubicMetreUnit>;
using CubicMetresPerMegawattHour = Quantity<CubicMetrePerMegawattHourUnit>;  ///< the same figure as l/kWh
using CnyPerMegawattMonth = Quantity<CnyPerMegawattMonthUnit>;
using CnyPerTonneCo2 = Quantity<CnyPerTonneCo2Unit>;
using CnyPerHour = Quantity<CnyPerHourUnit>;
using TonnesCo2PerMegawatt = Quantity<TonneCo2PerMegawattUnit>;

constexpr MegawattHours operator*(Megawatts power, Duration span) {
  return MegawattHours(power.value() * in_hours(span));
}
constexpr Megawatts operator/(MegawattHours energy, Duration span) {
  return Megawatts(energy.value() / in_hours(span));
}
constexpr Cny operator*(MegawattHours energy, CnyPerMegawattHour price) {
  return Cny(energy.value() * price.value());
}
constexpr TonnesCo2 operator*(MegawattHours energy, TonnesCo2PerMegawattHour factor) {
  return TonnesCo2(energy.value() * factor.value());
}
constexpr CubicMetres operator*(MegawattHours energy, CubicMetresPerMegawattHour usage) {
  return CubicMetres(energy.value() * usage.value());
}
/// For one month.
constexpr Cny operator*(Megawatts power, CnyPerMegawattMonth charge) {
  return Cny(power.value() * charge.value());
}
constexpr Cny operator*(TonnesCo2 carbon, CnyPerTonneCo2 price) {
  return Cny(carbon.value() * price.value());
}
constexpr CnyPerMegawattHour operator*(TonnesCo2PerMegawattHour factor, CnyPerTonneCo2 price) {
  return CnyPerMegawattHour(factor.value() * price.value());
}
constexpr TonnesCo2 operator*(Megawatts power, TonnesCo2PerMegawatt factor) {
  return TonnesCo2(power.value() * factor.value());
}
constexpr Cny operator*(CnyPerHour price, Duration span) { return Cny(price.value() * in_hours(span)); }
constexpr Cny operator*(Gigabytes data, CnyPerGigabyte price) { return Cny(data.value() * price.value()); }
constexpr Gigabytes operator*(Gbps rate, Duration span) {
  return Gigabytes(rate.value() * in_seconds(span) / 8.0);
}

static_assert(Megawatts(40) * 90min == MegawattHours(60));
static_assert(Gbps(8) * 1s == Gigabytes(1));

[[nodiscard]] constexpr double in_terawatt_hours(MegawattHours energy) { return energy.value() / 1e6; }

/// One spelling of a unit in scenario files.
struct UnitDefinition {
  std::string_view symbol;  ///< as in `power: 400 MW`
  std::string_view suffix;  ///< as in `power_mw: 400`
  Dimension dimension;
  double in_base_units;  ///< one of it, in the unit that the dimension's type holds
};

/// Every unit that scenario files may use. The first of a dimension is the one its type holds.
[[nodiscard]] std::span<const UnitDefinition> unit_table();

[[nodiscard]] std::optional<UnitDefinition> find_unit_by_symbol(std::string_view symbol, Dimension dimension);
/// In any dimension, to tell a wrong unit from an unknown one.
[[nodiscard]] std::optional<UnitDefinition> find_unit_by_symbol(std::string_view symbol);

/// The unit that ends a key such as `storage_energy_mwh`, longest suffix first.
[[nodiscard]] std::optional<UnitDefinition> find_unit_by_key(std::string_view key, Dimension dimension);

/// "MW, kW, GW": the symbols a dimension allows.
[[nodiscard]] std::string allowed_symbols(Dimension dimension);

}  // namespace suanwang
