#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/policy/catalogue.hpp"
#include "suanwang/scenario/field_reader.hpp"
#include "suanwang/scenario/scenario_spec.hpp"

namespace suanwang {

/// A scenario that was read and found sound.
struct LoadedScenario {
  ScenarioSpec spec;
  std::vector<Provenance> provenance;
  std::vector<std::filesystem::path> files;  ///< the scenario's own first
  /// From a ScenarioReader: SHA-256 of all that its runs depend on but the seed, which is the merged files
  /// with their overrides and the content of series and traces.
  std::string digest = {};
};

struct InputFile {
  std::string path;  ///< relative to the scenario's own folder, so that a copy elsewhere says the same
  std::string sha256;
  bool operator==(const InputFile&) const = default;
};

/// What was read for a scenario, each once, its own file first.
[[nodiscard]] std::vector<InputFile> input_files(const LoadedScenario& scenario);

/// @param overrides "a.b.c=value", as on the command line.
/// @throws InputError with every fault found: those of the files, or else of the keys, or else across keys.
[[nodiscard]] LoadedScenario load_scenario(const std::filesystem::path& path,
                                           const std::vector<std::string>& overrides,
                                           const PolicyCatalogue& catalogue);

/// Job classes with the calendar that they follow. A file without hubs and clusters, such as a preset, is
/// read for these keys alone: what else a scenario needs is not asked for.
struct LoadedWorkload {
  ScenarioSpec spec;
  bool is_scenario = false;  ///< whole, so that a world can be built
};
[[nodiscard]] LoadedWorkload load_workload(const std::filesystem::path& path,
                                           const std::vector<std::string>& overrides,
                                           const PolicyCatalogue& catalogue);

/// The queue policy of that name with its parameters set, as `policy.queue` of a scenario would be.
/// @param settings "key=value", as on the command line. @throws InputError if a name or value is not allowed.
[[nodiscard]] PolicySpec choose_queue(const std::string& name, const std::vector<std::string>& settings,
                                      const PolicyCatalogue& catalogue);

/// Options of a trace, as a scenario's `traces` section has them.
/// @param settings "key=value", as on the command line. @throws InputError if a name or value is not allowed.
[[nodiscard]] TraceOptions read_trace_options(const std::vector<std::string>& settings);

}  // namespace suanwang
