#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace llmtco {

/// How many threads this machine runs at a time; 1 where it does not say.
int hardware_threads();

/// The only place that starts threads. They live as long as the pool and share out ranges of tasks by an
/// atomic counter. A job is done when its ranges are: a thread that sleeps, or has lost its core to another
/// program, is waited for only if it holds one.
///
/// Between jobs, and for the last ranges of one, threads spin for some ten microseconds, then give the core
/// away, then sleep: on a machine that others use too, a waiting thread must not keep the core its late
/// sibling needs.
class ThreadPool {
 public:
  /// The calling thread is one of them. Requires threads >= 1.
  explicit ThreadPool(int threads);
  ~ThreadPool();
  ThreadPool(const ThreadPool&) = delete;
  ThreadPool& operator=(const ThreadPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Calls f(first, last) for ranges that cover [0, tasks) once each, at most `chunk` long, and returns when
  /// all are done. f must not throw.
  template <class F>
  void run(std::size_t tasks, std::size_t chunk, F&& f) {
    using Callable = std::remove_reference_t<F>;
    run_job({[](const void* g, std::size_t first, std::size_t last) {
               (*static_cast<Callable*>(const_cast<void*>(g)))(first, last);
             },
             &f, tasks, chunk});
  }

 private:
  struct Job {
    void (*call)(const void*, std::size_t, std::size_t);
    const void* callable;
    std::size_t tasks, chunk;
  };

  void run_job(const Job& job);
  void take_chunks();
  void work();

  Job job_{};  // may be read by whoever holds a range of it
  /// Generation of the job in the upper half, ranges not yet taken in the lower. A range is taken by lowering
  /// it.
  alignas(64) std::atomic<std::uint64_t> ticket_{0};
  alignas(64) std::atomic<std::uint32_t> done_{0};        // ranges finished
  alignas(64) std::atomic<std::uint32_t> generation_{0};  // one more per job: what idle workers wait for
  std::atomic<bool> stop_{false};
  std::vector<std::thread> workers_;
};

}  // namespace llmtco
