#include "host/thread_pool.h"

#include <pthread.h>

#include <algorithm>
#include <cassert>
#include <csignal>
#include <system_error>
#if defined(__x86_64__)
#include <immintrin.h>
#endif

namespace llmtco {
namespace {

/// While it lives, threads are started that take no signal: the one that writes files takes them all, so that it
/// cannot be making one at that moment.
class SignalsElsewhere {
 public:
  SignalsElsewhere() {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_BLOCK, &all, &before_);
  }
  ~SignalsElsewhere() { pthread_sigmask(SIG_SETMASK, &before_, nullptr); }
  SignalsElsewhere(const SignalsElsewhere&) = delete;
  SignalsElsewhere& operator=(const SignalsElsewhere&) = delete;

 private:
  sigset_t before_{};
};

void pause_briefly() {
#if defined(__x86_64__)
  _mm_pause();
#endif
}

/// Returns when `value` is no longer `old`: 1000 pauses (10 to 40 microseconds) on the core, some offers of
/// it to others, then asleep.
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

int hardware_threads() { return static_cast<int>(std::max(1u, std::thread::hardware_concurrency())); }

ThreadPool::ThreadPool(int threads) {
  assert(threads >= 1);
  const SignalsElsewhere none_for_workers;
  try {
    for (int i = 1; i < threads; ++i) workers_.emplace_back([this] { work(); });
  } catch (const std::system_error&) {
    // The system gives no more. Results are the same for any number.
  }
}

ThreadPool::~ThreadPool() {
  stop_.store(true);
  generation_.fetch_add(1, std::memory_order_release);
  generation_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

void ThreadPool::take_chunks() {
  std::uint64_t ticket = ticket_.load(std::memory_order_acquire);
  while ((ticket & 0xffffffffu) != 0) {
    if (!ticket_.compare_exchange_weak(ticket, ticket - 1, std::memory_order_acq_rel,
                                       std::memory_order_acquire))
      continue;
    const std::size_t chunks = (job_.tasks + job_.chunk - 1) / job_.chunk;
    const std::size_t first = (chunks - (ticket & 0xffffffffu)) * job_.chunk;
    job_.call(job_.callable, first, std::min(job_.tasks, first + job_.chunk));
    if (done_.fetch_add(1, std::memory_order_acq_rel) + 1 == chunks) done_.notify_all();
    ticket = ticket_.load(std::memory_order_acquire);
  }
}

void ThreadPool::run_job(const Job& job) {
  assert(job.chunk > 0);
  if (workers_.empty() || job.tasks <= job.chunk) {
    if (job.tasks > 0) job.call(job.callable, 0, job.tasks);
    return;
  }
  const std::size_t chunks = (job.tasks + job.chunk - 1) / job.chunk;
  assert(chunks <= 0xffffffffu);
  job_ = job;  // nobody holds a range of the last job
  done_.store(0, std::memory_order_relaxed);
  const std::uint32_t generation = generation_.load(std::memory_order_relaxed) + 1;
  ticket_.store(std::uint64_t{generation} << 32 | chunks, std::memory_order_release);
  generation_.store(generation, std::memory_order_release);
  generation_.notify_all();
  take_chunks();
  for (std::uint32_t done; (done = done_.load(std::memory_order_acquire)) != chunks;)
    wait_for_change(done_, done);
}

void ThreadPool::work() {
  std::uint32_t seen = 0;
  for (;;) {
    wait_for_change(generation_, seen);
    seen = generation_.load(std::memory_order_acquire);
    if (stop_.load()) return;
    take_chunks();
  }
}

}  // namespace llmtco
