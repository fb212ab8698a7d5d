#include "host/parallel.h"

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>

namespace llmtco {

void parallel_for(ThreadPool* pool, std::size_t count,
                  const std::function<void(std::size_t piece, std::size_t thread)>& work) {
  std::atomic<std::size_t> next{0};
  std::mutex mutex;            // of the two below; the end of a job of the pool lets this thread see them
  std::size_t failed = count;  // lowest piece that did
  std::exception_ptr failure;
  const auto take = [&](std::size_t thread) noexcept {
    for (std::size_t piece = next++; piece < count; piece = next++) {
      try {
        work(piece, thread);
      } catch (...) {
        next = count;
        const std::scoped_lock lock(mutex);
        if (piece > failed) continue;
        failed = piece;
        failure = std::current_exception();
      }
    }
  };
  // One task of the pool for each thread, so that its number is that of the task. A thread that comes late
  // finds its task done by another that had nothing left to do.
  const std::size_t threads = pool == nullptr ? 1 : static_cast<std::size_t>(pool->threads());
  if (threads == 1) {
    take(0);
  } else {
    pool->run(std::min(count, threads), 1, [&](std::size_t first, std::size_t) { take(first); });
  }
  if (failure) std::rethrow_exception(failure);
}

}  // namespace llmtco
