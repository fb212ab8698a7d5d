#include "kernel/pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <numeric>
#include <vector>

using llmtco::KernelPool;

TEST_CASE("a pool does every task once, for any number of threads, tasks and chunks") {
  for (const int threads : {1, 2, 5}) {
    KernelPool pool(threads);
    CHECK(pool.threads() == threads);
    for (const std::size_t tasks : {0u, 1u, 2u, 7u, 100u, 1000u}) {
      for (const std::size_t chunk : {1u, 3u, 64u, 5000u}) {
        std::vector<std::atomic<int>> done(tasks);
        std::atomic<bool> chunks_fit{true};
        pool.run(tasks, chunk, [&](std::size_t first, std::size_t last) {
          if (last - first > chunk && threads > 1 && tasks > chunk) chunks_fit = false;
          for (std::size_t i = first; i < last; ++i) done[i].fetch_add(1);
        });
        CHECK(chunks_fit);
        for (const std::atomic<int>& times : done) REQUIRE(times.load() == 1);
      }
    }
  }
}

TEST_CASE("jobs given one after another see each other's results") {
  KernelPool pool(3);
  std::vector<long> values(5000, 0);
  for (int job = 0; job < 2000; ++job) {
    pool.run(values.size(), 250, [&](std::size_t first, std::size_t last) {
      for (std::size_t i = first; i < last; ++i) values[i] += static_cast<long>(i % 3) + 1;
    });
  }
  // 2000 jobs add 1, 2, 3 to each third of 5000 values: 2000 * (1667 * 1 + 1667 * 2 + 1666 * 3)
  CHECK(std::accumulate(values.begin(), values.end(), 0L) == 2000L * 9999);
}
