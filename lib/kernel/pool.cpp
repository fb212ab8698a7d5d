#include "kernel/pool.h"

#include <algorithm>
#include <cassert>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace llmtco {
namespace {

void pause_briefly() {
#if defined(__x86_64__)
  _mm_pause();
#endif
}

/// Returns when `value` is no longer `old`: 1000 pauses (10 to 40 microseconds) on the core, some offers of it to others,
/// then asleep.
void wait_for_change(const std::atomic<std::uint32_t>& value, std::uint32_t old) {
  for (int i = 0; i < 1000; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    pause_briefly();
  }
  for (int i = 0; i < 4; ++i) {
    if (value.load(std::memory_order_acquire) != old) return;
    std::this_thread::yield();
  }
  value.wait(old, std::memory_order_acquire);
}

}  // namespace

KernelPool::KernelPool(int threads) {
  assert(threads >= 1);
  for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
}

KernelPool::~KernelPool() {
  stop_.store(true);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void KernelPool::take_chunks() {
  for (;;) {
    const std::size_t first = next_.fetch_add(job_.chunk, std::memory_order_relaxed);
    if (first >= job_.tasks) return;
    job_.call(job_.callable, first, std::min(job_.tasks, first + job_.chunk));
  }
}

void KernelPool::run_job(const Job& job) {
  assert(job.chunk > 0);
  if (workers_.empty() || job.tasks <= job.chunk) {
    if (job.tasks > 0) job.call(job.callable, 0, job.tasks);
    return;
  }
  job_ = job;
  next_.store(0, std::memory_order_relaxed);
  busy_.store(static_cast<std::uint32_t>(workers_.size()), std::memory_order_relaxed);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  take_chunks();
  for (std::uint32_t left; (left = busy_.load(std::memory_order_acquire)) != 0;) wait_for_change(busy_, left);
}

void KernelPool::work() {
  std::uint32_t seen = 0;
  for (;;) {
    wait_for_change(generation_, seen);
    ++seen;
    if (stop_.load()) return;
    take_chunks();
    if (busy_.fetch_sub(1, std::memory_order_acq_rel) == 1) busy_.notify_all();
  }
}

}  // namespace llmtco
