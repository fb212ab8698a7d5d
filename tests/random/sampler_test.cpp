#include "random/sampler.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>
#include <stdexcept>
#include <string>

#include <boost/random/sobol.hpp>

#include "host/isa.h"
#include "random/philox.h"
#include "random/sobol_directions.h"

using namespace llmtco;

namespace {

std::vector<std::string> numbered_names(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back("x" + std::to_string(10000 + i));
  return names;
}

std::vector<double> all_uniforms(const Sampler& sampler, std::size_t variable) {
  std::vector<double> u;
  for (std::size_t b = 0; b < sampler.plan().blocks(); ++b) {
    const Column block = sampler.uniforms(variable, b);
    for (std::size_t i = 0; i < block_draws; ++i) u.push_back(block[i]);
  }
  return u;
}

}  // namespace

TEST_CASE("a plan covers what was wanted with 8 replicates or more of a power of two, in whole blocks") {
  for (std::size_t wanted :
       {1u, 1000u, 1024u, 1025u, 3000u, 8191u, 8192u, 8193u, 10000u, 65536u, 100000u, 1000000u}) {
    const SamplingPlan plan = plan_for(SamplingMethod::sobol, wanted);
    CHECK(plan.draws() >= wanted);
    CHECK(plan.draws() % block_draws == 0);
    CHECK((plan.points & (plan.points - 1)) == 0);
    CHECK(plan.replicates >= 8);
    CHECK((plan.replicates <= 16 || plan.points == 32768));
    // Of more than eight blocks, each is of one replicate alone: stats/series.cpp relies on it.
    CHECK((plan.blocks() <= 8 || plan.points >= block_draws));
  }
  CHECK(plan_for(SamplingMethod::sobol, 8192).points == 1024);
  CHECK(plan_for(SamplingMethod::sobol, 10000).draws() == 10240);
  CHECK(plan_for(SamplingMethod::sobol, 1000000).draws() == 31 * 32768);
}

TEST_CASE("the direction numbers are those of Joe and Kuo: points equal those of Boost's generator") {
  constexpr std::size_t dimensions = 1000;
  const std::vector<std::uint32_t> directions = detail::sobol_directions(dimensions);
  boost::random::sobol_engine<std::uint32_t, 32> theirs(dimensions);
  for (std::uint32_t n = 1; n < 200; ++n) {
    const std::uint32_t gray = n ^ (n >> 1);
    std::size_t different = 0;
    for (std::size_t d = 0; d < dimensions; ++d) {
      std::uint32_t x = 0;
      for (std::size_t k = 0; k < 32; ++k) x ^= (gray >> k & 1u) != 0 ? directions[32 * d + k] : 0u;
      std::uint32_t reversed = 0;
      for (int bit = 0; bit < 32; ++bit) reversed |= (x >> bit & 1u) << (31 - bit);
      different += reversed != theirs();
    }
    CHECK(different == 0);
  }
}

TEST_CASE("each of 1,000 dimensions puts one of 1,024 scrambled points in every 1,024th") {
  const Sampler sampler(plan_for(SamplingMethod::sobol, 8192), 5, numbered_names(1000));
  std::size_t unbalanced = 0;
  for (std::size_t variable = 0; variable < 1000; ++variable) {
    const Column u = sampler.uniforms(variable, variable % 8);
    std::vector<int> hits(1024);
    for (std::size_t i = 0; i < block_draws; ++i) ++hits[static_cast<std::size_t>(u[i] * 1024)];
    unbalanced += std::any_of(hits.begin(), hits.end(), [](int h) { return h != 1; });
  }
  CHECK(unbalanced == 0);
}

TEST_CASE("a replicate of 65,536 points is balanced as one whole, over its 64 blocks") {
  const Sampler sampler({SamplingMethod::sobol, 8, 65536}, 5, {"a", "b", "c"});
  std::vector<int> hits(65536);
  for (std::size_t b = 64; b < 128; ++b) {  // the second replicate
    const Column u = sampler.uniforms(2, b);
    for (std::size_t i = 0; i < block_draws; ++i) ++hits[static_cast<std::size_t>(u[i] * 65536)];
  }
  CHECK(std::all_of(hits.begin(), hits.end(), [](int h) { return h == 1; }));
}

TEST_CASE("the first two dimensions fill every elementary rectangle of area 1/1,024") {
  // A (0, 2)-sequence: 2^a columns by 2^(10 - a) rows hold one point each, for every a.
  const Sampler sampler(plan_for(SamplingMethod::sobol, 8192), 11, {"a", "b"});
  for (std::size_t block = 0; block < 8; ++block) {
    const Column x = sampler.uniforms(0, block), y = sampler.uniforms(1, block);
    for (int a = 0; a <= 10; ++a) {
      const std::size_t columns = std::size_t{1} << a, rows = 1024 / columns;
      std::set<std::size_t> seen;
      for (std::size_t i = 0; i < block_draws; ++i) {
        seen.insert(static_cast<std::size_t>(x[i] * static_cast<double>(columns)) * rows +
                    static_cast<std::size_t>(y[i] * static_cast<double>(rows)));
      }
      CHECK(seen.size() == 1024);
    }
  }
}

TEST_CASE("small runs: several replicates share a block, each balanced by itself") {
  const Sampler sampler(plan_for(SamplingMethod::sobol, 2000), 3, {"a"});
  REQUIRE(sampler.plan().points == 128);
  REQUIRE(sampler.plan().replicates == 16);
  const std::vector<double> u = all_uniforms(sampler, 0);
  for (std::size_t r = 0; r < 16; ++r) {
    std::set<int> cells;
    for (std::size_t i = 128 * r; i < 128 * (r + 1); ++i) cells.insert(static_cast<int>(u[i] * 128));
    CHECK(cells.size() == 128);
  }
}

TEST_CASE("replicates, seeds, streams and names each have their own scramble") {
  const SamplingPlan plan = plan_for(SamplingMethod::sobol, 8192);
  const Sampler one(plan, 1, {"a", "b"}), other_seed(plan, 2, {"a", "b"}),
      other_stream(plan, 1, {"a", "b"}, 1);
  const Column u = one.uniforms(0, 0);
  const auto same = [&](const Column& v) {
    std::size_t equal = 0;
    for (std::size_t i = 0; i < block_draws; ++i) equal += u[i] == v[i];
    return equal;
  };
  CHECK(same(one.uniforms(0, 0)) == block_draws);
  CHECK(same(one.uniforms(0, 1)) == 0);
  CHECK(same(one.uniforms(1, 0)) == 0);
  CHECK(same(other_seed.uniforms(0, 0)) == 0);
  CHECK(same(other_stream.uniforms(0, 0)) == 0);
}

TEST_CASE("the order in which names are given changes nothing") {
  for (SamplingMethod method : {SamplingMethod::sobol, SamplingMethod::plain}) {
    const SamplingPlan plan = plan_for(method, 2048);
    const Sampler forward(plan, 9, {"a", "b", "c"}), backward(plan, 9, {"c", "b", "a"});
    for (std::size_t i = 0; i < block_draws; ++i) {
      REQUIRE(forward.uniforms(0, 1)[i] == backward.uniforms(2, 1)[i]);
      if (i == 10) break;
    }
  }
}

TEST_CASE("plain draws of a variable do not move when another is added") {
  const SamplingPlan plan = plan_for(SamplingMethod::plain, 2048);
  const Column alone = Sampler(plan, 9, {"b"}).uniforms(0, 1),
               joined = Sampler(plan, 9, {"a", "b"}).uniforms(1, 1);
  for (std::size_t i = 0; i < block_draws; ++i) CHECK(alone[i] == joined[i]);
}

TEST_CASE("uniforms have the same bits with every instruction set") {
  const Isa before = isa();
  for (SamplingMethod method : {SamplingMethod::sobol, SamplingMethod::plain}) {
    for (std::size_t wanted : {1000u, 2000u, 8192u, 40000u}) {
      const Sampler sampler(plan_for(method, wanted), 0x9876543210u, numbered_names(9));
      for (std::size_t block = 0; block < sampler.plan().blocks(); block += 3) {
        set_isa(Isa::scalar);
        const Column expected = sampler.uniforms(block % 9, block);
        for (Isa candidate : available_isas()) {
          set_isa(candidate);
          const Column found = sampler.uniforms(block % 9, block);
          std::size_t different = 0;
          for (std::size_t i = 0; i < block_draws; ++i) different += expected[i] != found[i];
          CHECK(different == 0);
        }
      }
    }
  }
  set_isa(before);
}

TEST_CASE(
    "uniforms are uniform: mean, variance and largest gap of their distribution, and lag-one independence") {
  for (SamplingMethod method : {SamplingMethod::plain, SamplingMethod::sobol}) {
    const Sampler sampler(plan_for(method, 65536), 77, {"a", "b"});
    std::vector<double> u = all_uniforms(sampler, 1);
    const double n = static_cast<double>(u.size());
    double sum = 0, squares = 0, lag = 0;
    for (std::size_t i = 0; i < u.size(); ++i) {
      sum += u[i];
      squares += (u[i] - 0.5) * (u[i] - 0.5);
      if (i > 0) lag += (u[i] - 0.5) * (u[i - 1] - 0.5);
    }
    // Standard errors of plain draws; 4 of them.
    CHECK(std::fabs(sum / n - 0.5) < 4 / std::sqrt(12 * n));
    CHECK(std::fabs(squares / n - 1.0 / 12) < 4 / std::sqrt(180 * n));
    if (method == SamplingMethod::plain) CHECK(std::fabs(lag / n) < 4 / (12 * std::sqrt(n)));
    std::sort(u.begin(), u.end());
    double gap = 0;
    for (std::size_t i = 0; i < u.size(); ++i)
      gap = std::fmax(gap, std::fabs(u[i] - (static_cast<double>(i) + 0.5) / n));
    CHECK(gap < 1.95 / std::sqrt(n));  // Kolmogorov-Smirnov at 0.1 %
  }
}

TEST_CASE("the bits below the 32 of a Sobol' point are filled evenly") {
  const Sampler sampler(plan_for(SamplingMethod::sobol, 65536), 3, {"a"});
  std::array<int, 20> ones{};
  const std::vector<double> u = all_uniforms(sampler, 0);
  for (double each : u) {
    const auto k = static_cast<std::uint64_t>(std::ldexp(each, 52));
    for (std::size_t bit = 0; bit < 20; ++bit) ones[bit] += (k >> bit & 1u) != 0;
  }
  for (int count : ones) CHECK(std::abs(count - 32768) < 5 * 128);  // 5 sd of Binomial(65536, 1/2)
}

TEST_CASE("a name given twice is refused") {
  const SamplingPlan plan = plan_for(SamplingMethod::sobol, 1024);
  CHECK_THROWS_WITH_AS(Sampler(plan, 1, {"tokens", "price", "tokens"}), "variable 'tokens' is named twice",
                       std::invalid_argument);
}

TEST_CASE("two names of one hash have numbers of their own, and the first in byte order those it has alone") {
  REQUIRE(variable_id("costarring") == variable_id("liquid"));  // a known pair
  const SamplingPlan plan = plan_for(SamplingMethod::plain, 1024);
  const Sampler both(plan, 1, {"liquid", "costarring"}), alone(plan, 1, {"costarring"});
  const Column first = both.uniforms(1, 0), as_alone = alone.uniforms(0, 0), second = both.uniforms(0, 0);
  for (std::size_t i = 0; i < block_draws; ++i) CHECK(first[i] == as_alone[i]);
  CHECK(first[0] != second[0]);
}

TEST_CASE("more names than the sequence has dimensions: the last in byte order are drawn plainly") {
  const SamplingPlan sobol = plan_for(SamplingMethod::sobol, 1024),
                     plain = plan_for(SamplingMethod::plain, 1024);
  const std::vector<std::string> names = numbered_names(3669);
  const Sampler many(sobol, 1, names), few(sobol, 1, {names.begin(), names.end() - 2}),
      all_plain(plain, 1, names);
  CHECK(many.beyond_sequence() == 2);
  CHECK(few.beyond_sequence() == 0);
  CHECK(all_plain.beyond_sequence() == 0);
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(many.uniforms(3666, 0)[i] == few.uniforms(3666, 0)[i]);
    CHECK(many.uniforms(3667, 0)[i] == all_plain.uniforms(3667, 0)[i]);
  }
}
