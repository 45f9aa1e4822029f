#include "suanwang/experiment/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <system_error>
#include <thread>
#include <vector>

namespace suanwang {

std::size_t worker_count(std::size_t asked_for) {
  return asked_for > 0 ? asked_for : std::max(1u, std::thread::hardware_concurrency());
}

void in_parallel(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& work) {
  std::atomic<std::size_t> next{0};
  std::exception_ptr first;
  std::size_t first_index = count;
  std::mutex guard;
  {
    const auto work_on = [&] {
      std::size_t index = 0;
      try {
        for (index = next++; index < count; index = next++) work(index);
      } catch (...) {
        const std::lock_guard lock(guard);
        if (index < first_index) {
          first = std::current_exception();
          first_index = index;
        }
        next = count;
      }
    };
    std::vector<std::jthread> threads;
    threads.reserve(std::min(workers, count));
    try {
      while (threads.size() < threads.capacity()) threads.emplace_back(work_on);
    } catch (const std::system_error&) {
      // No memory or no number for another: those there are do all of it, this one if there is none.
      if (threads.empty()) work_on();
    }
  }
  if (first) std::rethrow_exception(first);
}

}  // namespace suanwang
