#include "performance/unlike_cards.h"

#include "performance/legality.h"
#include "performance/memory.h"
#include "performance/placement_by_name.h"
#include "performance/predict.h"
#include "performance/work.h"
#include "placements.h"

using namespace llmtco;

namespace {

PlacementFound found(const std::vector<std::string>& cards, const std::string& model = "llama-3.1-8b",
                     const std::string& engine = "llama.cpp") {
  return placement_by_name({.model = model,
                            .format = "q4_k_m",
                            .engine = engine,
                            .accelerator = {},
                            .gpus = static_cast<int>(cards.size()),
                            .cards = cards},
                           catalog());
}

Placement over(const std::vector<std::string>& cards, const std::string& model = "llama-3.1-8b") {
  return *found(cards, model).placement;
}

double step_of(const Placement& p, const StepWork& work) {
  const Replica r = replica(p);
  return seconds(step_time(r.shape, r.placement.parallel, r.online, work).total);
}

Query asked_of_cards(Placement p) {
  Query query;
  query.placement = std::move(p);
  return query;
}

}  // namespace

TEST_CASE("layers are shared by what the drivers of the cards give, and the smallest card is full first") {
  // 23.99 - 0.36 = 23.63 GiB of 24, and 12 - 0.33 = 11.67: 0.669 and 0.331, 3.02 times the smaller share.
  const Placement p = over({"rtx-4090", "rtx-3080-ti"});
  const std::vector<double> shares = layer_shares(p.cards);
  CHECK(shares[0] == doctest::Approx(0.669).epsilon(2e-3));
  CHECK(shares[1] == doctest::Approx(0.331).epsilon(2e-3));
  CHECK(stages(p) == doctest::Approx(3.02).epsilon(2e-3));
  const Memory m = memory(p);
  CHECK(m.total / GiB == doctest::Approx(12).epsilon(0.01));
  // A third of 32 x 4,096 B of keys and values a token.
  CHECK(m.kv_per_token / (byte / token) == doctest::Approx(0.331 * 131'072).epsilon(2e-3));
}

TEST_CASE("two cards under one name have the harmonic mean of their bandwidths, and no price") {
  // Shares of 0.4999 and 0.5001: 1 / (0.5 / 1008 + 0.5 / 935.8) = 970.6 GB/s; (450 + 350) / 2 = 400 W.
  const Accelerator one = over({"rtx-4090", "rtx-3090"}).accelerator;
  CHECK(*one.bandwidth / (1e9 * byte / second) == doctest::Approx(970.6).epsilon(1e-3));
  CHECK(*one.power / watt == doctest::Approx(400));
  CHECK(one.id == "rtx-4090+rtx-3090");
  CHECK(one.rent_offer("on_demand") == nullptr);
  CHECK(one.purchase_offer("purchase") == nullptr);
}

TEST_CASE("a token takes the sum of each card's own part, which lies between those of two like cards") {
  const StepWork token = decode_work(1.0, 512.0);
  const double fast = step_of(over({"rtx-4090", "rtx-4090"}), token),
               slow = step_of(over({"rtx-3090", "rtx-3090"}), token);
  const Placement unlike = over({"rtx-4090", "rtx-3090"});
  const std::vector<double> shares = layer_shares(unlike.cards);
  CHECK(step_of(unlike, token) == doctest::Approx(shares[0] * fast + shares[1] * slow).epsilon(1e-9));
  CHECK(step_of(over({"rtx-3090", "rtx-4090"}), token) == doctest::Approx(step_of(unlike, token)));
  CHECK(fast < slow);
  // Prompts go through in micro-batches: the slower card is the pace.
  const auto prompt = [](const Placement& p) { return seconds(prefill(replica(p), tokens(8192)).time); };
  CHECK(prompt(unlike) > prompt(over({"rtx-4090", "rtx-4090"})));
  CHECK(prompt(unlike) <= prompt(over({"rtx-3090", "rtx-3090"})) * 1.02);
}

TEST_CASE("a list of like cards is a number of them; unlike ones need an engine that splits layers") {
  const Placement two = over({"rtx-4090", "RTX 4090"});
  CHECK(two.cards.empty());
  CHECK(memory(two).room / byte ==
        memory(placed("rtx-4090", 2, "llama-3.1-8b", "q4_k_m", "llama.cpp")).room / byte);
  const PlacementFound vllm = found({"rtx-4090", "rtx-3090"}, "llama-3.1-8b", "vllm");
  bool said = false;
  for (const NotStarted& why : refusals(*vllm.placement))
    said = said || why.reason == "vLLM does not run layers one GPU after another, which unlike cards need";
  CHECK(said);
  const PlacementFound mixed = found({"rtx-4090", "rx-7900-xtx"});
  REQUIRE(mixed.problems.size() == 1);
  CHECK(mixed.problems[0].card == 1);
  CHECK(mixed.problems[0].hint == "name GPUs of one vendor");
}

TEST_CASE("speeds over unlike cards are assumed, and their intervals wider") {
  const Prediction unlike = predict(asked_of_cards(over({"rtx-4090", "rtx-3090"}))),
                   like = predict(asked_of_cards(over({"rtx-4090", "rtx-4090"})));
  CHECK(unlike.source.kind == "assumed");
  CHECK(unlike.numbers[0].p95 / unlike.numbers[0].p5 > like.numbers[0].p95 / like.numbers[0].p5);
  CHECK(unlike.numbers[0].p5 < unlike.numbers[0].value);
}
