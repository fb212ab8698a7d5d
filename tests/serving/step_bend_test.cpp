#include "serving/bent_steps.h"

#include "../performance/placements.h"

using namespace llmtco;

TEST_CASE("a bend is straight between powers of two of tokens") {
  // t0 1 ms, 0 at one token, 1 ms at two, 3 ms at four: three tokens take 1 + 2 = 3 ms, six, on the line from four to eight
  // (5 ms there), 1 + 4.
  serving::StepTime t{.t0 = 0.001};
  t.bend[1] = 0.001;
  t.bend[2] = 0.003;
  for (std::size_t i = 3; i < t.bend.size(); ++i) t.bend[i] = 0.005;
  const serving::StepClock clock(t);
  CHECK(serving::in_seconds(clock.of({.decoding = 1})) == doctest::Approx(0.001));
  CHECK(serving::in_seconds(clock.of({.decoding = 3})) == doctest::Approx(0.003));
  CHECK(serving::in_seconds(clock.of({.prompt_tokens = 2, .decoding = 4})) == doctest::Approx(0.005));
  CHECK(serving::in_seconds(serving::StepClock(serving::scaled(t, 2)).of({.decoding = 3})) ==
        doctest::Approx(0.006));
}

TEST_CASE("bent steps are the speed model's, for mixtures of experts too, where a line is off by a fifth") {
  struct Server {
    const char* gpu;
    int gpus;
    const char *model, *format;
  };
  const Server servers[] = {{"b200-180-sxm", 4, "gpt-oss-120b", "mxfp4"},
                            {"h200-141-sxm", 8, "deepseek-r1", "fp8"},
                            {"h100-80-sxm", 1, "llama-3.1-8b", "fp8"}};
  for (const Server& server : servers) {
    CAPTURE(server.model);
    const llmtco::Replica r = replica(placed(server.gpu, server.gpus, server.model, server.format));
    serving::EngineSettings settings = serving::settings_of(serving::SchedulerKind::vllm);
    settings.max_batch = 128;
    const serving::SpeedFit fit = serving::fit_step_time(r, settings, {.input = 1000, .output = 1000});
    const serving::StepClock clock(fit.time);
    for (const std::int64_t n : {1, 4, 16, 64, 128}) {
      CAPTURE(n);
      const double model_time = decode_step(r, static_cast<double>(n), tokens(1500)).time.base_units()[0];
      CHECK(serving::in_seconds(clock.of({.decoding = n, .contexts = 1500 * n})) ==
            doctest::Approx(model_time).epsilon(0.01));
    }
    const double alone = prefill(r, tokens(1024)).time.base_units()[0];
    CHECK(serving::in_seconds(clock.of({.prompt_tokens = 1024, .attention = 1024 * 1024})) ==
          doctest::Approx(alone).epsilon(0.01));
    CHECK(fit.mean_error < 0.03);
  }
}
