#include "host/parallel.h"

#include <doctest/doctest.h>

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

using llmtco::parallel_for;
using llmtco::ThreadPool;

TEST_CASE("every piece is done once, on the threads of a pool or on the calling one alone") {
  for (const int threads : {0, 1, 2, 5}) {
    CAPTURE(threads);
    ThreadPool pool(std::max(threads, 1));
    for (const std::size_t count : {0u, 1u, 2u, 7u, 1000u}) {
      std::vector<std::atomic<int>> done(count);
      parallel_for(threads == 0 ? nullptr : &pool, count,
                   [&](std::size_t piece, std::size_t) { ++done[piece]; });
      for (const std::atomic<int>& times : done) REQUIRE(times.load() == 1);
    }
  }
}

TEST_CASE("no two pieces that run at the same time have the same thread number") {
  ThreadPool pool(4);
  std::vector<std::atomic<int>> at_work(4);
  std::vector<long> done(4, 0);  // of one thread each, so that it needs no lock
  std::atomic<bool> shared{false}, beyond{false};
  parallel_for(&pool, 20'000, [&](std::size_t, std::size_t thread) {
    if (thread >= 4) {
      beyond = true;
      return;
    }
    if (++at_work[thread] != 1) shared = true;
    ++done[thread];
    --at_work[thread];
  });
  CHECK_FALSE(shared);
  CHECK_FALSE(beyond);
  CHECK(done[0] + done[1] + done[2] + done[3] == 20'000);
}

TEST_CASE("what the first piece that failed threw is thrown, and the pool is as good as new") {
  ThreadPool pool(3);
  for (int round = 0; round < 200; ++round) {
    // Pieces are begun in order, so that 5 is begun before 6 and later ones, and all of them fail.
    std::string thrown;
    try {
      parallel_for(&pool, 100, [](std::size_t piece, std::size_t) {
        if (piece >= 5) throw std::runtime_error(std::to_string(piece));
      });
    } catch (const std::runtime_error& error) {
      thrown = error.what();
    }
    REQUIRE(thrown == "5");
  }
  std::atomic<int> done{0};
  parallel_for(&pool, 100, [&](std::size_t, std::size_t) { ++done; });
  CHECK(done == 100);
}

TEST_CASE("after a failure no piece is begun") {
  // Alone: 0, 1, 2 are done, 3 fails. With two threads the other may have one at hand, and those it took before
  // it could see the failure: all in all fewer than the million there are.
  for (const bool alone : {true, false}) {
    ThreadPool pool(2);
    std::atomic<long> begun{0};
    CHECK_THROWS_AS(parallel_for(alone ? nullptr : &pool, 1'000'000,
                                 [&](std::size_t piece, std::size_t) {
                                   ++begun;
                                   if (piece == 3) throw std::runtime_error("3");
                                 }),
                    std::runtime_error);
    if (alone) CHECK(begun == 4);
    if (!alone) CHECK(begun < 1'000'000);
  }
}

TEST_CASE("what pieces wrote is seen by whoever waited for them, job after job") {
  ThreadPool pool(3);
  std::vector<long> values(64, 0);
  for (int job = 0; job < 2000; ++job)
    parallel_for(&pool, values.size(), [&](std::size_t piece, std::size_t) { values[piece] += 1; });
  for (const long value : values) REQUIRE(value == 2000);
}
