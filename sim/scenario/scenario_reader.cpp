#include "suanwang/scenario/scenario_reader.hpp"

#include <algorithm>
#include <charconv>

#include "suanwang/store/digest.hpp"

#include "key_path.hpp"
#include "read_scenario.hpp"

namespace suanwang {

namespace {

std::optional<double> number_at(const DocumentNode& root, const std::string& key_path) {
  const DocumentNode* at = &root;
  const auto steps = key_path_steps(key_path);
  if (!steps) return std::nullopt;
  for (const std::string& step : *steps) {
    if (is_figure(*at) && !at->find(step)) at = at->find("value");
    at = at->kind == DocumentNode::Kind::sequence ? item_at(*at, step) : at->find(step);
    if (!at) return std::nullopt;
  }
  if (is_figure(*at)) at = at->find("value");
  if (at->kind != DocumentNode::Kind::scalar) return std::nullopt;
  double value = 0.0;
  const char* const end = at->scalar.data() + at->scalar.size();
  const auto [stop, problem] = std::from_chars(at->scalar.data(), end, value);
  return problem == std::errc() && stop == end ? std::optional(value) : std::nullopt;
}

}  // namespace

ScenarioReader::ScenarioReader(const std::filesystem::path& path, const PolicyCatalogue& catalogue,
                               std::shared_ptr<InputFiles> inputs)
    : document_(Document::load(path)), catalogue_(catalogue), inputs_(std::move(inputs)) {}

LoadedScenario ScenarioReader::load(const std::vector<std::string>& overrides) const {
  const Document document = document_.with(overrides);
  LoadedScenario scenario = read_scenario(document, catalogue_, inputs_);
  std::string text = text_of(document.root());
  for (const std::filesystem::path& file : scenario.files)
    if (std::find(document.files().begin(), document.files().end(), file) == document.files().end())
      text += '\n' + inputs_->sha256(file);
  scenario.digest = sha256_of(text);
  return scenario;
}

std::vector<std::optional<double>> ScenarioReader::numbers_at(
    const std::vector<std::string>& key_paths, const std::vector<std::string>& overrides) const {
  const Document document = document_.with(overrides);
  std::vector<std::optional<double>> numbers;
  for (const std::string& each : key_paths) numbers.push_back(number_at(document.root(), each));
  return numbers;
}

}  // namespace suanwang
