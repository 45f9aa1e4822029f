#pragma once

#include <atomic>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "suanwang/scenario/scenario_reader.hpp"
#include "suanwang/sweep/plan.hpp"

namespace suanwang {

/// The scenario files of a sweep, each parsed once. May be called from several threads at once.
class ScenarioLibrary {
 public:
  /// @param folder Of the sweep file.
  ScenarioLibrary(std::filesystem::path folder, const PolicyCatalogue& catalogue)
      : folder_(std::move(folder)), catalogue_(catalogue) {}

  /// @throws InputError as ScenarioReader.
  [[nodiscard]] const ScenarioReader& at(const std::string& file);
  /// @throws InputError that says which point and policy it is.
  [[nodiscard]] LoadedScenario load(const SweepPlan& plan, std::size_t variant);

 private:
  std::filesystem::path folder_;
  const PolicyCatalogue& catalogue_;
  std::shared_ptr<InputFiles> inputs_ = std::make_shared<InputFiles>();
  std::mutex guard_;
  std::map<std::string, std::unique_ptr<ScenarioReader>> readers_;
};

/// A sweep that was read and found sound.
struct Sweep {
  SweepPlan plan;
  std::shared_ptr<ScenarioLibrary> scenarios;
};

struct LoadSweepOptions {
  std::vector<std::string> overrides = {};          ///< keys of the sweep file, "seeds.count=3"
  std::vector<std::filesystem::path> plugins = {};  ///< whose policies the catalogue has
  const std::atomic<bool>* should_stop = nullptr;
};

/// Reads a sweep file and lays out its points. Every level of every factor, the ends of every range and every
/// policy are loaded once, and the first day of each scenario is run to see whether it has the figures, so
/// that what is wrong with one of them is known before anything runs; what is wrong with some combination of
/// them alone shows when that one is run.
/// @throws InputError with every fault found; Interrupted.
[[nodiscard]] Sweep load_sweep(const std::filesystem::path& path, const PolicyCatalogue& catalogue,
                               const LoadSweepOptions& options = {});

/// Whether a file holds a sweep rather than a scenario. @throws InputError if it cannot be read.
[[nodiscard]] bool is_sweep(const std::filesystem::path& path);

/// "wind_mw=4000, price=1.2, policy nearest".
[[nodiscard]] std::string variant_label(const SweepPlan& plan, std::size_t variant);

/// Points times policies; more are refused.
constexpr std::size_t most_variants = 200'000;

}  // namespace suanwang
