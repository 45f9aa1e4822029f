#pragma once

#include <string>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/policies.hpp"
#include "suanwang/policy/migration.hpp"

namespace suanwang {

/// How full a pool may be (work assigned over accelerators) before a greedy route looks further.
struct LoadLimit {
  double load_limit = 1.0;
  void fields(Fields& f);
};

struct NoParameters {
  void fields(Fields&) {}
};

/// The origin hub's own clusters only, least loaded pool first; a job that fits none of them is rejected.
class LocalOnlyRoute final : public WithoutMemory<RoutePolicy> {
 public:
  using Parameters = NoParameters;
  explicit LocalOnlyRoute(const Parameters&) {}
  RouteDecision route(const Job& job, const View& view) override;
};

/// Least propagation delay among pools with room; the least loaded pool where none has.
class NearestRoute final : public WithoutMemory<RoutePolicy> {
 public:
  using Parameters = LoadLimit;
  explicit NearestRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;

 private:
  Parameters parameters_;
};

/// The pool with the least assigned work for its size.
class LeastLoadedRoute final : public WithoutMemory<RoutePolicy> {
 public:
  using Parameters = NoParameters;
  explicit LeastLoadedRoute(const Parameters&) {}
  RouteDecision route(const Job& job, const View& view) override;
};

/// Least cost of energy at the grid price of this hour plus cost of moving the input, among pools with room.
class CheapestRoute final : public RoutePolicy {
 public:
  struct Parameters {
    LoadLimit load;
    MigrationRule migration;
    void fields(Fields& f);
  };
  explicit CheapestRoute(const Parameters& parameters)
      : parameters_(parameters), migrator_(parameters.migration, parameters.load.load_limit, std::nullopt) {}
  RouteDecision route(const Job& job, const View& view) override;
  void migrate(const View& view, std::vector<Migration>& moves) override {
    migrator_.find_moves(view, moves);
  }
  bool keep(Snapshot& snapshot) override { return migrator_.keep(snapshot); }

 private:
  Parameters parameters_;
  Migrator migrator_;
};

template <>
struct Names<CarbonBasis> {
  static constexpr std::array<std::pair<CarbonBasis, const char*>, 3> all{
      {{CarbonBasis::location, "location"},
       {CarbonBasis::market, "market"},
       {CarbonBasis::marginal, "marginal"}}};
};

/// Least carbon of the job's energy by the hub's grid factor, among pools with room.
class LowestCarbonRoute final : public RoutePolicy {
 public:
  struct Parameters {
    LoadLimit load;
    CarbonBasis basis = CarbonBasis::location;
    MigrationRule migration;
    void fields(Fields& f);
  };
  explicit LowestCarbonRoute(const Parameters& parameters)
      : parameters_(parameters),
        migrator_(parameters.migration, parameters.load.load_limit, parameters.basis) {}
  RouteDecision route(const Job& job, const View& view) override;
  void migrate(const View& view, std::vector<Migration>& moves) override {
    migrator_.find_moves(view, moves);
  }
  bool keep(Snapshot& snapshot) override { return migrator_.keep(snapshot); }

 private:
  Parameters parameters_;
  Migrator migrator_;
};

/// The hub roles of the national plan: work with a latency bound stays as near as it can; work without one
/// goes to the western hubs, least loaded first, and east only when the west is full.
class EastDataWestComputeRoute final : public WithoutMemory<RoutePolicy> {
 public:
  using Parameters = LoadLimit;
  explicit EastDataWestComputeRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;

 private:
  Parameters parameters_;
};

}  // namespace suanwang
