#include "plain_loop.h"

#include <doctest/doctest.h>

#include <functional>
#include <random>

using namespace llmtco::serving;

namespace {

struct Agreement {
  int different = 0, rejected = 0;
  std::int64_t restarts = 0, swaps = 0, tier_tokens = 0, guessed = 0;
};

/// Requests whose times, lengths and step ends it compares.
Agreement compare(const Load& load, const llmtco::serving::StepTime& t, const EngineSettings& settings) {
  const Simulation fast = simulate(load, t, settings);
  const PlainResult plain =
      settings.ranks() > 1 ? plain_ranks(load, t, settings) : plain_loop(load, t, settings);
  Agreement a;
  for (std::size_t i = 0; i < plain.outcomes.size(); ++i) {
    const Outcome &x = fast.outcomes[i], &y = plain.outcomes[i];
    a.different += x.arrival != y.arrival || x.start != y.start || x.first_token != y.first_token ||
                   x.end != y.end || x.restarts != y.restarts ||
                   (x.state == Outcome::State::rejected) != (y.state == Outcome::State::rejected);
    a.rejected += x.state == Outcome::State::rejected;
  }
  a.different += fast.counts.steps != plain.steps;
  a.different += fast.counts.restarts != plain.restarts;
  a.different += fast.counts.swaps != plain.swaps;
  a.restarts = plain.restarts;
  a.swaps = plain.swaps;
  a.tier_tokens = fast.counts.host_hit_tokens + fast.counts.disk_hit_tokens;
  a.guessed = fast.counts.guessed_steps;
  return a;
}

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(high - low + 1));
  }
  bool one_in(int n) { return whole(1, n) == 1; }
  double real(double low, double high) {
    return low + (high - low) * static_cast<double>(engine_() >> 11) * 0x1p-53;
  }

 private:
  std::mt19937_64 engine_;
};

llmtco::serving::StepTime random_step_time(Random& random) {
  const double fast = random.one_in(4) ? 0 : 1;  // sometimes steps that differ by nothing
  llmtco::serving::StepTime t{.t0 = random.real(0.001, 0.01),
                              .c_pf = random.real(0, 1e-4),
                              .c_attn = random.real(0, 1e-8),
                              .c_dec = fast * random.real(0, 1e-4),
                              .c_kv = fast * random.real(0, 1e-6)};
  t.shared_pf = random.one_in(2) ? 0.6 * t.c_pf : 0;
  return t;
}

Load random_load(Random& random, bool prefixes) {
  Load load;
  load.prefix_tokens = 32;
  const double gap = random.one_in(3) ? 0.02 : random.one_in(2) ? 0.2 : 3;
  const std::int64_t longest = random.one_in(2) ? 60 : 400;
  double now = 0;
  for (std::int64_t i = random.whole(1, 120); i > 0; --i) {
    if (!random.one_in(4)) now += random.real(0, 2 * gap);
    Request r{.arrival = in_picoseconds(now),
              .input = static_cast<std::int32_t>(random.whole(1, longest)),
              .output = static_cast<std::int32_t>(random.one_in(5) ? 1 : random.whole(1, longest))};
    if (!prefixes && random.one_in(8)) r.ready = static_cast<std::int32_t>(random.whole(0, r.input));
    if (prefixes) {
      r.first_prefix = static_cast<std::uint32_t>(load.prefix_ids.size());
      r.prefixes = static_cast<std::uint32_t>((r.input + 31) / 32);
      const std::int64_t family = random.whole(0, 3), common = random.whole(0, 6);
      for (std::int64_t part = 0; part < r.prefixes; ++part) {
        load.prefix_ids.push_back(
            static_cast<std::uint64_t>(part < common ? family * 100 + part : 1000 * (i + 1) + part));
      }
    }
    load.requests.push_back(r);
  }
  if (random.one_in(4)) load.in_flight = static_cast<int>(random.whole(1, 20));
  return load;
}

EngineSettings random_settings(Random& random, SchedulerKind kind, bool prefixes) {
  EngineSettings s = settings_of(kind);
  s.max_batch = static_cast<int>(random.whole(1, 40));
  s.token_budget = static_cast<int>(random.whole(s.max_batch, 600));
  const int sizes[] = {1, 4, 16, 16, 32, 7};
  s.block_size = sizes[random.whole(0, prefixes ? 4 : 5)];
  s.kv_blocks = random.whole(200, random.one_in(2) ? 900 : 9000) / s.block_size;
  s.watermark = random.one_in(2) ? 0.05 : 0;
  if (random.one_in(4)) s.longest_chunk = static_cast<int>(random.whole(8, 100));
  s.prefix_cache = prefixes;
  if (random.one_in(3)) s.host_per_step = 0.004;
  if (random.one_in(3)) s.host_per_token = 0.0001;
  if (random.one_in(3)) s.host_per_request = 0.001;
  s.overlap = random.one_in(2);
  s.plans_ahead = random.one_in(3);
  if (random.one_in(4)) s.receive_interval = static_cast<int>(random.whole(2, 30));
  if (random.one_in(4)) s.prompt_launch = 0.01;
  s.whole_prompts = s.longest_chunk == 0 && random.one_in(3);
  if (random.one_in(3)) {
    s.wait_steps = static_cast<int>(random.whole(1, 25));
    s.wait_share = random.real(0, 1);
  }
  if (!prefixes && random.one_in(6)) s.contiguous = static_cast<int>(random.whole(100, 900));
  return s;
}

bool stops_sequences(const EngineSettings& s) {
  return s.contiguous == 0 &&
         (s.scheduler == SchedulerKind::vllm || s.scheduler == SchedulerKind::prefill_first ||
          s.scheduler == SchedulerKind::sarathi || s.scheduler == SchedulerKind::tensorrt_llm_max);
}

void add_tiers(Random& random, EngineSettings& s) {
  s.host_cache_blocks = random.whole(0, s.kv_blocks);
  s.disk_cache_blocks = random.one_in(2) ? random.whole(0, 3 * s.kv_blocks) : 0;
  s.host_load_per_token = random.real(0, 1e-4);
  s.disk_load_per_token = random.real(0, 1e-3);
}

void add_swap(Random& random, EngineSettings& s) {
  s.preemption = Preemption::swap;
  s.host_blocks = random.whole(1, s.kv_blocks);
  s.swap_per_token = random.one_in(3) ? 0 : random.real(0, 1e-4);
}

void add_room(Random& random, EngineSettings& s) {
  if (random.one_in(2)) s.room.state = static_cast<std::int32_t>(random.whole(1, 60));
  std::int64_t left = SequenceRoom::whole;
  for (std::int64_t i = random.whole(0, 3); i > 0; --i) {
    const std::int64_t share = random.one_in(6) ? left : random.whole(0, left);
    s.room.windows[static_cast<std::size_t>(s.room.count++)] = {
        static_cast<std::int32_t>(random.whole(1, 200)), static_cast<std::int32_t>(share)};
    left -= share;
  }
}

void add_guessing(Random& random, EngineSettings& s) {
  Guessing& g = s.guessing;
  g.guesses = static_cast<int>(random.whole(1, 6));
  g.accepted = random.one_in(8) ? 1 : random.real(1, 1 + g.guesses);
  g.per_step = random.real(0, 0.002);
  g.per_sequence = random.real(0, 0.0003);
  if (random.one_in(2)) g.off_above = static_cast<int>(random.whole(1, s.max_batch));
  s.token_budget = std::max(s.token_budget, s.max_batch * (1 + g.guesses));
}

void add_ranks(Random& random, EngineSettings& s) {
  s.attention_data = static_cast<int>(random.whole(1, 4));
  if (random.one_in(2)) s.pipeline = static_cast<int>(random.whole(1, 4));
  s.kv_blocks *= s.kv_blocks < s.ranks() || random.one_in(2) ? s.ranks() : 1;
}

/// What the rules of one scheduler meet over random loads.
Agreement all_agree(SchedulerKind kind, std::uint64_t loads,
                    const std::function<void(Random&, EngineSettings&)>& change) {
  Agreement all;
  for (std::uint64_t seed = 1; seed <= loads; ++seed) {
    CAPTURE(seed);
    Random random(seed);
    const bool can_share = kind != SchedulerKind::fixed_batch && kind != SchedulerKind::sequential;
    const bool prefixes = can_share && random.one_in(3);
    const Load load = random_load(random, prefixes);
    EngineSettings settings = random_settings(random, kind, prefixes);
    change(random, settings);
    REQUIRE(complaints(settings) == std::vector<std::string>{});
    REQUIRE(complaints(load, settings).empty());
    const Agreement a = compare(load, random_step_time(random), settings);
    REQUIRE(a.different == 0);
    all.restarts += a.restarts;
    all.rejected += a.rejected;
    all.swaps += a.swaps;
    all.tier_tokens += a.tier_tokens;
    all.guessed += a.guessed;
  }
  return all;
}

/// Features that go together, each in some of the loads.
void add_some(Random& random, EngineSettings& s) {
  if (s.prefix_cache && random.one_in(2)) add_tiers(random, s);
  if (stops_sequences(s) && random.one_in(2)) add_swap(random, s);
  if (!s.prefix_cache && random.one_in(2)) add_room(random, s);
  if (random.one_in(2)) add_guessing(random, s);
}

}  // namespace

TEST_CASE(
    "swapping, tiers, windows, states and guesses take the same times many steps at once and one by one") {
  for (const auto& row : scheduler_names.table) {
    CAPTURE(row.second);
    const Agreement all = all_agree(row.first, 500, add_some);
    CHECK(all.guessed > 0);
    CHECK((all.swaps > 0) == stops_sequences(settings_of(row.first)));
    const bool shares = row.first != SchedulerKind::fixed_batch && row.first != SchedulerKind::sequential;
    CHECK((all.tier_tokens > 0) == shares);
  }
}

TEST_CASE("ranks in lockstep take the same times many rounds at once and one by one") {
  for (const auto& row : scheduler_names.table) {
    CAPTURE(row.second);
    const Agreement all = all_agree(row.first, 200, [](Random& random, EngineSettings& s) {
      if (random.one_in(3)) add_some(random, s);
      add_ranks(random, s);
    });
    CHECK(all.rejected > 0);
  }
}

TEST_CASE("many steps at once are the same steps one by one, to the picosecond, under every scheduler") {
  for (const auto& row : scheduler_names.table) {
    const auto kind = row.first;
    CAPTURE(row.second);
    std::int64_t restarts = 0, rejected = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
      CAPTURE(seed);
      Random random(seed);
      const bool can_share = kind != SchedulerKind::fixed_batch && kind != SchedulerKind::sequential;
      const bool prefixes = can_share && random.one_in(3);
      const Load load = random_load(random, prefixes);
      const EngineSettings settings = random_settings(random, kind, prefixes);
      REQUIRE(complaints(settings).empty());
      REQUIRE(complaints(load, settings).empty());
      const Agreement a = compare(load, random_step_time(random), settings);
      REQUIRE(a.different == 0);
      restarts += a.restarts;
      rejected += a.rejected;
    }
    CHECK(rejected > 0);
    const EngineSettings usual = settings_of(kind);
    const bool restarts_at_all = usual.scheduler != SchedulerKind::tensorrt_llm &&
                                 usual.scheduler != SchedulerKind::fixed_batch &&
                                 usual.scheduler != SchedulerKind::sequential;
    CHECK((restarts > 0) == restarts_at_all);
  }
}
