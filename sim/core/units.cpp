#include "suanwang/core/units.hpp"

#include <array>

namespace suanwang {

namespace {

// The base unit of a dimension, the one that its type holds, has factor 1 (time: seconds, which `Duration`
// rounds to ms).
constexpr std::array<UnitDefinition, 65> units{{
    {"MW", "mw", Dimension::power, 1.0},
    {"kW", "kw", Dimension::power, 1e-3},
    {"W", "w", Dimension::power, 1e-6},
    {"GW", "gw", Dimension::power, 1e3},
    {"万千瓦", "", Dimension::power, 10.0},
    {"MWh", "mwh", Dimension::energy, 1.0},
    {"kWh", "kwh", Dimension::energy, 1e-3},
    {"GWh", "gwh", Dimension::energy, 1e3},
    {"TWh", "twh", Dimension::energy, 1e6},
    {"亿千瓦时", "", Dimension::energy, 1e5},
    {"s", "s", Dimension::time, 1.0},
    {"ms", "ms", Dimension::time, 1e-3},
    {"min", "minutes", Dimension::time, 60.0},
    {"h", "hours", Dimension::time, 3600.0},
    {"d", "days", Dimension::time, 86400.0},
    {"CNY", "cny", Dimension::money, 1.0},
    {"元", "", Dimension::money, 1.0},
    {"CNY/MWh", "cny_per_mwh", Dimension::money_per_energy, 1.0},
    {"CNY/kWh", "cny_per_kwh", Dimension::money_per_energy, 1e3},
    {"元/kWh", "", Dimension::money_per_energy, 1e3},
    {"CNY/GB", "cny_per_gb", Dimension::money_per_data, 1.0},
    {"CNY/TB", "cny_per_tb", Dimension::money_per_data, 1e-3},
    {"t", "tonnes", Dimension::carbon, 1.0},
    {"kg", "kg", Dimension::carbon, 1e-3},
    {"Mt", "mt", Dimension::carbon, 1e6},
    {"t/MWh", "t_per_mwh", Dimension::carbon_per_energy, 1.0},
    {"kg/kWh", "kg_per_kwh", Dimension::carbon_per_energy, 1.0},
    {"g/kWh", "g_per_kwh", Dimension::carbon_per_energy, 1e-3},
    {"PFLOPS", "petaflops", Dimension::compute, 1.0},
    {"TFLOPS", "teraflops", Dimension::compute, 1e-3},
    {"EFLOPS", "eflops", Dimension::compute, 1e3},
    {"万P", "", Dimension::compute, 1e4},
    {"GB", "gb", Dimension::data, 1.0},
    {"MB", "mb", Dimension::data, 1e-3},
    {"TB", "tb", Dimension::data, 1e3},
    {"PB", "pb", Dimension::data, 1e6},
    {"Gbps", "gbps", Dimension::data_rate, 1.0},
    {"Mbps", "mbps", Dimension::data_rate, 1e-3},
    {"Tbps", "tbps", Dimension::data_rate, 1e3},
    {"TB/s", "tb_per_s", Dimension::data_rate, 8e3},
    {"ms", "ms", Dimension::delay, 1.0},
    {"us", "us", Dimension::delay, 1e-3},
    {"s", "s", Dimension::delay, 1e3},
    {"km", "km", Dimension::distance, 1.0},
    {"m", "m", Dimension::distance, 1e-3},
    {"deg", "deg", Dimension::angle, 1.0},
    {"token/s", "tokens_per_s", Dimension::token_rate, 1.0},
    {"token/d", "tokens_per_day", Dimension::token_rate, 1.0 / 86400.0},
    {"Gtoken/d", "gigatokens_per_day", Dimension::token_rate, 1e9 / 86400.0},
    {"Ttoken/d", "teratokens_per_day", Dimension::token_rate, 1e12 / 86400.0},
    {"day", "", Dimension::time, 86400.0},
    {"hour", "", Dimension::time, 3600.0},
    {"minute", "", Dimension::time, 60.0},
    {"year", "years", Dimension::time, 31'536'000.0},
    {"second", "", Dimension::time, 1.0},
    {"degC", "degc", Dimension::temperature, 1.0},
    {"°C", "", Dimension::temperature, 1.0},
    {"m3", "m3", Dimension::water, 1.0},
    {"m3/MWh", "m3_per_mwh", Dimension::water_per_energy, 1.0},
    {"l/kWh", "l_per_kwh", Dimension::water_per_energy, 1.0},
    {"CNY/MW/month", "cny_per_mw_month", Dimension::money_per_power_month, 1.0},
    {"CNY/kW/month", "cny_per_kw_month", Dimension::money_per_power_month, 1e3},
    {"CNY/t", "cny_per_t", Dimension::money_per_carbon, 1.0},
    {"CNY/h", "cny_per_hour", Dimension::money_per_time, 1.0},
    {"t/MW", "t_per_mw", Dimension::carbon_per_power, 1.0},
}};

}  // namespace

std::span<const UnitDefinition> unit_table() { return units; }

std::optional<UnitDefinition> find_unit_by_symbol(std::string_view symbol, Dimension dimension) {
  for (const auto& unit : units)
    if (unit.symbol == symbol && unit.dimension == dimension) return unit;
  return std::nullopt;
}

std::optional<UnitDefinition> find_unit_by_symbol(std::string_view symbol) {
  for (const auto& unit : units)
    if (unit.symbol == symbol) return unit;
  return std::nullopt;
}

std::optional<UnitDefinition> find_unit_by_key(std::string_view key, Dimension dimension) {
  std::optional<UnitDefinition> best;
  for (const auto& unit : units) {
    if (unit.dimension != dimension || unit.suffix.empty()) continue;
    const bool is_whole_key = key == unit.suffix;
    const bool ends_key = key.size() > unit.suffix.size() && key.ends_with(unit.suffix) &&
                          key[key.size() - unit.suffix.size() - 1] == '_';
    if ((is_whole_key || ends_key) && (!best || unit.suffix.size() > best->suffix.size())) best = unit;
  }
  return best;
}

std::string allowed_symbols(Dimension dimension) {
  std::string text;
  for (const auto& unit : units) {
    if (unit.dimension != dimension) continue;
    if (!text.empty()) text += ", ";
    text += unit.symbol;
  }
  return text;
}

}  // namespace suanwang
