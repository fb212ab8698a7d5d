#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <type_traits>
#include <vector>

namespace llmtco {

/// Threads that live as long as the pool and share out ranges of tasks by an atomic counter, so that a thread that lost
/// its core holds up no more than its one chunk.
///
/// Between jobs and at the end of one they spin for some ten microseconds, then give the core away, then sleep: on a machine that others
/// use too, a waiting thread must not keep the core its late sibling needs.
class KernelPool {
 public:
  /// The calling thread is one of them. Requires threads >= 1.
  explicit KernelPool(int threads);
  ~KernelPool();
  KernelPool(const KernelPool&) = delete;
  KernelPool& operator=(const KernelPool&) = delete;

  int threads() const { return static_cast<int>(workers_.size()) + 1; }

  /// Calls f(first, last) for ranges that cover [0, tasks) once each, at most `chunk` long, and returns when all are done.
  /// f must not throw.
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

  Job job_{};
  alignas(64) std::atomic<std::size_t> next_{0};
  alignas(64) std::atomic<std::uint32_t> generation_{0};  // one more per job
  alignas(64) std::atomic<std::uint32_t> busy_{0};        // workers that have not finished this generation
  std::atomic<bool> stop_{false};
  std::vector<std::thread> workers_;
};

}  // namespace llmtco
