#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <zlib.h>

namespace suanwang {

/// Bytes of a file, mapped into memory; those of a gzip file (one member or several) are inflated in pieces.
class FileBytes {
 public:
  /// @throws InputError if the file is a folder, empty, or cannot be read.
  explicit FileBytes(const std::filesystem::path& path);
  ~FileBytes();
  FileBytes(const FileBytes&) = delete;
  FileBytes& operator=(const FileBytes&) = delete;

  [[nodiscard]] bool is_gzip() const { return is_gzip_; }
  [[nodiscard]] std::string_view mapped() const { return {data_, size_}; }
  /// Inflates up to `room` bytes; 0 at the end. Check `fault` then.
  [[nodiscard]] std::size_t inflate_into(char* into, std::size_t room);
  /// Why inflating stopped before the end of the stream; empty if it did not.
  [[nodiscard]] const std::string& fault() const { return fault_; }

 private:
  void feed();

  const char* data_ = nullptr;
  std::size_t size_ = 0;
  bool is_gzip_ = false;
  bool is_done_ = false;
  std::size_t fed_ = 0;
  std::uint64_t inflated_ = 0;
  z_stream stream_{};
  std::string fault_;
};

}  // namespace suanwang
