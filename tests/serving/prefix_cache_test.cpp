#include "serving/prefix_cache.h"

#include <doctest/doctest.h>

using namespace llmtco::serving;

TEST_CASE("a prompt finds its leading run of parts, and those used longest ago go first") {
  PrefixCache cache;
  std::int64_t back = 0;
  const std::uint64_t first[] = {1, 2, 3}, second[] = {1, 2, 9};
  for (const std::uint64_t id : first) CHECK(cache.insert(id, 4, back));
  CHECK(back == 0);
  CHECK(cache.used_blocks() == 12);
  CHECK(cache.evict(100) == 0);  // in use
  CHECK(cache.run(second, {4, 4}).parts == 2);
  CHECK(cache.run(second, {4, 3}).parts == 2);
  CHECK(cache.run(first, {4, 3}).parts == 2);  // a last part of 3 blocks is another one
  cache.unpin(first);
  CHECK(cache.unused_blocks() == 12);
  cache.pin(second, 2, {4, 4});
  CHECK(cache.run(first, {4, 4}).unused == 4);
  CHECK_FALSE(cache.insert(2, 4, back));  // there and in use
  CHECK(cache.insert(3, 4, back));        // there, unused: replaced
  CHECK(back == 4);
  const std::uint64_t three[] = {3};
  cache.unpin(three);
  cache.unpin({second, 2});
  CHECK(cache.evict(1) == 4);  // 3 was left first, then 2, then 1
  CHECK(cache.run(first, {4, 4}).parts == 2);
  CHECK(cache.evict(5) == 8);
  CHECK(cache.size() == 0);
}
