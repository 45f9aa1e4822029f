#include "suanwang/scenario/energy_rules_spec.hpp"

#include "suanwang/core/fields.hpp"

namespace suanwang {

void TransferLineSpec::fields(Fields& f) {
  f("from", from, "Hub that sends.").identifier();
  f("to", to, "Hub that receives.").identifier();
  f("capacity_mw", capacity, "At the sending end, open to data centres.").at_least(Megawatts(0));
  f("loss", loss, "Share of what is sent that is lost.").optional().within(0, 0.5);
  f("price_cny_per_kwh", price, "Of transmission, per energy received.")
      .optional()
      .at_least(CnyPerMegawattHour(0));
}

void PowerEventSpec::fields(Fields& f) {
  f("kind", kind, "A planned outage, or a demand-response call.");
  f("hub", hub, "Hub that it strikes.").optional().identifier();
  f("line", line, "Transfer line that it strikes, with `of: line`.").optional().identifier();
  f("start", start, "Local time; power intervals that begin in between are struck.");
  f("end", end, "Local time.");
  f("of", of, "What is out.").optional();
  f("remaining_share", remaining_share, "Share of it that is left.").optional().within(0, 1);
  f("load_limit_mw", load_limit, "Facility load that a call allows.").at_least(Megawatts(0));
  f("price_cny_per_kwh", price, "Paid for each kWh that a call has kept from being drawn.")
      .optional()
      .at_least(CnyPerMegawattHour(0));
}

void CarbonSpec::fields(Fields& f) {
  f("reference_year", reference_year, "Year of the hubs' factors; without it they hold for any year.")
      .at_least(1990)
      .at_most(2100);
  f("decay_per_year", decay_per_year, "By how much they fall each year from then on.")
      .optional()
      .within(0, 0.5);
  f("shadow_price_cny_per_t", shadow_price, "Of CO2, reported beside the costs and not part of them.")
      .optional()
      .at_least(CnyPerTonneCo2(0));
}

void WeatherSpec::fields(Fields& f) {
  f("wind_correlation_km", wind_correlation, "Distance over which the correlation of wind falls to 1/e.")
      .optional()
      .at_least(Kilometres(0));
  f("cloud_correlation_km", cloud_correlation, "The same of clouds.").optional().at_least(Kilometres(0));
  f("temperature_correlation_km", temperature_correlation, "The same of temperature.")
      .optional()
      .at_least(Kilometres(0));
}

void ShortageSpec::fields(Fields& f) {
  f("throttle_exponent", throttle_exponent,
    "Power above idle falls with speed to this power when work is slowed down.")
      .optional()
      .within(1, 4);
  f("minimum_speed", minimum_speed, "Work is paused rather than slowed down further.")
      .optional()
      .above(0)
      .at_most(1);
}

void CertificatesSpec::fields(Fields& f) {
  f("price_cny_per_mwh", price, "Of one certificate: 1 MWh.").at_least(CnyPerMegawattHour(0));
  f("cover_green_share", cover_green_share, "Each hub buys until its year's green share is this.")
      .optional()
      .within(0, 1);
}

void EmbodiedSpec::fields(Fields& f) {
  f("chip_lifetime_years", chip_lifetime, "Of accelerators and their servers.").above(0);
  f("building_t_per_mw", building, "Of the building and its plant, per IT power that it is built for.")
      .at_least(0);
  f("building_lifetime_years", building_lifetime, "Of the building.").above(0);
  f("storage_kg_per_kwh", storage, "Of storage, per capacity.").at_least(0);
  f("storage_lifetime_years", storage_lifetime, "Of storage.").above(0);
}

void DirectSupplyRulesSpec::fields(Fields& f) {
  f("own_use_share", own_use_share, "Least share of its available energy that is used on site.").within(0, 1);
  f("load_share", load_share, "Least share of the load that it serves.").within(0, 1);
  f("export_share", export_share, "Greatest share of its available energy that is sold.").within(0, 1);
}

}  // namespace suanwang
