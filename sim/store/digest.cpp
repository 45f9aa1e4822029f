#include "suanwang/store/digest.hpp"

#include <array>
#include <fstream>
#include <memory>
#include <openssl/evp.h>

#include <fmt/format.h>

#include "suanwang/core/error.hpp"

namespace suanwang {

namespace {

class Sha256 {
 public:
  Sha256() : context_(EVP_MD_CTX_new(), EVP_MD_CTX_free) {
    expects(context_ && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1, "SHA-256 is there");
  }
  void add(std::string_view bytes) {
    expects(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1, "bytes can be digested");
  }
  [[nodiscard]] std::string text() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    expects(EVP_DigestFinal_ex(context_.get(), digest.data(), &size) == 1, "a digest has an end");
    std::string text;
    for (unsigned int i = 0; i < size; ++i) text += fmt::format("{:02x}", digest[i]);
    return text;
  }

 private:
  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::string sha256_of(std::string_view bytes) {
  Sha256 digest;
  digest.add(bytes);
  return digest.text();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 digest;
  std::array<char, 65536> block{};
  while (file.read(block.data(), block.size()) || file.gcount() > 0)
    digest.add({block.data(), static_cast<std::size_t>(file.gcount())});
  if (!file.eof()) throw InputError(path.string() + ": cannot be read");
  return digest.text();
}

}  // namespace suanwang
