#include "file_bytes.hpp"

#include <algorithm>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

constexpr std::string_view gzip_magic = "\x1f\x8b";
constexpr std::uint64_t most_inflated = 1'000'000'000'000;  // a bomb is small on disk

}  // namespace

FileBytes::FileBytes(const std::filesystem::path& path) {
  if (std::filesystem::is_directory(path)) throw InputError(path.string() + ": is a folder");
  std::error_code error;
  if (std::filesystem::exists(path, error) && !std::filesystem::is_regular_file(path, error))
    throw InputError(path.string() +
                     ": cannot be read; it must be a file on a disk");  // a pipe would be waited for
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw InputError(path.string() + ": cannot be read; is the name right?");
  struct stat status {};
  ::fstat(file, &status);
  size_ = static_cast<std::size_t>(status.st_size);
  void* map = size_ > 0 ? ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file, 0) : nullptr;
  ::close(file);
  if (!map) throw InputError(path.string() + ": is empty");
  if (map == MAP_FAILED) throw InputError(path.string() + ": cannot be read; it must be a file on a disk");
  data_ = static_cast<const char*>(map);
  ::madvise(map, size_, MADV_SEQUENTIAL);
  is_gzip_ = mapped().starts_with(gzip_magic);
  constexpr int with_gzip_header = 16 + MAX_WBITS;
  if (is_gzip_) inflateInit2(&stream_, with_gzip_header);
}

FileBytes::~FileBytes() {
  if (is_gzip_) inflateEnd(&stream_);
  if (data_) ::munmap(const_cast<char*>(data_), size_);
}

void FileBytes::feed() {
  constexpr std::size_t most = 1u << 30;  // what zlib counts in 32 bits
  const std::size_t piece = std::min(most, size_ - fed_);
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(data_ + fed_));
  stream_.avail_in = static_cast<uInt>(piece);
  fed_ += piece;
}

std::size_t FileBytes::inflate_into(char* into, std::size_t room) {
  stream_.next_out = reinterpret_cast<Bytef*>(into);
  stream_.avail_out = static_cast<uInt>(room);
  while (stream_.avail_out > 0 && !is_done_) {
    if (stream_.avail_in == 0 && fed_ < size_) feed();
    const int answer = inflate(&stream_, Z_NO_FLUSH);
    if (inflated_ + (room - stream_.avail_out) > most_inflated) {
      fault_ = "the gzip stream unpacks to more than 1 TB";
      is_done_ = true;
    } else if (answer == Z_STREAM_END) {
      // What follows is another member, or padding.
      const std::string_view rest = mapped().substr(fed_ - stream_.avail_in);
      is_done_ = !rest.starts_with(gzip_magic);
      if (!is_done_) inflateReset(&stream_);
    } else if (answer == Z_BUF_ERROR ||
               (answer == Z_OK && stream_.avail_in == 0 && fed_ == size_ && stream_.avail_out > 0)) {
      fault_ = "the gzip stream is cut off behind this line";
      is_done_ = true;
    } else if (answer != Z_OK) {
      fault_ = "the gzip stream is broken behind this line";
      is_done_ = true;
    }
  }
  inflated_ += room - stream_.avail_out;
  return room - stream_.avail_out;
}

}  // namespace suanwang
