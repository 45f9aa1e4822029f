#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace suanwang {

class FileBytes;

/// Lines of a text file, plain or gzip, one by one. A plain file is mapped; a gzip file is inflated into a
/// buffer that grows to its longest line (16 MB at most) and no further, however large the file is. Lines end
/// with LF or CR LF, the last one with or without; a byte order mark is dropped.
class LineSource {
 public:
  /// @throws InputError if `path` is a folder, empty, UTF-16, or cannot be read.
  explicit LineSource(const std::filesystem::path& path);
  ~LineSource();
  LineSource(LineSource&&) noexcept;

  /// The next line without its end, in `line` until the next call; false at the end of the file.
  /// @throws InputError with the line for a gzip stream that is cut off or broken, a line above 16 MB, and
  /// NUL bytes.
  [[nodiscard]] bool next(std::string_view& line);

  /// Number of the line read last, from 1.
  [[nodiscard]] int line() const { return line_; }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Throws an InputError at the line read last. @param column From 1; 0 for the whole line.
  [[noreturn]] void fail(std::string problem, std::string remedy, int column = 0) const;

 private:
  bool refill();

  std::filesystem::path path_;
  std::unique_ptr<FileBytes> bytes_;
  std::vector<char> buffer_;  // of a gzip file
  const char* at_ = "";
  const char* end_ = at_;
  int line_ = 0;
};

}  // namespace suanwang
