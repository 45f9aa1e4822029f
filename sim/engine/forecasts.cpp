#include "suanwang/engine/forecasts.hpp"

#include <algorithm>
#include <numeric>

namespace suanwang {

Forecasts::Forecasts(const World& world, const State& state, const ForecastModels& models, std::uint64_t seed)
    : world_(world),
      state_(state),
      models_(models),
      seed_(seed),
      places_(std::max(world.hubs().size(), world.token_streams().size())) {
  entries_.resize(static_cast<std::size_t>(Quantity::count) * places_);
}

Outlook<Megawatts> Forecasts::renewable(HubId hub, std::size_t intervals) const {
  return Outlook<Megawatts>(look(Quantity::renewable, hub.index(), intervals));
}

Outlook<CnyPerMegawattHour> Forecasts::price(HubId hub, std::size_t intervals) const {
  return Outlook<CnyPerMegawattHour>(look(Quantity::price, hub.index(), intervals));
}

Outlook<TonnesCo2PerMegawattHour> Forecasts::carbon(HubId hub, CarbonBasis basis,
                                                    std::size_t intervals) const {
  const Quantity quantity = basis == CarbonBasis::location ? Quantity::carbon_location
                            : basis == CarbonBasis::market ? Quantity::carbon_market
                                                           : Quantity::carbon_marginal;
  return Outlook<TonnesCo2PerMegawattHour>(look(quantity, hub.index(), intervals));
}

Outlook<Megawatts> Forecasts::base_load(HubId hub, std::size_t intervals) const {
  return Outlook<Megawatts>(look(Quantity::base_load, hub.index(), intervals));
}

Outlook<TokensPerSecond> Forecasts::tokens(TokenStreamId stream, std::size_t intervals) const {
  return Outlook<TokensPerSecond>(look(Quantity::tokens, stream.index(), intervals));
}

double Forecasts::truth_of(Quantity quantity, std::size_t place, std::size_t interval) const {
  if (quantity == Quantity::tokens)
    return world_.token_streams()[TokenStreamId(place)].demand[interval].value();
  const HubId hub(place);
  const HubSupply& supply = world_.hubs()[hub].supply;
  switch (quantity) {
    case Quantity::renewable:
      return supply.renewable_available(interval).value();
    case Quantity::price:
      return supply.prices.tariff[interval].value();
    case Quantity::carbon_location:
      return supply.carbon.location[interval].value();
    case Quantity::carbon_market:
      return supply.carbon.market[interval].value();
    case Quantity::carbon_marginal:
      return supply.carbon.marginal[interval].value();
    default:
      return world_.base_load(hub, interval).value();
  }
}

ForecastModel* Forecasts::model_of(Quantity quantity) const {
  switch (quantity) {
    case Quantity::renewable:
      return models_.renewable.get();
    case Quantity::price:
      return models_.price.get();
    case Quantity::carbon_location:
    case Quantity::carbon_market:
    case Quantity::carbon_marginal:
      return models_.carbon.get();
    default:
      return models_.load.get();
  }
}

std::span<const double> Forecasts::look(Quantity quantity, std::size_t place, std::size_t intervals) const {
  Entry& entry = entries_[static_cast<std::size_t>(quantity) * places_ + place];
  const std::size_t count = world_.calendar().interval_count(), now = state_.interval;
  if (entry.truth.empty()) {
    entry.truth.resize(count);
    for (std::size_t i = 0; i < count; ++i) entry.truth[i] = truth_of(quantity, place, i);
    entry.mean = std::accumulate(entry.truth.begin(), entry.truth.end(), 0.0) / static_cast<double>(count);
  }
  const std::size_t length = std::min(std::max<std::size_t>(1, intervals), count - now);
  ForecastModel* const model = model_of(quantity);
  if (!model) return std::span(entry.truth).subspan(now, length);
  if (entry.issued != now || entry.expected.size() < length) {
    entry.issued = now;
    entry.expected.resize(length);
    const ForecastTarget target{
        entry.truth,
        entry.mean,
        world_.calendar().interval(),
        seed_,
        static_cast<std::uint32_t>(quantity) * 65536u + static_cast<std::uint32_t>(place),
        quantity != Quantity::price};
    model->expect(target, now, entry.expected);
  }
  return std::span<const double>(entry.expected).first(length);
}

}  // namespace suanwang
