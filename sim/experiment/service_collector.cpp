#include "suanwang/experiment/service_collector.hpp"

#include <algorithm>

namespace suanwang {

ServiceCollector::ServiceCollector(const World& world)
    : world_(world),
      totals_(world.model_classes().size()),
      first_token_(world.token_streams().size()),
      used_(world.pools().size() * world.model_classes().size()) {}

void ServiceCollector::add(const IntervalReport& report) {
  if (report.served.empty()) return;
  add_energy(report);
  add_responses(report);
}

void ServiceCollector::add_energy(const IntervalReport& report) {
  const std::size_t models = world_.model_classes().size();
  for (const ClusterId id : world_.clusters().ids()) {
    const HubInterval& hub = report.hubs[world_.clusters()[id].hub.index()];
    for (const ModelClassId model : world_.model_classes().ids()) {
      const MegawattHours it =
          report.model_it_energy[id.index() * models + model.index()] * hub.served_share();
      totals_[model].it += it;
      totals_[model].facility += it * report.clusters[id.index()].pue;
    }
  }
}

/// A pool's accelerators go to its model classes as they are used, and to prefill as its work has it; so many
/// together are one server of the queue of prompts.
void ServiceCollector::add_responses(const IntervalReport& report) {
  const auto model_of = [this](const ServedTokens& served) {
    return world_.token_streams()[served.stream].model;
  };
  for (const ServedTokens& served : report.served) used(served.pool, model_of(served)) = 0.0;
  for (const ServedTokens& served : report.served) used(served.pool, model_of(served)) += served.accelerators;
  const double seconds = in_seconds(report.span);
  constexpr double highest_load = 0.999;  // a queue without end has no mean
  for (const ServedTokens& served : report.served) {
    const ModelClassId id = model_of(served);
    const ModelClass& model = world_.model_classes()[id];
    const ServingProfile& profile = world_.serving_profile(id, served.pool);
    const PoolInterval& pool = report.pools[served.pool.index()];
    const double load = std::min(highest_load, pool.load());
    const double instances = pool.held * (used(served.pool, id) / pool.used) * profile.phases.prefill /
                             model.accelerators_per_instance;
    const double prefill_s = profile.prefill_request_s / model.accelerators_per_instance / pool.speed;
    const Waiting wait = waiting(std::max(1.0, instances), load, prefill_s, model.input_cv);
    const double base_s = served.round_trip.value() / 1000.0 + prefill_s;
    const double output_token_s = profile.output_token_s(load) / pool.speed;
    const double tokens = served.rate.value() * seconds;
    first_token_[served.stream].add(base_s, wait, tokens);
    Totals& totals = totals_[id];
    totals.output_token_s += output_token_s * tokens;
    const bool is_fast =
        !model.output_token_target || output_token_s * 1000.0 <= model.output_token_target->value();
    const double in_time = model.first_token_target
                               ? 1.0 - wait.share_above(in_seconds(*model.first_token_target) - base_s)
                               : 1.0;
    if (is_fast) totals.met_tokens += in_time * tokens;
  }
}

void ServiceCollector::complete(std::vector<ModelClassSummary>& models) const {
  const auto times_of = [](const ResponseTimes& times) {
    return FirstTokenTotals{times.seconds_at(0.50), times.seconds_at(0.95), times.seconds_at(0.99)};
  };
  for (const ModelClassId id : world_.model_classes().ids()) {
    const ModelClass& model = world_.model_classes()[id];
    const Totals& totals = totals_[id];
    ModelClassSummary& summary = models[id.index()];
    summary.it_energy = totals.it;
    summary.facility_energy = totals.facility;
    ResponseTimes all;
    for (const TokenStreamId stream : world_.token_streams().ids()) {
      if (world_.token_streams()[stream].model != id || first_token_[stream].weight() <= 0.0) continue;
      const std::string& origin = world_.network().nodes()[world_.token_streams()[stream].origin].id;
      summary.first_token_by_origin.emplace_back(origin, times_of(first_token_[stream]));
      all.add(first_token_[stream]);
    }
    if (all.weight() <= 0.0) continue;
    summary.first_token = times_of(all);
    summary.output_token_ms = totals.output_token_s / all.weight() * 1000.0;
    if (!model.first_token_target && !model.output_token_target) continue;
    TokenServiceLevel level;
    if (model.first_token_target) level.first_token_target_s = in_seconds(*model.first_token_target);
    if (model.output_token_target) level.output_token_target_ms = model.output_token_target->value();
    level.attainment = std::min(1.0, totals.met_tokens / summary.tokens_asked_for);
    summary.service_level = level;
  }
}

}  // namespace suanwang
