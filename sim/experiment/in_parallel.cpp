#include "suanwang/experiment/in_parallel.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
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
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < std::min(workers, count); ++i)
      threads.emplace_back([&] {
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
      });
  }
  if (first) std::rethrow_exception(first);
}

}  // namespace suanwang
