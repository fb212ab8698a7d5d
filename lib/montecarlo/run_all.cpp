#include "montecarlo/run_all.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <thread>

namespace llmtco {

void run_all(const std::vector<std::function<void()>>& work, int threads) {
  std::vector<std::exception_ptr> failures(work.size());
  std::atomic<std::size_t> next{0};
  const auto take = [&] {
    for (std::size_t i = next++; i < work.size(); i = next++) {
      try {
        work[i]();
      } catch (...) {
        failures[i] = std::current_exception();
        next = work.size();
      }
    }
  };
  std::vector<std::thread> others;
  const std::size_t most = std::min(work.size(), static_cast<std::size_t>(std::max(threads, 1)));
  for (std::size_t i = 1; i < most; ++i) others.emplace_back(take);
  take();
  for (std::thread& other : others) other.join();
  for (const std::exception_ptr& failure : failures) {
    if (failure) std::rethrow_exception(failure);
  }
}

}  // namespace llmtco
