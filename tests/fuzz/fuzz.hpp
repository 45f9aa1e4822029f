#pragma once

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <span>
#include <string_view>
#include <unistd.h>

#include "suanwang/core/error.hpp"

namespace suanwang::fuzz {

using Bytes = std::span<const std::uint8_t>;

/// What each target defines: reads one input. Whatever it is, it must be read or refused with an InputError;
/// whatever else comes out of here, or a sanitizer says, is a fault.
void read(Bytes bytes);

/// A folder of this process alone, in memory where the system has such a place.
class Folder {
 public:
  Folder() {
    const std::filesystem::path memory = "/dev/shm";
    const auto parent =
        std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
    path_ = parent / ("suanwang-fuzz-" + std::to_string(getpid()));
    std::filesystem::create_directories(path_);
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  /// @return Its path.
  std::filesystem::path write(std::string_view name, Bytes bytes) const {
    std::ofstream file(path_ / name, std::ios::binary | std::ios::trunc);
    file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

/// Calls what reads, and takes a refusal for an answer.
template <class Reads>
void read_or_refuse(const Reads& reads) {
  try {
    reads();
  } catch (const InputError&) {
  }
}

}  // namespace suanwang::fuzz
