#include "key_path.hpp"

#include <algorithm>
#include <charconv>

namespace suanwang {

namespace {

/// Takes `[12]` off the front of `rest`. False if what stands there is something else.
bool take_index(std::string_view& rest, std::vector<std::string>& steps) {
  const std::size_t end = rest.find(']');
  if (end == std::string_view::npos) return false;
  const std::string_view digits = rest.substr(1, end - 1);
  if (digits.empty() || digits.find_first_not_of("0123456789") != std::string_view::npos) return false;
  steps.emplace_back(digits);
  rest.remove_prefix(end + 1);
  return true;
}

}  // namespace

std::optional<std::vector<std::string>> key_path_steps(std::string_view key_path) {
  std::vector<std::string> steps;
  while (true) {
    const std::size_t end = std::min(key_path.find_first_of(".[]"), key_path.size());
    if (end == 0) return std::nullopt;
    steps.emplace_back(key_path.substr(0, end));
    key_path.remove_prefix(end);
    while (key_path.starts_with('['))
      if (!take_index(key_path, steps)) return std::nullopt;
    if (key_path.empty()) return steps;
    if (!key_path.starts_with('.')) return std::nullopt;
    key_path.remove_prefix(1);
  }
}

const DocumentNode* item_at(const DocumentNode& sequence, std::string_view step) {
  std::size_t index = 0;
  const char* const end = step.data() + step.size();
  const auto [stop, error] = std::from_chars(step.data(), end, index);
  return error == std::errc() && stop == end && index < sequence.items.size() ? &sequence.items[index]
                                                                              : nullptr;
}

bool is_figure(const DocumentNode& node) {
  const auto belongs = [](const DocumentNode::Entry& entry) {
    return entry.key == "value" || entry.key == "mark" || entry.key == "source" || entry.key == "note";
  };
  return node.find("value") != nullptr && std::all_of(node.entries.begin(), node.entries.end(), belongs);
}

}  // namespace suanwang
