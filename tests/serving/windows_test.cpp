#include "serving/placed.h"

#include "../performance/placements.h"

using namespace llmtco;

TEST_CASE("a token takes less where the layers keep windows, and a state the same for every length") {
  // Gemma 3 27B: 52 of 62 layers keep 1,024 tokens. Of 4,000: 4,000 - 52/62 x 2,976 = 1,504, 94 blocks of 16.
  const serving::SequenceRoom gemma = serving::room_of(placed("h100-80-sxm", 2, "gemma-3-27b", "fp16"), 16);
  REQUIRE(gemma.count == 1);
  CHECK(gemma.windows[0].tokens == 1024);
  CHECK(gemma.windows[0].share / 1024.0 == doctest::Approx(52.0 / 62).epsilon(0.001));
  CHECK(gemma.state == 0);
  CHECK(gemma.blocks(4000, 16) == doctest::Approx(94).epsilon(0.01));
  CHECK(gemma.blocks(1024, 16) == 64);
  CHECK(serving::room_of(placed("h100-80-sxm", 1, "llama-3.1-8b", "fp16"), 16).plain());
  CHECK(serving::SequenceRoom{}.blocks(17, 16) == 2);
  CHECK(serving::SequenceRoom{}.blocks(0, 16) == 0);
}

TEST_CASE("windows as the simulator counts them take the bytes that the memory model says") {
  for (const std::string& model : catalog().ids(CatalogKind::models)) {
    CAPTURE(model);
    const Placement p = placed("h100-80-sxm", 4, model, "fp8");
    if (!(serving::kv_bytes_per_token(p) > 0)) continue;
    const serving::SequenceRoom room = serving::room_of(p, 16);
    for (const double length : {300.0, 1000.0, 4000.0, 60'000.0}) {
      CAPTURE(length);
      const double bytes = kv_bytes(p, tokens(length)).base_units()[0];
      const double taken =
          static_cast<double>(room.taken(static_cast<std::int64_t>(length))) / serving::SequenceRoom::whole;
      CHECK(taken * serving::kv_bytes_per_token(p) == doctest::Approx(bytes).epsilon(0.02));
    }
  }
}

TEST_CASE(
    "keys and values of 8 bits are half the bytes: twice the blocks, and half of what a token of context "
    "takes") {
  Placement wide = placed("h100-80-sxm", 1, "llama-3.1-8b", "fp16"), narrow = wide;
  REQUIRE(set_kv_format(narrow, "fp8"));
  const double ratio = static_cast<double>(serving::kv_blocks_of(narrow, 16)) /
                       static_cast<double>(serving::kv_blocks_of(wide, 16));
  CHECK(ratio == doctest::Approx(2).epsilon(0.02));
  const serving::EngineSettings settings = serving::settings_of(serving::SchedulerKind::vllm);
  const serving::FitRange range{.input = 4000, .output = 500};
  const double c_wide = serving::fit_step_time(replica(wide), settings, range).time.c_kv,
               c_narrow = serving::fit_step_time(replica(narrow), settings, range).time.c_kv;
  CHECK(c_narrow / c_wide > 0.4);
  CHECK(c_narrow / c_wide < 0.65);
  CHECK(serving::kv_bytes_per_token(wide) == doctest::Approx(131'072));
}

TEST_CASE("what guessing takes in the simulator is the line through what the speed model says") {
  Placement p = placed("h100-80-sxm", 1, "llama-3.1-8b", "fp16");
  p.speculation = {
      .method = SpeculationMethod::eagle2, .draft = {}, .accepted = 2.6, .guesses = 4, .off_above = {}};
  const llmtco::Replica r = replica(p);
  const serving::EngineSettings settings = serving::settings_of(serving::SchedulerKind::vllm);
  const serving::Guessing g = serving::guessing_of(r, settings, {.input = 500, .output = 250});
  CHECK(g.accepted == doctest::Approx(2.6));
  CHECK(g.guesses == 4);
  for (const double batch : {1.0, 16.0, 128.0}) {
    CAPTURE(batch);
    const double step = seconds(decode_step(r, batch, tokens(625)).time);
    const double longer = guessing_time(r, batch, tokens(625))[0];
    CHECK(std::abs(g.per_step + g.per_sequence * batch - longer) < 0.12 * (step + longer));
  }
  // Only so many that a step's tokens hold the guesses of all: 8,192 / 5.
  CHECK(g.off_above == 1638);
  CHECK_FALSE(
      serving::guessing_of(replica(placed("h100-80-sxm", 1, "llama-3.1-8b", "fp16")), settings, {}).on());
}
