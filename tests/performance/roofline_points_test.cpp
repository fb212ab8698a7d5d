#include "performance/roofline.h"

#include <algorithm>

#include "placements.h"

using namespace llmtco;

namespace {

Roofline roofline_of(const Query& query) { return llmtco::roofline_of(query, predict(query)); }

struct Asked {
  double input = 1, output = 1, batch = 1;
};
Query query_of(Placement placement, const Asked& asked = {}) {
  Query query;
  query.placement = std::move(placement);
  query.input = asked.input;
  query.output = asked.output;
  query.batch = asked.batch;
  return query;
}

}  // namespace

TEST_CASE("one sequence without context computes a FLOP for each byte of 16-bit weights") {
  // 2 FLOP a weight of 2 bytes; keys and values of one token are a hundred-thousandth of it.
  const Roofline line = roofline_of(query_of(placed("H100", 1, "llama-3.1-8b", "fp16")));
  CHECK(line.bandwidth == doctest::Approx(3.35e12));
  CHECK(line.peak == doctest::Approx(989e12).epsilon(2e-3));
  CHECK(line.decode.size == 1);
  CHECK(line.decode.intensity == doctest::Approx(1).epsilon(1e-3));
  CHECK(line.decode.attainable == doctest::Approx(3.35e12).epsilon(1e-3));
  REQUIRE(line.batches.size() > 3);
  CHECK(line.batches[3].size == 8);
  CHECK(line.batches[3].intensity == doctest::Approx(8).epsilon(1e-2));
}

TEST_CASE("a rate reached is that of the prediction") {
  // 0.525e9 weights of the head and 6.98e9 of the layers, 2 FLOP each; 64 tokens a step.
  const Query query = query_of(placed("H100", 1, "llama-3.1-8b", "fp16"), {.batch = 64});
  const Prediction prediction = predict(query);
  const Roofline line = llmtco::roofline_of(query, prediction);
  CHECK(prediction.numbers[0].name == "decode_tok_s");
  CHECK(line.decode.reached == doctest::Approx(prediction.numbers[0].value * 2 * 7.5e9).epsilon(2e-3));
}

TEST_CASE("nothing reaches more than the datasheet allows, and nothing stands above the roof") {
  for (const char* gpu : {"h100-80-sxm", "a100-80-sxm", "mi300x", "l4", "rtx-4090"}) {
    for (const char* model : {"llama-3.1-8b", "llama-3.1-70b", "mixtral-8x7b", "deepseek-v3"}) {
      for (const char* format : {"fp16", "fp8"}) {
        const Query query = query_of(placed(gpu, 8, model, format), {900, 300, 16});
        const Prediction prediction = predict(query);
        if (!prediction.runs()) continue;
        CAPTURE(gpu);
        CAPTURE(model);
        CAPTURE(format);
        const Roofline line = llmtco::roofline_of(query, prediction);
        std::vector<RooflinePoint> points = line.batches;
        points.push_back(line.decode);
        points.push_back(line.prefill);
        for (const RooflinePoint& point : points) {
          CAPTURE(point.size);
          CHECK(point.share() <= 1 + 1e-9);
          CHECK(point.attainable <= std::min(line.bandwidth * point.intensity, line.peak) * (1 + 1e-9));
        }
      }
    }
  }
}

TEST_CASE("unlike cards and a model that is partly on the host have no one roofline") {
  Query query = query_of(placed("rtx-4090", 1, "llama-3.1-8b", "q4_k_m", "llama.cpp"));
  query.placement.host = Host{.layers = 8, .experts = 0, .bandwidth = 83 * GB / second, .memory = 128 * GB};
  CHECK(roofline_of(query).none == "the GPU and the host have a roofline each");
}
