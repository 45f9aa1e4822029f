#include "suanwang/core/random_stream.hpp"

#include <Random123/philox.h>
#include <boost/random/exponential_distribution.hpp>
#include <boost/random/normal_distribution.hpp>

namespace suanwang {

void RandomStream::refill() {
  philox4x32_ctr_t counter{{counter_[0], counter_[1], counter_[2], counter_[3]}};
  const philox4x32_key_t key{{key_[0], key_[1]}};
  const philox4x32_ctr_t block = philox4x32(counter, key);
  for (std::size_t i = 0; i < block_.size(); ++i) block_[i] = block.v[i];
  ++counter_[0];
  used_ = 0;
}

double RandomStream::exponential() { return boost::random::exponential_distribution<double>(1.0)(*this); }

double RandomStream::normal() { return boost::random::normal_distribution<double>(0.0, 1.0)(*this); }

}  // namespace suanwang
