#pragma once

#include <cstddef>
#include <functional>

namespace suanwang {

/// Threads to use: `asked_for`, or as many as the machine has if that is 0.
[[nodiscard]] std::size_t worker_count(std::size_t asked_for);

/// Calls `work(i)` for every i below `count` on several threads, in order. If some throw, no more are begun,
/// and the exception of the least i is thrown again at the end: the same one whatever the number of threads,
/// for what comes before it has been begun.
void in_parallel(std::size_t count, std::size_t workers, const std::function<void(std::size_t)>& work);

}  // namespace suanwang
