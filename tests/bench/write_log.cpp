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
  unsigned long long id = 0;
  for (const suanwang::SwfJob& job :
       suanwang::generated_log(std::strtoull(argv[1], nullptr, 10), std::strtod(argv[2], nullptr)).jobs)
    std::printf("%llu %lld -1 %u %u -1 -1 %u %u -1 1 1 1 -1 1 -1 -1 -1\n", ++id,
                static_cast<long long>(job.submit_s), job.run_s, job.processors, job.processors,
                job.requested_s);
}
