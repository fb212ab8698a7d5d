#include "host/cores_lost.h"

#include <doctest/doctest.h>

#include "host/thread_pool.h"

using namespace llmtco;

TEST_CASE("the longest wait is that of the thread that waited longest, not of all together") {
  CHECK(*longest_wait({{0.001, 0.003}, 0}, {{0.004, 0.005}, 0}) == doctest::Approx(0.003));
  CHECK(*longest_wait({{0.001}, 0}, {{0.001}, 7}) == 0);
}

TEST_CASE("nothing is said of waits where the system does not tell, or threads began or ended") {
  CHECK_FALSE(longest_wait({}, {}));
  CHECK_FALSE(longest_wait({{0.001}, 0}, {{0.001, 0}, 0}));
}

TEST_CASE("waits and lost cores only grow, and are read while threads of a pool sleep") {
  ThreadPool pool(2);
  const CoresLost before = cores_lost();
  pool.run(64, 1, [](std::size_t, std::size_t) {});
  const CoresLost after = cores_lost();
  CHECK(after.taken >= before.taken);
  if (const auto longest = longest_wait(before, after)) CHECK(*longest >= 0);
}
