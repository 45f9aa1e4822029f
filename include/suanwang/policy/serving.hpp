#pragma once

#include <vector>

#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// What the built-in serve policies share: they go through the streams one by one, model classes with the
/// tightest bound first, of equal ones the stream declared first.
class StreamwiseServe : public WithoutMemory<ServePolicy> {
 public:
  void split(const View& view, ServePlan& plan) final;

 protected:
  virtual void serve(TokenStreamId stream, const View& view, ServePlan& plan) = 0;
  /// As much of the stream as there is and the site can take.
  static void fill(TokenStreamId stream, const ServingSite& site, ServePlan& plan);

 private:
  std::vector<TokenStreamId> order_;
};

/// Each stream is served by the nearest pools within its latency bound that are not full, of equally near
/// ones by that with the least energy per token.
class NearestServe final : public StreamwiseServe {
 public:
  using Parameters = NoParameters;
  explicit NearestServe(const Parameters&) {}

 private:
  void serve(TokenStreamId stream, const View& view, ServePlan& plan) override;
};

/// Each stream is spread over all pools within its latency bound, in proportion to the tokens that each could
/// still serve: no place is full before all are.
class ProportionalServe final : public StreamwiseServe {
 public:
  using Parameters = NoParameters;
  explicit ProportionalServe(const Parameters&) {}

 private:
  void serve(TokenStreamId stream, const View& view, ServePlan& plan) override;
};

/// Pools within the latency bound are filled in the order of a score, least first; of equals the nearest.
class RankedServe : public StreamwiseServe {
 protected:
  /// Of serving the stream's tokens there in this interval.
  [[nodiscard]] virtual double score(TokenStreamId stream, const ServingSite& site,
                                     const View& view) const = 0;
  /// Facility energy that one token adds to that of idle accelerators, in MWh.
  [[nodiscard]] static double energy_per_token_mwh(TokenStreamId stream, const ServingSite& site,
                                                   const View& view);

 private:
  void serve(TokenStreamId stream, const View& view, ServePlan& plan) final;
  std::vector<std::pair<double, const ServingSite*>> ranks_;  // reused
};

/// Least cost of energy per token at this interval's tariff: price x energy of a token x PUE.
class CheapestServe final : public RankedServe {
 public:
  using Parameters = NoParameters;
  explicit CheapestServe(const Parameters&) {}

 private:
  [[nodiscard]] double score(TokenStreamId stream, const ServingSite& site, const View& view) const override;
};

/// Least carbon per token by the hub's grid factor of this interval.
class LowestCarbonServe final : public RankedServe {
 public:
  struct Parameters {
    CarbonBasis basis = CarbonBasis::location;
    void fields(Fields& f);
  };
  explicit LowestCarbonServe(const Parameters& parameters) : parameters_(parameters) {}

 private:
  [[nodiscard]] double score(TokenStreamId stream, const ServingSite& site, const View& view) const override;

  Parameters parameters_;
};

}  // namespace suanwang
