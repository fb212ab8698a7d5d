#include "serving/cache_tiers.h"

#include <doctest/doctest.h>

#include "serving/simulate.h"

using namespace llmtco::serving;

TEST_CASE("what the host has no room for goes to the disk, and what that has none for is lost") {
  using Place = CacheTiers::Place;
  CacheTiers tiers(2, 1);
  tiers.put(1, 1);
  tiers.put(2, 1);
  tiers.put(3, 1);  // pushes 1 out
  CHECK(tiers.find(1, 1) == Place::disk);
  CHECK(tiers.find(2, 1) == Place::host);
  CHECK(tiers.find(2, 2) == Place::none);  // a part of another size is another part
  tiers.put(4, 1);                         // pushes 2 out, and that 1
  CHECK(tiers.find(1, 1) == Place::none);
  CHECK(tiers.find(2, 1) == Place::disk);
  tiers.put(2, 1);  // back on the host, and in one place alone
  CHECK(tiers.find(2, 1) == Place::host);
  CHECK(tiers.find(3, 1) == Place::disk);
  tiers.drop(2);
  CHECK(tiers.find(2, 1) == Place::none);
  tiers.put(9, 3);  // larger than either
  CHECK(tiers.find(9, 3) == Place::none);
  CHECK(tiers.host.blocks() <= 2);
  CHECK(tiers.disk.blocks() <= 1);
}

TEST_CASE("a prompt comes back from the host in the time of its tokens, in place of computing it") {
  // Prompts A, B and A again, two parts of 16 tokens each, in four blocks of 16: B's third block pushes out parts of A.
  Load load;
  load.prefix_tokens = 16;
  load.prefix_ids = {1, 2, 3, 4};
  const auto prompt = [&](double time, std::uint32_t first) {
    load.requests.push_back(
        {.arrival = in_picoseconds(time), .input = 33, .output = 1, .first_prefix = first, .prefixes = 2});
  };
  prompt(0, 0);
  prompt(1, 2);
  prompt(2, 0);
  load.requests[0].input = load.requests[1].input = load.requests[2].input = 32;
  EngineSettings s = settings_of(SchedulerKind::vllm);
  s.kv_blocks = 2;
  s.prefix_cache = true;
  const llmtco::serving::StepTime t{.t0 = 0.01, .c_pf = 0.001};
  // Without tiers all three are computed: 10 + 32 = 42 ms.
  CHECK(in_seconds(simulate(load, t, s).outcomes[2].end) == doctest::Approx(2.042));
  // From the host: 32 tokens x 0.1 ms, and one token is computed in any case: 10 + 3.2 + 1 = 14.2 ms.
  s.host_cache_blocks = 2;
  s.host_load_per_token = 1e-4;
  const Simulation host = simulate(load, t, s);
  CHECK(in_seconds(host.outcomes[2].end) == doctest::Approx(2.0142));
  CHECK(host.counts.host_hit_tokens == 32);
  CHECK(host.counts.hit_tokens == 32);
  // One part on the host, one on a disk at 0.2 ms a token: 1.6 + 3.2.
  s.host_cache_blocks = 1;
  s.disk_cache_blocks = 1;
  s.disk_load_per_token = 2e-4;
  const Simulation both = simulate(load, t, s);
  CHECK(in_seconds(both.outcomes[2].end) == doctest::Approx(2 + 0.01 + 0.0048 + 0.001));
  CHECK(both.counts.host_hit_tokens == 16);
  CHECK(both.counts.disk_hit_tokens == 16);
}
