#pragma once

#include <optional>
#include <vector>

#include "suanwang/core/spec.hpp"
#include "suanwang/engine/view.hpp"
#include "suanwang/optimise/rolling_program.hpp"
#include "suanwang/optimise/work_groups.hpp"

namespace suanwang {

struct RollingParameters {
  Aim aim = Aim::cost;
  CnyPerTonneCo2 carbon_price{100.0};
  Duration window = 24h, control = 1h, longest_wait = 6h;
  double waiting_cny_per_hour = 0.05;

  void fields(Fields& f);
};

/// Makes the rolling plan of a run: shared by the route, the serve and the power policy that follow it.
/// A plan holds for the intervals of one control step; it is made when the first of them is asked for.
class RollingPlanner {
 public:
  void configure(const RollingParameters& parameters) { parameters_ = parameters; }
  [[nodiscard]] bool is_configured() const { return parameters_.has_value(); }
  [[nodiscard]] const RollingParameters& parameters() const { return *parameters_; }

  /// Null until a plan was found.
  [[nodiscard]] const RollingPlan* plan(const View& view);
  /// Of the plan, that the present interval is; beyond its end where none was found since.
  [[nodiscard]] std::size_t step(const View& view) const { return view.interval() - made_at_; }

  /// Tells of a job that is asked about for the first time. It is what later plans expect more of.
  void note_arrival(const Job& job, std::size_t group, const View& view);
  [[nodiscard]] const WorkGroups& groups(const View& view);

  template <class Archive>
  void serialize(Archive& archive) {  // for `Snapshot`
    archive(arrivals_, plan_, usual_peak_mw_, made_at_, tried_at_, counted_until_);
  }

 private:
  /// What is known of the jobs of a group, exponentially smoothed over the intervals past.
  struct Arrivals {
    double accelerators = 0.0, hours = 0.0;  ///< of the present interval; hours times accelerators
    double per_step = 0.0, hours_per_step = 0.0;
    double jobs = 0.0, jobs_per_step = 0.0;
    Table<ClusterId, double> transfer_cny, transfer_cny_per_step;

    [[nodiscard]] double mean_hours() const { return per_step > 0.0 ? hours_per_step / per_step : 1.0; }
    [[nodiscard]] double mean_gang() const { return jobs_per_step > 0.0 ? per_step / jobs_per_step : 1.0; }
    template <class Archive>
    void serialize(Archive& archive) {
      archive(accelerators, hours, per_step, hours_per_step, jobs, jobs_per_step, transfer_cny,
              transfer_cny_per_step);
    }
  };
  void close_interval(const View& view);
  void make(const View& view);
  void add_hubs(const View& view, PlanInput& input);
  void add_jobs(const View& view, PlanInput& input) const;
  void add_tokens(const View& view, PlanInput& input) const;
  /// Room that jobs under way leave, and the load that they are.
  void add_jobs_under_way(const View& view, PlanInput& input) const;
  [[nodiscard]] PlanSite job_site(const View& view, std::size_t group, ClusterId cluster) const;
  [[nodiscard]] PlanSite token_site(const View& view, ModelClassId model, ClusterId cluster) const;

  std::optional<RollingParameters> parameters_;
  std::optional<WorkGroups> groups_;
  std::optional<RollingProgram> program_;
  std::vector<Arrivals> arrivals_;  // by group
  std::optional<RollingPlan> plan_;
  Table<HubId, double> usual_peak_mw_;
  std::size_t made_at_ = 0, counted_until_ = 0;
  std::optional<std::size_t> tried_at_;  // to make one, also in vain
};

}  // namespace suanwang
