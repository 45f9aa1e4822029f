#include "suanwang/store/digest.hpp"

#include <fstream>

#include <gtest/gtest.h>

#include "suanwang/core/error.hpp"

#include "scratch_folder.hpp"

namespace suanwang {
namespace {

TEST(Sha256, IsThatOfTheStandard) {  // FIPS 180-4, examples
  EXPECT_EQ(sha256_of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256, OfAFileIsThatOfItsContent) {
  const testing::ScratchFolder folder;
  const auto path = folder / "file";
  const std::string content(200'000, 'x');
  std::ofstream(path, std::ios::binary) << content;
  EXPECT_EQ(sha256_of_file(path), sha256_of(content));
  std::filesystem::remove(path);
  EXPECT_THROW(static_cast<void>(sha256_of_file(path)), InputError);
}

}  // namespace
}  // namespace suanwang
