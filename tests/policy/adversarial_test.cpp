// Policies that answer at random, often nonsense: whatever they say, a run is refused with a PolicyError or
// its books balance.
#include <limits>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::SmallWorld;

/// Random choices, among which nonsense comes with a given probability.
class Mischief {
 public:
  Mischief(std::uint64_t seed, std::uint32_t policy, double madness)
      : draw_(seed * 8 + policy), madness_(madness) {}

  bool happens() { return draw_.chance(madness_); }
  std::uint32_t below(std::size_t count) { return static_cast<std::uint32_t>(draw_.below(count)); }
  std::uint32_t index(std::size_t count) {
    if (happens()) return below(2) == 0 ? UINT32_MAX : below(1000);
    return count == 0 ? 0 : below(count);
  }
  double amount(double most) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double nonsense[] = {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity, -1.0, 1e300};
    return happens() ? nonsense[below(5)] : draw_.within(0.0, most);
  }
  void maybe_throw() {
    if (!happens() || !happens()) return;
    if (below(2) == 0) throw 42;
    throw std::runtime_error("no idea");
  }

 private:
  testing::Draw draw_;
  double madness_;
};

class MadRoute final : public RoutePolicy {
 public:
  explicit MadRoute(Mischief mischief) : mischief_(mischief) {}
  void migrate(const View&, std::vector<Migration>& moves) override {
    mischief_.maybe_throw();
    if (mischief_.happens()) moves.push_back({mischief_.index(8), PoolId(mischief_.index(3))});
  }
  RouteDecision route(const Job&, const View& view) override {
    mischief_.maybe_throw();
    const TimePoint not_before =
        mischief_.happens() ? TimePoint(Duration(INT64_MAX / 2)) : view.now() + mischief_.below(5) * 1h;
    RouteDecision decision =
        RouteDecision::place(PoolId(mischief_.index(view.world().pools().size())), not_before);
    if (mischief_.happens()) decision.kind = static_cast<RouteDecision::Kind>(mischief_.below(5));
    return decision;
  }

 private:
  Mischief mischief_;
};

class MadQueue final : public QueuePolicy {
 public:
  explicit MadQueue(Mischief mischief) : mischief_(mischief) {}
  void enqueue(const QueuedJob& queued) override { jobs_.push_back(queued); }
  void remove(const QueuedJob& queued) override { forget(queued); }
  void end(const QueuedJob&, TimePoint) override { mischief_.maybe_throw(); }
  void preempt(TimePoint, const PoolRoom&, std::vector<std::uint32_t>& victims) override {
    if (mischief_.happens()) victims.push_back(mischief_.index(8));
  }
  void select(TimePoint, PoolRoom& room) override {
    mischief_.maybe_throw();
    for (std::size_t i = 0; i < jobs_.size();) {
      QueuedJob each = jobs_[i];
      if (mischief_.happens()) each.slot = mischief_.index(8);
      if (mischief_.happens()) each.accelerators = mischief_.below(40);
      if (!room.fits(each) && !mischief_.happens()) {
        ++i;
        continue;
      }
      const std::uint32_t copies =
          mischief_.happens() ? mischief_.below(4) : std::min(each.copies, room.copies_that_fit(each));
      room.start(each, copies);
      jobs_[i].copies -= copies;
      if (jobs_[i].copies == 0 && !mischief_.happens())  // or it forgets that the job has left
        jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(i));
      else
        ++i;
    }
  }

 private:
  void forget(const QueuedJob& queued) {
    std::erase_if(jobs_, [&](const QueuedJob& each) { return each.key() == queued.key(); });
  }
  std::vector<QueuedJob> jobs_;
  Mischief mischief_;
};

class MadServe final : public ServePolicy {
 public:
  explicit MadServe(Mischief mischief) : mischief_(mischief) {}
  void split(const View& view, ServePlan& plan) override {
    mischief_.maybe_throw();
    for (const TokenStreamId stream : view.world().token_streams().ids())
      for (ServingSite site : view.world().serving_sites(stream)) {
        const double most =
            std::min(plan.unserved(stream).value(), (site.rate * plan.spare(site.pool)).value());
        if (mischief_.happens()) site.pool = PoolId(mischief_.index(2));
        const TokenStreamId named = mischief_.happens() ? TokenStreamId(mischief_.index(2)) : stream;
        plan.assign(named, site, TokensPerSecond(mischief_.amount(most)));
      }
  }

 private:
  Mischief mischief_;
};

class MadPower final : public PowerPolicy {
 public:
  explicit MadPower(Mischief mischief) : mischief_(mischief) {}
  void dispatch(PowerPlan& plan, const View& view) override {
    mischief_.maybe_throw();
    for (const HubId id : view.world().hubs().ids()) {
      const HubDispatch& hub = plan.hub(id);
      const HubId named = mischief_.happens() ? HubId(mischief_.index(2)) : id;
      plan.discharge(named, Megawatts(mischief_.amount(std::min(hub.need(), hub.most_discharge()).value())));
    }
    if (!mischief_.happens()) return;
    for (const TransferLineId line : view.world().transfer_lines().ids())
      plan.send_grid(TransferLineId(mischief_.happens() ? 99 : line.index()),
                     Megawatts(mischief_.amount(0.1)));
  }
  void ration(RationPlan& plan, const View&) override {
    mischief_.maybe_throw();
    for (std::size_t i = 0; i < plan.consumers().size(); ++i)
      plan.set_speed(mischief_.happens() ? mischief_.index(3) : i, mischief_.amount(1.0));
  }

 private:
  Mischief mischief_;
};

PolicySet mad_policies(std::uint64_t seed, double madness) {
  PolicySet set;
  set.names = {"mad_route", "mad_queue", "mad_serve", "mad_power"};
  set.route = std::make_unique<MadRoute>(Mischief(seed, 1, madness));
  set.make_queue = [=] { return std::make_unique<MadQueue>(Mischief(seed, 2, madness)); };
  set.serve = std::make_unique<MadServe>(Mischief(seed, 3, madness));
  set.power = std::make_unique<MadPower>(Mischief(seed, 4, madness));
  return set;
}

World any_world(Mischief& choice) {
  SmallWorld small;
  small.pool_sizes = {32 + choice.below(32), 32 + choice.below(64)};
  small.serving_share = choice.below(2) * 0.5;
  small.token_demand = TokensPerSecond(choice.below(2) * 3000.0);
  small.renewable = Megawatts(choice.below(3));
  small.grid_limit = Megawatts(choice.below(2) == 0 ? 1000.0 : 1.26);
  if (choice.below(2) == 0) small.storage = testing::storage(Megawatts(1), MegawattHours(2), 0.8);
  if (choice.below(2) == 0) small.line_capacity = Megawatts(1);
  return small.build();
}

std::vector<Job> any_jobs(Mischief& choice) {
  std::vector<Job> jobs;
  Duration at = 0min;
  for (int i = 0; i < 40; ++i) {
    at += choice.below(90) * 1min;
    jobs.push_back(job(at, 1 + choice.below(8), (1 + choice.below(400)) * 1min));
    jobs.back().job_class = JobClassId(choice.below(2));
    jobs.back().copies = choice.below(4) == 0 ? 3 : 1;
  }
  return jobs;
}

/// @return How many of the runs were refused.
int refused_runs(double madness, std::uint64_t count) {
  int refused = 0;
  for (const std::uint64_t seed : testing::first_seeds(count)) {
    SCOPED_TRACE(seed);
    Mischief choice(seed, 0, 0.0);
    const World world = any_world(choice);
    try {
      testing::run(world, any_jobs(choice), mad_policies(seed, madness));  // with audits
    } catch (const PolicyError& error) {
      ++refused;
      EXPECT_NE(std::string(error.what()).find("policy 'mad_"), std::string::npos) << error.what();
      EXPECT_GT(madness, 0.0) << error.what();
    }
  }
  return refused;
}

TEST(AdversarialPolicies, ThatAreMadAreRefusedOrTheBooksBalance) { EXPECT_GT(refused_runs(0.2, 200), 100); }

TEST(AdversarialPolicies, ThatSlipNowAndThenAreRefusedOrTheBooksBalance) {
  const int refused = refused_runs(0.002, 200);
  EXPECT_GT(refused, 10);
  EXPECT_LT(refused, 200);
}

TEST(AdversarialPolicies, ThatAreOnlyArbitraryAreNeverRefused) { EXPECT_EQ(refused_runs(0.0, 100), 0); }

}  // namespace
}  // namespace suanwang
