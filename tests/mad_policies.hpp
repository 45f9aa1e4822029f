#pragma once

// Policies that answer at random, often nonsense.

#include <algorithm>
#include <functional>
#include <limits>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "small_world.hpp"

namespace suanwang::testing {

/// Random choices, among which nonsense comes with a given probability.
class Mischief {
 public:
  /// @param unit Gives numbers within [0, 1).
  Mischief(std::function<double()> unit, double madness) : unit_(std::move(unit)), madness_(madness) {}

  bool happens() { return unit_() < madness_; }
  std::uint32_t below(std::size_t count) {
    return static_cast<std::uint32_t>(unit_() * static_cast<double>(count));
  }
  std::uint32_t index(std::size_t count) {
    if (happens()) return below(2) == 0 ? UINT32_MAX : below(1000);
    return count == 0 ? 0 : below(count);
  }
  double amount(double most) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double nonsense[] = {std::numeric_limits<double>::quiet_NaN(), infinity, -infinity, -1.0, 1e300};
    return happens() ? nonsense[below(5)] : unit_() * most;
  }
  void maybe_throw() {
    if (!happens() || !happens()) return;
    if (below(2) == 0) throw 42;
    throw std::runtime_error("no idea");
  }

 private:
  std::function<double()> unit_;
  double madness_;
};

class MadRoute final : public RoutePolicy {
 public:
  explicit MadRoute(Mischief mischief) : mischief_(std::move(mischief)) {}
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
  explicit MadQueue(Mischief mischief) : mischief_(std::move(mischief)) {}
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
  explicit MadServe(Mischief mischief) : mischief_(std::move(mischief)) {}
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
  explicit MadPower(Mischief mischief) : mischief_(std::move(mischief)) {}
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

/// @param mischief_of Makes the choices of one of four policies.
template <class MischiefOf>
PolicySet mad_policies(const MischiefOf& mischief_of) {
  PolicySet set;
  set.names = {"mad_route", "mad_queue", "mad_serve", "mad_power"};
  set.route = std::make_unique<MadRoute>(mischief_of(1));
  set.make_queue = [=] { return std::make_unique<MadQueue>(mischief_of(2)); };
  set.serve = std::make_unique<MadServe>(mischief_of(3));
  set.power = std::make_unique<MadPower>(mischief_of(4));
  return set;
}

inline World any_world(Mischief& choice) {
  SmallWorld small;
  small.pool_sizes = {32 + choice.below(32), 32 + choice.below(64)};
  small.serving_share = choice.below(2) * 0.5;
  small.token_demand = TokensPerSecond(choice.below(2) * 3000.0);
  small.renewable = Megawatts(choice.below(3));
  small.grid_limit = Megawatts(choice.below(2) == 0 ? 1000.0 : 1.26);
  if (choice.below(2) == 0) small.storage = storage(Megawatts(1), MegawattHours(2), 0.8);
  if (choice.below(2) == 0) small.line_capacity = Megawatts(1);
  return small.build();
}

inline std::vector<Job> any_jobs(Mischief& choice, int count = 40) {
  std::vector<Job> jobs;
  Duration at = 0min;
  for (int i = 0; i < count; ++i) {
    at += choice.below(90) * 1min;
    jobs.push_back(job(at, 1 + choice.below(8), (1 + choice.below(400)) * 1min));
    jobs.back().job_class = JobClassId(choice.below(2));
    jobs.back().copies = choice.below(4) == 0 ? 3 : 1;
  }
  return jobs;
}

}  // namespace suanwang::testing
