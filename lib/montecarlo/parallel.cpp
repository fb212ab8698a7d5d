#include "montecarlo/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace llmtco {

void parallel_for(std::size_t count, int threads,
                  const std::function<void(std::size_t piece, std::size_t thread)>& work) {
  std::vector<std::exception_ptr> failures(count);
  std::atomic<std::size_t> next{0};
  const auto take = [&](std::size_t thread) {
    for (std::size_t i = next++; i < count; i = next++) {
      try {
        work(i, thread);
      } catch (...) {
        failures[i] = std::current_exception();
        next = count;
      }
    }
  };
  std::vector<std::thread> others;
  const std::size_t most = std::min(count, static_cast<std::size_t>(std::max(threads, 1)));
  for (std::size_t i = 1; i < most; ++i) others.emplace_back(take, i);
  take(0);
  for (std::thread& other : others) other.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

void parallel_for(const std::vector<std::function<void()>>& work, int threads) {
  parallel_for(work.size(), threads, [&](std::size_t piece, std::size_t) { work[piece](); });
}

}  // namespace llmtco
