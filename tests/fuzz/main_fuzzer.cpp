// What libFuzzer calls.
#include "fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  suanwang::fuzz::read({data, size});
  return 0;
}
