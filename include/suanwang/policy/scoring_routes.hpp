#pragma once

#include <vector>

#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// Fitting pools in turn, in the order of their ids and for each class of jobs by itself, passing over those
/// without room; the least loaded pool where none has.
class RoundRobinRoute final : public RoutePolicy {
 public:
  using Parameters = LoadLimit;
  explicit RoundRobinRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;
  bool keep(Snapshot& snapshot) override;

 private:
  Parameters parameters_;
  std::vector<std::size_t> next_;  // by class: the pool whose turn it is
};

/// Any fitting pool with room, all with the same probability; the least loaded where none has. Drawn by the
/// job's number, so that what happens to one job does not change the draws of others.
class RandomRoute final : public WithoutMemory<RoutePolicy> {
 public:
  using Parameters = LoadLimit;
  explicit RandomRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;

 private:
  Parameters parameters_;
};

/// The fitting pool of least weighted sum of five terms, each put on a scale from 0 (the best candidate) to 1
/// (the worst), so that weights need no units:
/// - price: of the job's energy at this interval's tariff;
/// - carbon: of that energy, by the chosen factor of this interval;
/// - queue: work assigned to the pool, the job's included, over its size, which the wait grows with;
/// - latency: round trip between origin and pool;
/// - transfer: cost of staging the input.
class WeightedScoreRoute final : public WithoutMemory<RoutePolicy> {
 public:
  struct Parameters {
    double price = 1.0, carbon = 1.0, queue = 2.0, latency = 0.5, transfer = 0.5;
    CarbonBasis basis = CarbonBasis::location;
    void fields(Fields& f);
  };
  explicit WeightedScoreRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;

 private:
  static constexpr std::size_t term_count = 5;
  using Terms = std::array<double, term_count>;
  [[nodiscard]] Terms terms(const Job& job, const Candidate& candidate, const View& view) const;

  Parameters parameters_;
  std::vector<std::pair<PoolId, Terms>> candidates_;  // reused
};

}  // namespace suanwang
