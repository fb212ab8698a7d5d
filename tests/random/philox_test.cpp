#include "random/philox.h"

#include <Random123/philox.h>
#include <doctest/doctest.h>

#include "host/isa.h"
#include "random/sampler.h"

using namespace llmtco;

TEST_CASE("Philox gives the words published with Random123") {
  // Known answers of the Random123 distribution for philox4x32 with 10 rounds.
  CHECK(philox({0, 0, 0, 0}, 0) == PhiloxWords{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
  CHECK(philox({0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff}, 0xffffffffffffffff) ==
        PhiloxWords{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
  CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, 0x299f31d0a4093822) ==
        PhiloxWords{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("Philox equals Random123 over counters and keys") {
  r123::Philox4x32 theirs;
  for (std::uint32_t i = 0; i < 5000; ++i) {
    const PhiloxWords counter = {i * 2654435761u, i, ~i, i << 7};
    const std::uint64_t key = 0x123456789abcdefu * (i + 1);
    const auto expected = theirs({{counter[0], counter[1], counter[2], counter[3]}},
                                 {{static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)}});
    CHECK(philox(counter, key) == PhiloxWords{expected[0], expected[1], expected[2], expected[3]});
  }
}

TEST_CASE("a plain draw is decided by seed, stream, variable name and draw") {
  const std::uint64_t seed = 42;
  const Sampler sampler(plan_for(SamplingMethod::plain, 4096), seed, {"price", "tokens"}, 7);
  for (std::size_t block : {0u, 3u}) {
    const Column u = sampler.uniforms(1, block);
    for (std::uint32_t j : {0u, 1u, 511u}) {
      const std::uint32_t counter = static_cast<std::uint32_t>(block) * 512 + j;
      const PhiloxWords w = philox({counter, 0, variable_id("tokens"), 7}, seed);
      CHECK(u[j] == uniform_of(std::uint64_t{w[0]} << 32 | w[1]));
      CHECK(u[512 + j] == uniform_of(std::uint64_t{w[2]} << 32 | w[3]));
    }
  }
}

TEST_CASE("a uniform is never 0 or 1") {
  CHECK(uniform_of(0) == 0x1p-53);
  CHECK(uniform_of(0xffffffffffffffff) == 1 - 0x1p-53);
}

TEST_CASE("the id of a name is its FNV-1a hash") {
  CHECK(variable_id("") == 0x811c9dc5u);
  CHECK(variable_id("a") == 0xe40c292cu);
  CHECK(variable_id("foobar") == 0xbf9cf968u);
}
