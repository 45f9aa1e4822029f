#pragma once

#include <string>
#include <string_view>
#include <zlib.h>

namespace suanwang {

/// What `base64_of` made a text of.
inline std::string from_base64(std::string_view text) {
  const std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string bytes;
  unsigned int held = 0;
  int bits = 0;
  for (const char each : text) {
    const std::size_t digit = digits.find(each);
    if (digit == std::string_view::npos) break;
    held = held << 6 | static_cast<unsigned int>(digit);
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes += static_cast<char>(held >> bits & 0xffu);
  }
  return bytes;
}

/// What `gzip_of` made bytes of.
inline std::string from_gzip(std::string_view packed) {
  z_stream stream{};
  inflateInit2(&stream, 15 + 16);
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
  stream.avail_in = static_cast<uInt>(packed.size());
  std::string bytes;
  char block[4096];
  for (int code = Z_OK; code == Z_OK;) {
    stream.next_out = reinterpret_cast<Bytef*>(block);
    stream.avail_out = sizeof block;
    code = inflate(&stream, Z_NO_FLUSH);
    bytes.append(block, sizeof block - stream.avail_out);
  }
  inflateEnd(&stream);
  return bytes;
}

}  // namespace suanwang
