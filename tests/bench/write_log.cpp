// write_log <jobs> <load>: a generated log in the Standard Workload Format, the same whatever the machine.
#include <cstdio>
#include <cstdlib>

#include "generated_log.hpp"

int main(int argc, char** argv) {
  if (argc != 3) {
    std::fprintf(stderr, "write_log <jobs> <load, such as 0.8>\n");
    return 2;
  }
  std::printf("; MaxProcs: %u\n", suanwang::generated_processors);
  for (const suanwang::SwfJob& job :
       suanwang::generated_log(std::strtoull(argv[1], nullptr, 10), std::strtod(argv[2], nullptr)).jobs)
    std::printf("%lld %lld -1 %lld %u -1 -1 %u %lld -1 1 1 1 -1 1 -1 -1 -1\n",
                static_cast<long long>(job.id + 1), static_cast<long long>(job.submit_s),
                static_cast<long long>(job.run_s), job.processors, job.processors,
                static_cast<long long>(job.requested_s));
}
