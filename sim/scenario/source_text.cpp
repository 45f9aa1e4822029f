#include "source_text.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace suanwang {

namespace {

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

/// Length of the valid UTF-8 sequence at `i`; 0 if there is none. Table 3-7 of the Unicode standard.
std::size_t utf8_length(const std::string& text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0   ? 2
                             : lead >= 0xE0 && lead < 0xF0 ? 3
                             : lead >= 0xF0 && lead < 0xF5 ? 4
                                                           : 0;
  if (length == 0 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if (!is_continuation(text[i + k])) return 0;
  const auto second = static_cast<unsigned char>(text[i + 1]);
  const bool is_overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool is_surrogate = lead == 0xED && second >= 0xA0;
  const bool is_beyond_unicode = lead == 0xF4 && second >= 0x90;
  return is_overlong || is_surrogate || is_beyond_unicode ? 0 : length;
}

/// yaml-cpp drops or misreads these without a word.
bool is_forbidden_control(const std::string& text, std::size_t i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte == '\r') return i + 1 >= text.size() || text[i + 1] != '\n';
  return (byte < 0x20 && byte != '\t' && byte != '\n') || byte == 0x7F;
}

}  // namespace

SourceText::SourceText(std::string bytes, std::string origin)
    : bytes_(std::move(bytes)), origin_(std::make_shared<const std::string>(std::move(origin))) {
  if (bytes_.starts_with("\xEF\xBB\xBF")) bytes_.erase(0, 3);
  line_starts_.push_back(0);
  for (std::size_t i = 0; i < bytes_.size(); ++i)
    if (bytes_[i] == '\n') line_starts_.push_back(i + 1);
}

std::optional<Issue> SourceText::fault() {
  for (std::size_t i = 0; i < bytes_.size();) {
    const std::size_t length = utf8_length(bytes_, i);
    const auto byte = static_cast<unsigned char>(bytes_[i]);
    if (length == 0)
      return make_issue(mark_at(i), "", fmt::format("byte 0x{:02x} is not UTF-8", byte),
                        "save the file as UTF-8");
    if (is_forbidden_control(bytes_, i))
      return make_issue(mark_at(i), "", fmt::format("control character 0x{:02x}", byte), "take it out");
    i += length;
  }
  return std::nullopt;
}

Mark SourceText::mark_at(std::size_t position) {
  position = std::min(position, bytes_.size());
  const auto line =
      std::upper_bound(line_starts_.begin(), line_starts_.end(), position) - line_starts_.begin();
  const std::size_t start = line_starts_[static_cast<std::size_t>(line - 1)];
  if (counted_from_ != start || counted_to_ > position) {
    counted_from_ = counted_to_ = start;
    counted_ = 0;
  }
  for (; counted_to_ < position; ++counted_to_)
    if (!is_continuation(bytes_[counted_to_])) ++counted_;
  return {origin_, static_cast<int>(line), counted_ + 1};
}

std::size_t SourceText::position_of(int line, int column) const {
  const std::size_t row = std::min(static_cast<std::size_t>(std::max(0, line)), line_starts_.size() - 1);
  return std::min(line_starts_[row] + static_cast<std::size_t>(std::max(0, column)), bytes_.size());
}

std::string_view SourceText::line_around(std::size_t position) const {
  const auto next = std::upper_bound(line_starts_.begin(), line_starts_.end(), position);
  const std::size_t start = *std::prev(next);
  const std::size_t end = next == line_starts_.end() ? bytes_.size() : *next - 1;
  return std::string_view(bytes_).substr(start, end - start);
}

}  // namespace suanwang
