// Routes that do what they must not: never answer, throw, break a rule.
#include <chrono>
#include <stdexcept>
#include <thread>

#include "suanwang/policy/plugin.hpp"

namespace {

using namespace suanwang;

struct NoParameters {
  void fields(Fields&) {}
};

class SleepingRoute final : public RoutePolicy {
 public:
  using Parameters = NoParameters;
  explicit SleepingRoute(Parameters) {}
  RouteDecision route(const Job& job, const View&) override {
    if (job.number == 3) std::this_thread::sleep_for(std::chrono::hours(1));
    return RouteDecision::wait();
  }
};

class ThrowingRoute final : public RoutePolicy {
 public:
  using Parameters = NoParameters;
  explicit ThrowingRoute(Parameters) {}
  RouteDecision route(const Job&, const View&) override { throw std::runtime_error("out of ideas"); }
};

class LawlessRoute final : public RoutePolicy {
 public:
  using Parameters = NoParameters;
  explicit LawlessRoute(Parameters) {}
  RouteDecision route(const Job&, const View&) override { return RouteDecision::place(PoolId(99)); }
};

}  // namespace

void suanwang_add_policies(PolicyCatalogue& catalogue) {
  catalogue.route.add<SleepingRoute>("sleeping", "Falls asleep over the third job.");
  catalogue.route.add<ThrowingRoute>("throwing", "Gives up.");
  catalogue.route.add<LawlessRoute>("lawless", "Names a pool that is not there.");
}
