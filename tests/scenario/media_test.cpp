#include <doctest/doctest.h>

#include "reading.h"

// Audio and images: tokens of kinds of their own, with prices of their own.

using namespace llmtco;

namespace {

std::string media_scenario(const std::string& requests, const std::string& options,
                           const std::string& rest = "") {
  return "scenario: Media\nas_of: 2026-09-23\nhorizon: 1 months\n" + rest +
         "workload:\n  calls: {requests: 1M/month, " + requests + "}\noptions:\n" + options;
}

std::string media_api(const std::string& more, const std::string& keys = "") {
  return "  x: {kind: api, endpoint: mine/x, price: {input: $1/Mtok, output: $4/Mtok, cache_read: $0.1/Mtok" +
         more + "}" + keys + "}\n";
}

const std::string audio_prices = ", audio_input: $10/Mtok, audio_output: $20/Mtok";

const Statistics& media_figure(const Result& result, const Measure& measure) {
  const Statistics* found = result.options.at(0).find(measure);
  REQUIRE(found != nullptr);
  return *found;
}

double paid_for(const Result& result) { return media_figure(result, measures::monthly_cost).mean.value; }

double line_dollars(const Result& result, ItemId item) {
  double sum = 0;
  for (const LineResult& line : result.options.at(0).lines)
    sum += line.id == item ? line.monthly_usd.mean.value : 0;
  return sum;
}

std::string media_fleet(const std::string& model, const std::string& more = "") {
  return "  x: {kind: rented, price: $2/h, model: " + model +
         ", format: fp16, engine: vllm, accelerator: h100-80-sxm, gpus_per_replica: 2" + more + "}\n";
}

}  // namespace

TEST_CASE("a minute of audio is billed at the price of audio, beside the text") {
  // A million calls of 60 s at 32 tokens a second: 1,920 Mtok x $1 = $1,920; 200 of text read, 200 Mtok x $0.30 = $60;
  // 300 answered, 300 Mtok x $2.50 = $750.
  const Result result =
      answer(media_scenario("input_tokens: 200, output_tokens: 300, audio_input_tokens: = 60 * 32",
                            "  x: {kind: api, endpoint: google/gemini-2.5-flash}\n"));
  CHECK(line_dollars(result, ItemId::audio_input_tokens) == doctest::Approx(1920));
  CHECK(line_dollars(result, ItemId::input_tokens) == doctest::Approx(60));
  CHECK(line_dollars(result, ItemId::output_tokens) == doctest::Approx(750));
  CHECK(paid_for(result) == doctest::Approx(2730));
  // Of all it reads and writes: 2,730 / 2,420 Mtok.
  CHECK(media_figure(result, measures::cost_per_mtok).mean.value == doctest::Approx(2730 / 2420.0));
}

TEST_CASE("a class of audio alone has no text to pay for") {
  const Result result = answer(
      media_scenario("input_tokens: 0, output_tokens: 0, audio_input_tokens: 1000, audio_output_tokens: 500",
                     media_api(audio_prices)));
  CHECK(paid_for(result) == doctest::Approx(20000));  // 1,000 Mtok x $10 + 500 x $20
  CHECK(result.options[0].lines.size() == 2);
}

TEST_CASE("0 of each kind is none of it: nothing is paid, and no price is asked for") {
  const std::string text = "input_tokens: 1000, output_tokens: 100";
  const std::string none =
      ", audio_input_tokens: 0, audio_output_tokens: 0, image_input_tokens: 0, image_output_tokens: 0";
  const Result with = answer(media_scenario(text + none, media_api(""))),
               without = answer(media_scenario(text, media_api("")));
  CHECK(with.options[0].feasible);
  CHECK(paid_for(with) == paid_for(without));
}

TEST_CASE("factors of text are never applied to audio and images") {
  // Twice the tokens of text, five of thought for each: 2 x 100 read, 2 x 100 x 6 written. Audio and images stay.
  const Result result = answer(media_scenario(
      "input_tokens: 100, output_tokens: 100, audio_input_tokens: 1000, audio_output_tokens: 500, "
      "image_input_tokens: 300",
      media_api(audio_prices + ", image_input: $2/Mtok", ", tokens: {input: 2, output: 2, reasoning: 5}")));
  CHECK(line_dollars(result, ItemId::input_tokens) == doctest::Approx(200));
  CHECK(line_dollars(result, ItemId::output_tokens) == doctest::Approx(4800));
  CHECK(line_dollars(result, ItemId::audio_input_tokens) == doctest::Approx(10000));
  CHECK(line_dollars(result, ItemId::audio_output_tokens) == doctest::Approx(10000));
  CHECK(line_dollars(result, ItemId::image_input_tokens) == doctest::Approx(600));
}

TEST_CASE("a loop reads its audio again with every call, and what was spoken as audio") {
  // Three calls: audio read 3 x 1,000 + 500 x 3 = 4,500, text 3 x 200 + 100 x 3 = 900; each call speaks 500 and writes
  // 100.
  const std::string loop =
      "input_tokens: 200, output_tokens: 100, audio_input_tokens: 1000, audio_output_tokens: 500, agent: "
      "{calls: 3}";
  const Result result = answer(media_scenario(loop, media_api(audio_prices)));
  CHECK(line_dollars(result, ItemId::audio_input_tokens) == doctest::Approx(45000));
  CHECK(line_dollars(result, ItemId::audio_output_tokens) == doctest::Approx(30000));
  CHECK(line_dollars(result, ItemId::input_tokens) == doctest::Approx(900));
  CHECK(line_dollars(result, ItemId::output_tokens) == doctest::Approx(1200));
  double sum = 0;
  for (const LineResult& line : result.options[0].lines) sum += line.monthly_usd.mean.value;
  CHECK(paid_for(result) == doctest::Approx(sum));
}

TEST_CASE("a cache holds text; audio too where its reads have a price") {
  // Repeated: audio 2 x 1,000 + 500 = 2,500 of 4,500, text 2 x 200 + 100 = 500 of 900.
  const std::string loop =
      "input_tokens: 200, output_tokens: 100, audio_input_tokens: 1000, audio_output_tokens: 500, agent: "
      "{calls: 3}";
  const std::string cache = ", cache: {hit_rate: 100%}";
  const Result text = answer(media_scenario(loop, media_api(audio_prices, cache)));
  CHECK(line_dollars(text, ItemId::audio_input_tokens) == doctest::Approx(45000));
  CHECK(line_dollars(text, ItemId::cache_reads) == doctest::Approx(50));
  CHECK(line_dollars(text, ItemId::input_tokens) + line_dollars(text, ItemId::cache_writes) ==
        doctest::Approx(400));
  const Result both =
      answer(media_scenario(loop, media_api(audio_prices + ", audio_cache_read: $1/Mtok", cache)));
  CHECK(line_dollars(both, ItemId::audio_input_tokens) == doctest::Approx(20000));
  CHECK(line_dollars(both, ItemId::audio_cache_reads) == doctest::Approx(2500));
  CHECK(line_dollars(both, ItemId::cache_reads) == doctest::Approx(50));
}

TEST_CASE("a discount and a batch tier are off every kind") {
  const std::string calls = "input_tokens: 0, output_tokens: 0, image_input_tokens: 1000";
  const Result result = answer(
      media_scenario(calls, "  x: {kind: api, endpoint: openai/gpt-4o, tier: batch, discount: 10%}\n"));
  CHECK(paid_for(result) == doctest::Approx(0.9 * 0.5 * 2500));
}

TEST_CASE("images count towards the length from which on a whole request is dearer") {
  const Folder folder;
  folder.write("mine.yaml",
               "prices:\n  mine/tiered:\n    source: a letter\n    as_of: 2026-09-01\n    prices:\n"
               "      - {input: $3/Mtok, output: $9/Mtok, image_input: $4/Mtok}\n"
               "      - {above: 200000, input: $6/Mtok, output: $9/Mtok, image_input: $8/Mtok}\n");
  const auto paid = [&](const std::string& tokens) {
    return paid_for(
        answer(media_scenario("output_tokens: 0, " + tokens, "  x: {kind: api, endpoint: mine/tiered}\n",
                              "catalog: [mine.yaml]\n"),
               {}, folder.path()));
  };
  CHECK(paid("input_tokens: 150k, image_input_tokens: 40k") == doctest::Approx(150e3 * 3 + 40e3 * 4));
  CHECK(paid("input_tokens: 150k, image_input_tokens: 60k") == doctest::Approx(150e3 * 6 + 60e3 * 8));
}

TEST_CASE("an endpoint without a price for a kind cannot run, and says what to write") {
  const auto reason = [](const std::string& more, const std::string& option) {
    const Result result = answer(media_scenario("input_tokens: 100, output_tokens: 100, " + more, option));
    CHECK_FALSE(result.options[0].feasible);
    return result.options[0].reason;
  };
  CHECK(
      reason("audio_input_tokens: 10", "  x: {kind: api, endpoint: openai/gpt-5}\n") ==
      "openai/gpt-5 has no price for audio input; write options.x.price.audio_input beside input and output");
  CHECK(reason("image_output_tokens: 10", media_api(audio_prices)) ==
        "mine/x has no price for image output; write options.x.price.image_output beside input and output");
  // What was spoken is read by the next call.
  CHECK(reason("audio_output_tokens: 10, agent: {calls: 2}", media_api(", audio_output: $1/Mtok")) ==
        "mine/x has no price for audio input; write options.x.price.audio_input beside input and output");
  CHECK(answer(media_scenario("input_tokens: 0, output_tokens: 0, audio_output_tokens: 10",
                              media_api(", audio_output: $1/Mtok")))
            .options[0]
            .feasible);
}

TEST_CASE("a model of one's own takes what its entry says") {
  const auto run = [](const std::string& more, const std::string& options) {
    return answer(media_scenario("input_tokens: 500, output_tokens: 100" + more, options));
  };
  CHECK(run(", image_input_tokens: 256", media_fleet("llama-3.1-8b")).options[0].reason ==
        "Llama 3.1 8B is not said to take images; write `takes: [image]` in a catalogue file of your own, in "
        "an entry "
        "with based_on: llama-3.1-8b");
  CHECK(run(", audio_output_tokens: 256", media_fleet("gemma-3-27b")).options[0].reason ==
        "Gemma 3 27B is not said to make audio; write `makes: [audio]` in a catalogue file of your own, in "
        "an entry "
        "with based_on: gemma-3-27b");
  CHECK(run(", image_input_tokens: 256", media_fleet("gemma-3-27b")).options[0].feasible);
  const Result split = run(", image_input_tokens: 256", "  both: {kind: split, parts: {x: 50%, y: 50%}}\n" +
                                                            media_fleet("llama-3.1-8b") +
                                                            "  y: {kind: api, endpoint: openai/gpt-4o}\n");
  CHECK_FALSE(split.options[0].feasible);
  CHECK(split.options[0].reason.starts_with("x: Llama 3.1 8B is not said to take images"));
}

TEST_CASE("on own machines audio and images are tokens to compute, to keep and to write like any other") {
  const Folder folder;
  folder.write(
      "mine.yaml",
      "models:\n  omni: {based_on: llama-3.1-8b, takes: [audio, image], makes: [audio], source: ours, as_of: "
      "2026}\n");
  const std::string catalog = "catalog: [mine.yaml]\n",
                    model = media_fleet("omni", ", cache: {hit_rate: 50%}");
  const std::string loop = ", agent: {calls: 3, new_tokens_per_call: 100}";
  const Result text = answer(media_scenario("input_tokens: 2500, output_tokens: 400" + loop, model, catalog),
                             {}, folder.path());
  const Result media =
      answer(media_scenario("input_tokens: 500, output_tokens: 100, audio_input_tokens: 1500, "
                            "image_input_tokens: 500, audio_output_tokens: 300" +
                                loop,
                            model, catalog),
             {}, folder.path());
  const auto same = [&](const Measure& measure) {
    CAPTURE(measure.id);
    CHECK(media_figure(media, measure).mean.value ==
          doctest::Approx(media_figure(text, measure).mean.value).epsilon(1e-9));
  };
  same(measures::ttft_p95);
  same(measures::e2e_p95);
  same(measures::load);
  same(measures::replicas);
  const Result long_call = answer(
      media_scenario("input_tokens: 500, output_tokens: 100, audio_input_tokens: 140k", model, catalog), {},
      folder.path());
  CHECK(long_call.options[0].reason ==
        "the longest calls of 'calls' need 140600 tokens with their answer, the context of omni is 131072");
}

TEST_CASE("a key of media that is misspelt or counts something else is told at its place") {
  const std::string calls = "input_tokens: 100, output_tokens: 100, ";
  CHECK(complaints(media_scenario(calls + "audio_input_token: 10", media_api(audio_prices)))
            .find("unknown key 'audio_input_token' in workload.calls; did you mean 'audio_input_tokens'?") !=
        std::string::npos);
  CHECK(complaints(media_scenario(calls + "audio_input_tokens: 60 s", media_api(audio_prices)))
            .find("s.yaml:5:") == 0);
  CHECK(complaints(media_scenario(calls + "audio_input_tokens: 10", media_api(", audio_input: $1/h")))
            .find("s.yaml:7:") == 0);
}
