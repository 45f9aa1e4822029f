#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/core/units.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// A mean over Monte Carlo years with the half-width of its 95 % confidence interval (Student's t).
struct Estimate {
  double mean = 0.0;
  double half_width = 0.0;  ///< 0 for one year
};
[[nodiscard]] Estimate estimate_of(const std::vector<double>& samples);

struct AdequacyOptions {
  std::size_t years = 100;                 ///< weather years
  std::size_t workers = 0;                 ///< threads; 0: as many as the machine has. No effect on results
  std::optional<std::uint64_t> seed = {};  ///< of the first weather year; the next ones count on
  std::optional<std::filesystem::path> folder = {};  ///< where adequacy.json and adequacy.csv go
  bool overwrite = false;
  std::function<void(double share)> on_progress = {};
  const std::atomic<bool>* should_stop = nullptr;
};

/// How far supply suffices at one place.
struct HubAdequacy {
  std::string id, name;
  Estimate loss_of_load_hours;   ///< LOLE: hours a year with load that cannot be served
  Estimate unserved_mwh;         ///< EENS: energy a year that cannot be served
  double years_with_loss = 0.0;  ///< share of weather years with any
  double worst_year_mwh = 0.0;
  Estimate peak_load_mw;
  /// (import limit + discharge power + renewables in the 100 hours of highest load - peak load) / peak load.
  Estimate reserve_margin;
};

struct AdequacySummary {
  std::string scenario, title;
  std::size_t years = 0;
  std::uint64_t seed = 0;
  double calibration_factor = 1.0;
  std::vector<HubAdequacy> hubs;
  HubAdequacy nation;  ///< hours with any hub short; margins are not summed

  [[nodiscard]] std::string json() const;
};

/// Sizing by Monte Carlo over weather years, as power systems are sized (Billinton and Allan, Reliability
/// Evaluation of Power Systems, 2nd ed. 1996, chapter 2): the load that the scenario's work would draw if
/// nothing held it back comes from one simulation with unlimited import; then each weather year is dispatched
/// with that IT load, its own renewables and its own temperatures. What cannot be served is loss of load: in
/// a run it would be work slowed down, paused or unserved.
/// @throws InputError, PolicyError, Interrupted as `run_scenario`.
AdequacySummary run_adequacy(const LoadedScenario& scenario, const AdequacyOptions& options);

}  // namespace suanwang
