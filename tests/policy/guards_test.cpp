// Each way in which an answer can be inadmissible, with what the refusal says.
#include <limits>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "small_world.hpp"

namespace suanwang {
namespace {

using testing::job;
using testing::SmallWorld;

constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

/// A route whose answer a test writes.
class Route final : public RoutePolicy {
 public:
  explicit Route(std::function<RouteDecision(const View&)> answer) : answer_(std::move(answer)) {}
  RouteDecision route(const Job&, const View& view) override { return answer_(view); }

 private:
  std::function<RouteDecision(const View&)> answer_;
};

/// A queue that hands each job that comes in to a test.
class Queue final : public QueuePolicy {
 public:
  using Start = std::function<void(const QueuedJob&, PoolRoom&)>;
  explicit Queue(Start start) : start_(std::move(start)) {}
  void enqueue(const QueuedJob& queued) override { jobs_.push_back(queued); }
  void remove(const QueuedJob&) override {}
  void end(const QueuedJob&, TimePoint) override {}
  void select(TimePoint, PoolRoom& room) override {
    for (const QueuedJob& each : jobs_) start_(each, room);
    jobs_.clear();
  }

 private:
  Start start_;
  std::vector<QueuedJob> jobs_;
};

class Serve final : public ServePolicy {
 public:
  explicit Serve(std::function<void(const View&, ServePlan&)> split) : split_(std::move(split)) {}
  void split(const View& view, ServePlan& plan) override { split_(view, plan); }

 private:
  std::function<void(const View&, ServePlan&)> split_;
};

class Power final : public PowerPolicy {
 public:
  explicit Power(std::function<void(PowerPlan&)> dispatch) : dispatch_(std::move(dispatch)) {}
  void dispatch(PowerPlan& plan, const View&) override { dispatch_(plan); }
  void ration(RationPlan& plan, const View&) override { plan.set_speed(0, not_a_number); }

 private:
  std::function<void(PowerPlan&)> dispatch_;
};

/// What the run is refused with.
std::string refusal(PolicySet set, const SmallWorld& small = {}) {
  try {
    testing::run(small.build(), {job(0min, 4, 1h)}, std::move(set));
  } catch (const PolicyError& error) {
    return error.what();
  }
  return "it was accepted";
}

std::string refusal_of_route(std::function<RouteDecision(const View&)> answer) {
  PolicySet set = testing::policies();
  set.names.route = "own";
  set.route = std::make_unique<Route>(std::move(answer));
  return refusal(std::move(set));
}

std::string refusal_of_start(Queue::Start start) {
  PolicySet set = testing::policies();
  set.names.queue = "own";
  set.make_queue = [start = std::move(start)] { return std::make_unique<Queue>(start); };
  return refusal(std::move(set));
}

std::string refusal_of_serve(std::function<void(const View&, ServePlan&)> split) {
  SmallWorld small;
  small.serving_share = 0.5;
  small.token_demand = TokensPerSecond(100);
  PolicySet set = testing::policies();
  set.names.serve = "own";
  set.serve = std::make_unique<Serve>(std::move(split));
  return refusal(std::move(set), small);
}

std::string refusal_of_power(std::function<void(PowerPlan&)> dispatch, const SmallWorld& small = {}) {
  PolicySet set = testing::policies();
  set.names.power = "own";
  set.power = std::make_unique<Power>(std::move(dispatch));
  return refusal(std::move(set), small);
}

void expect_part(const std::string& text, const char* part) {
  EXPECT_NE(text.find(part), std::string::npos) << text;
}

TEST(Guards, APolicyThatThrowsIsNamedWithJobAndTime) {
  EXPECT_EQ(refusal_of_route([](const View&) -> RouteDecision { throw std::runtime_error("no idea"); }),
            "policy 'own', job 0 (training) at 2030-01-07T00:00+08:00: the route policy threw: no idea");
  expect_part(refusal_of_route([](const View&) -> RouteDecision { throw 42; }), "no std::exception");
  expect_part(refusal_of_start([](const QueuedJob&, PoolRoom&) { throw std::runtime_error("no idea"); }),
              "policy 'own' at 2030-01-07T00:00+08:00: the queue policy threw: no idea");
}

TEST(Guards, RoutesAnswerWithinTheCalendar) {
  expect_part(refusal_of_route([](const View&) {
                return RouteDecision::place(PoolId(0), TimePoint(Duration(INT64_MAX / 2)));
              }),
              "rule: a start is put off");
  expect_part(refusal_of_route([](const View&) {
                RouteDecision decision;
                decision.kind = static_cast<RouteDecision::Kind>(7);
                return decision;
              }),
              "rule: a decision is place, wait or reject");
}

TEST(Guards, QueuesStartWhatTheyHave) {
  expect_part(refusal_of_start([](const QueuedJob& queued, PoolRoom& room) { room.start(queued, 2); }),
              "policy 'own' at 2030-01-07T00:00+08:00: start of 2 of job 0: inadmissible decision; rule: at "
              "least one copy starts");
  expect_part(refusal_of_start([](QueuedJob queued, PoolRoom& room) {
                queued.slot = UINT32_MAX;
                room.start(queued, 1);
              }),
              "rule: only a job queued in the pool starts there");
  expect_part(refusal_of_start([](QueuedJob queued, PoolRoom& room) {
                queued.accelerators = 17;
                room.start(queued, 1);
              }),
              "rule: a job starts on accelerators that are free and have power");
  expect_part(refusal_of_start([](QueuedJob queued, PoolRoom& room) {
                queued.accelerators = 1;
                room.start(queued, 1);
              }),
              "rule: a job starts with the accelerators that it was queued with");
  expect_part(refusal_of_start([](const QueuedJob& queued, PoolRoom& room) {
                room.start(queued, 1);
                room.start(queued, 1);
              }),
              "rule: only a job queued in the pool starts there");
}

TEST(Guards, TokensAreSharedOutInNumbers) {
  const auto assign = [](double rate) {
    return refusal_of_serve([rate](const View& view, ServePlan& plan) {
      plan.assign(TokenStreamId(0), view.world().serving_sites(TokenStreamId(0))[0], TokensPerSecond(rate));
    });
  };
  for (const double rate : {not_a_number, -1.0})
    expect_part(assign(rate), "rule: a share is a number and not negative");
  expect_part(assign(std::numeric_limits<double>::infinity()), "rule: no more than the demand");
  expect_part(assign(1.0), "it was accepted");
  expect_part(refusal_of_serve([](const View& view, ServePlan& plan) {
                ServingSite site = view.world().serving_sites(TokenStreamId(0))[0];
                site.rate = site.rate * 2.0;
                plan.assign(TokenStreamId(0), site, TokensPerSecond(1));
              }),
              "policy 'own' at 2030-01-07T00:00+08:00: inadmissible decision; rule: the site is one");
}

TEST(Guards, PowersAreNumbers) {
  SmallWorld small;
  small.storage = testing::storage(Megawatts(1), MegawattHours(2), 0.8);
  for (const double power : {not_a_number, std::numeric_limits<double>::infinity(), -1.0})
    expect_part(
        refusal_of_power([power](PowerPlan& plan) { plan.discharge(HubId(0), Megawatts(power)); }, small),
        "policy 'own' at 2030-01-07T00:00+08:00: hub 'h0': inadmissible decision; rule: storage");
  expect_part(refusal_of_power([](PowerPlan& plan) { plan.discharge(HubId(9), Megawatts(0)); }),
              "rule: the hub exists");
  expect_part(refusal_of_power([](PowerPlan& plan) { plan.send_grid(TransferLineId(9), Megawatts(0)); }),
              "rule: the line exists");
}

TEST(Guards, SpeedsAreNumbers) {
  SmallWorld small;
  small.grid_limit = Megawatts(0.1);
  small.serving_share = 0.5;
  small.token_demand = TokensPerSecond(3000);
  expect_part(refusal_of_power([](PowerPlan&) {}, small), "rule: a speed lies within 0 and 1");
}

TEST(PolicyWatch, SeesEveryCallBeginAndEnd) {
  const World world = SmallWorld().build();
  PolicyWatch watch;
  std::uint64_t steps_inside = 0;
  PolicySet set = testing::policies();
  set.route = std::make_unique<Route>([&](const View&) {
    steps_inside = watch.steps();
    EXPECT_EQ(watch.kind(), PolicyKind::route);
    EXPECT_EQ(watch.now(), TimePoint(1h));
    return RouteDecision::wait();
  });
  testing::Recorder recorder;
  testing::ListedJobs jobs({job(1h, 4, 1h)});
  Simulator simulator(world, std::move(set), jobs, recorder, {.watch = &watch});
  simulator.run_until(TimePoint(1h));
  EXPECT_EQ(steps_inside % 2, 1u);
  EXPECT_GT(steps_inside, 1u);
  EXPECT_EQ(watch.steps() % 2, 0u);
  EXPECT_GT(watch.steps(), steps_inside);
}

}  // namespace
}  // namespace suanwang
