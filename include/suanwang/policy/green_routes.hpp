#pragma once

#include <optional>
#include <vector>

#include "suanwang/policy/outlook_sums.hpp"
#include "suanwang/policy/routes.hpp"

namespace suanwang {

/// Where a job that waits for a better time may go.
enum class WaitWhere { here, anywhere };
template <>
struct Names<WaitWhere> {
  static constexpr std::array<std::pair<WaitWhere, const char*>, 2> all{
      {{WaitWhere::here, "here"}, {WaitWhere::anywhere, "anywhere"}}};
};

/// Starts a job when, and where, its carbon is expected to be least within a window. docs/policies.md has the
/// formulas. It decides anew each interval, so that a better forecast is used as it comes in.
class WaitForGreenRoute final : public RoutePolicy {
 public:
  struct Parameters {
    LoadLimit load;
    Duration window = 24h;
    WaitWhere where = WaitWhere::anywhere;
    bool interruptible = false;
    std::optional<TonnesCo2PerMegawattHour> threshold;
    std::optional<double> threshold_quantile;
    CarbonBasis basis = CarbonBasis::location;
    void fields(Fields& f);
  };
  explicit WaitForGreenRoute(const Parameters& parameters) : parameters_(parameters) {}
  void pause(const View& view, std::vector<Pause>& pauses) override;
  RouteDecision route(const Job& job, const View& view) override;
  bool keep(Snapshot& snapshot) override;

 private:
  struct Plan {
    TimePoint start;
    double carbon = 0.0;  // factor times hours
    Duration staging{};   // that comes before
  };
  /// A run that is to be planned at one hub.
  struct Run {
    HubId hub;
    TimePoint latest;  ///< start
    Duration length{}, staging{};
  };
  struct Slot {
    double factor = 0.0;
    TimePoint from;
    Duration available{};
  };
  [[nodiscard]] TimePoint latest_start(const Job& job) const;
  [[nodiscard]] const OutlookSums& outlook(HubId hub, TimePoint until, const View& view);
  /// Least carbon of an unbroken run whose staging begins now or with an interval.
  [[nodiscard]] Plan unbroken(const Run& run, const View& view);
  /// Starts now if the factor is low enough, or time is up.
  [[nodiscard]] Plan below_threshold(const Run& run, const View& view);
  /// Least carbon in pieces that end as late as the latest unbroken run would.
  [[nodiscard]] Plan broken(const Run& run, const View& view);
  void list_slots(const OutlookSums& factors, TimePoint from, TimePoint deadline, const View& view);
  [[nodiscard]] Plan plan(const Job& job, const Candidate& candidate, const View& view);
  [[nodiscard]] bool has_threshold() const {
    return parameters_.threshold.has_value() || parameters_.threshold_quantile.has_value();
  }
  [[nodiscard]] bool is_broken(const Job& job, const View& view) const;

  Parameters parameters_;
  HubOutlooks outlooks_;
  std::vector<Slot> slots_;     // reused
  std::vector<double> window_;  // reused
};

/// Starts a job only where power is cheap now: at most a quantile of the hub's price over the hours to come,
/// or a price that is given. Among such hubs the least cost wins; without any the job waits.
class PriceThresholdRoute final : public WithoutMemory<RoutePolicy> {
 public:
  struct Parameters {
    LoadLimit load;
    double quantile = 0.25;
    std::optional<CnyPerMegawattHour> price;
    Duration look_ahead = 24h, longest_wait = 24h;
    void fields(Fields& f);
  };
  explicit PriceThresholdRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;

 private:
  [[nodiscard]] bool is_cheap(HubId hub, const View& view);

  Parameters parameters_;
  std::vector<std::uint8_t> is_cheap_;  // by hub, in the interval below
  std::size_t interval_ = SIZE_MAX;
  std::vector<double> prices_;  // reused
};

/// Least market-based carbon now, where renewables that nobody uses count as none: a hub's spare green power
/// is what its own renewables are expected to give in this interval, less its base load and its running jobs,
/// and less what was sent there since the interval began.
class MarketGreenRoute final : public RoutePolicy {
 public:
  using Parameters = LoadLimit;
  explicit MarketGreenRoute(const Parameters& parameters) : parameters_(parameters) {}
  RouteDecision route(const Job& job, const View& view) override;
  bool keep(Snapshot& snapshot) override;

 private:
  void find_spare(const View& view);

  Parameters parameters_;
  Table<HubId, Megawatts> spare_;  // in the interval below; negative where renewables fall short
  std::size_t interval_ = SIZE_MAX;
};

}  // namespace suanwang
