#include "suanwang/core/error.hpp"

#include <algorithm>

namespace suanwang {

namespace {

std::string joined(const Issues& issues) {
  std::string text;
  for (const Issue& issue : issues) {
    if (!text.empty()) text += '\n';
    text += issue.text();
  }
  return text;
}

/// Optimal string alignment distance: edits and swaps of neighbouring letters, each counting one.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({substitution, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}  // namespace

std::string Issue::text() const {
  std::string text = file;
  if (line > 0) text += ':' + std::to_string(line);
  if (line > 0 && column > 0) text += ':' + std::to_string(column);
  if (!text.empty()) text += ": ";
  if (!key_path.empty()) text += key_path + ": ";
  text += problem;
  if (!remedy.empty()) text += "; " + remedy;
  return text;
}

InputError::InputError(Issues issues) : std::runtime_error(joined(issues)), issues_(std::move(issues)) {}

InputError::InputError(const std::string& message)
    : std::runtime_error(message), issues_{Issue{{}, 0, 0, {}, message, {}}} {}

std::string nearest_spelling(std::string_view word, const std::vector<std::string>& candidates) {
  std::string best;
  std::size_t best_distance = std::max<std::size_t>(2, word.size() / 3) + 1;
  for (const std::string& candidate : candidates) {
    const std::size_t distance = edit_distance(word, candidate);
    if (distance < best_distance && distance < candidate.size()) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

std::string spelling_question(std::string_view word, const std::vector<std::string>& candidates) {
  const std::string near = nearest_spelling(word, candidates);
  return near.empty() ? "" : "did you mean '" + near + "'? ";
}

}  // namespace suanwang
