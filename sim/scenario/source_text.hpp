#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "suanwang/scenario/document.hpp"

namespace suanwang {

/// The bytes of one file, and places in them as people count: lines and characters from 1.
class SourceText {
 public:
  /// @param origin Shown in place of a file name. A byte order mark is dropped.
  SourceText(std::string bytes, std::string origin);

  [[nodiscard]] const std::string& bytes() const { return bytes_; }
  /// The first byte that no text holds: not UTF-8, or a control character.
  [[nodiscard]] std::optional<Issue> fault();
  /// Cheap when places are asked for in the order of the text.
  [[nodiscard]] Mark mark_at(std::size_t position);
  /// @param line,column From 0, the column in bytes, as yaml-cpp counts.
  [[nodiscard]] std::size_t position_of(int line, int column) const;
  /// The text of the line around `position`, without its end.
  [[nodiscard]] std::string_view line_around(std::size_t position) const;

 private:
  std::string bytes_;
  std::shared_ptr<const std::string> origin_;
  std::vector<std::size_t> line_starts_;
  // Where the last count of characters ended: a file may be one line of 16 MB.
  std::size_t counted_from_ = 0, counted_to_ = 0;
  int counted_ = 0;
};

}  // namespace suanwang
