#pragma once

#include <map>
#include <vector>

#include "suanwang/engine/records.hpp"
#include "suanwang/experiment/response_times.hpp"
#include "suanwang/experiment/summary.hpp"
#include "suanwang/model/world.hpp"

namespace suanwang {

/// Adds up what services did: energy per token, response times, service levels.
class ServiceCollector {
 public:
  explicit ServiceCollector(const World& world);
  void add(const IntervalReport& report);
  /// Fills what it knows of the model classes, which are there with their tokens. @param models By
  /// ModelClassId.
  void complete(std::vector<ModelClassSummary>& models) const;

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(totals_, first_token_);
  }

 private:
  struct Totals {
    MegawattHours it, facility;
    double output_token_s = 0.0;  // sum, by tokens
    double met_tokens = 0.0;      // that met the targets of the class
  };
  void add_energy(const IntervalReport& report);
  void add_responses(const IntervalReport& report);
  [[nodiscard]] double& used(PoolId pool, ModelClassId model) {
    return used_[pool.index() * world_.model_classes().size() + model.index()];
  }

  const World& world_;
  Table<ModelClassId, Totals> totals_;
  Table<TokenStreamId, ResponseTimes> first_token_;
  std::vector<double> used_;  // accelerators by pool, then model class; of the interval at hand
};

}  // namespace suanwang
