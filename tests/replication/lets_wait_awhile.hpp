#pragma once

#include <string>
#include <vector>

namespace suanwang::replication {

/// One figure of the study beside ours, all in percent of the carbon of running at once.
struct Saving {
  std::string of;
  double published = 0.0;
  double searched = 0.0;   ///< found by a plain search of the series, without the simulator
  double simulated = 0.0;  ///< by the simulator's books
  /// What the simulator may differ by from the search, which is exact with a perfect forecast.
  double allowed = 0.005;

  [[nodiscard]] bool holds() const;
};

/// "Let's Wait Awhile" (Wiesner et al., Middleware 2021): a job each night that may move both ways.
[[nodiscard]] std::vector<Saving> nightly_jobs(const std::string& data_folder);
/// Its machine-learning jobs, which may wait for a deadline, in one piece or with pauses.
[[nodiscard]] std::vector<Saving> machine_learning_jobs(const std::string& data_folder);
/// The same with 5 % of noise on the forecast.
[[nodiscard]] std::vector<Saving> noisy_machine_learning_jobs(const std::string& data_folder);

}  // namespace suanwang::replication
