#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "suanwang/scenario/document.hpp"
#include "suanwang/scenario/input_files.hpp"
#include "suanwang/scenario/load.hpp"

namespace suanwang {

/// One scenario file, read many times with different overrides: it and what it extends are parsed once, and
/// the series and traces that it names are read once for all scenarios with the same `inputs`. May be called
/// from several threads at once.
class ScenarioReader {
 public:
  /// @throws InputError as `Document::load`.
  ScenarioReader(const std::filesystem::path& path, const PolicyCatalogue& catalogue,
                 std::shared_ptr<InputFiles> inputs);

  /// With its digest. @throws InputError as `load_scenario`.
  [[nodiscard]] LoadedScenario load(const std::vector<std::string>& overrides) const;
  /// The numbers at key paths, with or without their provenance, after `overrides`; empty where none is.
  [[nodiscard]] std::vector<std::optional<double>> numbers_at(
      const std::vector<std::string>& key_paths, const std::vector<std::string>& overrides) const;

 private:
  Document document_;
  const PolicyCatalogue& catalogue_;
  std::shared_ptr<InputFiles> inputs_;
};

}  // namespace suanwang
