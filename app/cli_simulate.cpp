#include "cli_app.h"
#include "serving/settings.h"

namespace llmtco::app {
namespace {

namespace groups_of_simulate {
constexpr const char* load = "Load";
constexpr const char* engine = "Engine";
constexpr const char* limits = "Limits";
}  // namespace groups_of_simulate

template <class T>
CLI::Option* range(CLI::App& command, const char* name, T& into, const char* says, double low, double high,
                   const char* group) {
  return command.add_option(name, into, says)
      ->check(CLI::Range(low, high).description(""))
      ->type_name("N")
      ->group(group);
}

template <class T>
CLI::Option* whole(CLI::App& command, const char* name, T& into, const char* says, std::uint64_t low,
                   std::uint64_t high, const char* group) {
  return command.add_option(name, into, says)
      ->transform(whole_number(low, high))
      ->type_name("N")
      ->group(group);
}

CLI::Option* text(CLI::App& command, const char* name, std::string& into, const char* says, const char* type,
                  const char* group) {
  return command.add_option(name, into, says)->type_name(type)->group(group);
}

void add_requests(CLI::App& c, SimulateArgs& args) {
  const char* const group = groups_of_simulate::load;
  CLI::Option* trace =
      text(c, "--trace", args.trace,
           "requests of a CSV or JSON-lines file, such as Azure's, Mooncake's, BurstGPT's", "FILE", group);
  whole(c, "--requests", args.requests, "how many are drawn; 10,000 if absent", 1, 100'000'000, group)
      ->excludes(trace);
  CLI::Option* rate = range(c, "--rate", args.rate,
                            "requests a second; of a trace, whose times are scaled to it", 1e-6, 1e6, group);
  text(c, "--input", args.input, "tokens of a prompt, as 512 or 400-600; 512 if absent", "TOKENS", group)
      ->excludes(trace);
  range(c, "--input-cv", args.input_cv, "spread of prompts: lognormal, standard deviation / mean", 0, 100,
        group)
      ->excludes(trace);
  text(c, "--output-tokens", args.output, "tokens of an answer; 256 if absent", "TOKENS", group)
      ->excludes(trace);
  range(c, "--output-cv", args.output_cv, "spread of answers", 0, 100, group)->excludes(trace);
  text(c, "--arrivals", args.arrivals, "poisson, gamma (in bursts) or fixed; poisson if absent", "NAME",
       group)
      ->check(one_of({"poisson", "gamma", "fixed"}))
      ->excludes(trace);
  range(c, "--arrival-cv", args.arrival_cv, "of the gaps between gamma arrivals; 2 if absent", 0.01, 100,
        group)
      ->excludes(trace);
  c.add_option("--hours", args.hours, "weights of the hours of a day, from midnight, which repeat")
      ->delimiter(',')
      ->check(CLI::Range(0.0, 1e9).description(""))
      ->type_name("LIST")
      ->group(group)
      ->excludes(trace);
  whole(c, "--concurrency", args.concurrency,
        "requests in flight, the next when one is answered; in place of times", 1, 1'000'000, group)
      ->excludes(rate);
  whole(c, "--seed", args.seed, "decides every draw; 1 if absent", 0, UINT64_MAX, group);
}

void add_engine(CLI::App& c, SimulateArgs& args) {
  const char* const group = groups_of_simulate::engine;
  text(c, "--step-time", args.step_time, "t0, c_pf, c_attn, c_dec, c_kv in seconds; in place of a placement",
       "FILE", group);
  text(c, "--scheduler", args.scheduler,
       "vllm, prefill-first, sarathi, sglang, tensorrt-llm, ...; the engine's, else vllm", "NAME", group)
      ->check(one_of(serving::scheduler_names.words()));
  whole(c, "--max-batch", args.max_batch, "sequences that run at once; the scheduler's if absent", 1, 65'536,
        group);
  whole(c, "--token-budget", args.token_budget, "tokens of a step", 1, 10'000'000, group);
  whole(c, "--longest-chunk", args.longest_chunk, "of one prompt in a step; the budget alone if absent", 1,
        10'000'000, group);
  whole(c, "--block-size", args.block_size, "tokens of a KV block", 1, 65'536, group);
  whole(c, "--kv-blocks", args.kv_blocks, "of the replica; by its memory if absent", 1, 1'000'000'000'000,
        group);
  range(c, "--watermark", args.watermark, "share of the blocks that admission leaves free", 0, 0.99, group);
  whole(c, "--contiguous", args.contiguous, "tokens reserved for every sequence, as before paging", 1,
        10'000'000, group);
  c.add_flag("--prefix-cache", args.prefix_cache, "keep blocks of prompts whose ids a trace tells")
      ->group(group);
  text(c, "--host-step", args.host_step, "the processor's time of each step, as 0.8 ms", "TIME", group);
  text(c, "--host-token", args.host_token, "of each token that comes out", "TIME", group);
  text(c, "--host-request", args.host_request, "of each request that starts", "TIME", group);
}

void add_limits(CLI::App& c, SimulateArgs& args) {
  const char* const group = groups_of_simulate::limits;
  text(c, "--ttft", args.ttft, "longest wait for the first token, as 500 ms", "TIME", group);
  text(c, "--tpot", args.tpot, "longest time per token behind it", "TIME", group);
  text(c, "--e2e", args.e2e, "longest time of a whole answer", "TIME", group);
  range(c, "--share", args.share, "of the requests that must keep all limits; 0.99 if absent", 0.01, 1,
        group);
  c.add_flag("--largest-rate", args.largest_rate,
             "search the largest rate within the limits, with its interval")
      ->group(group)
      ->excludes(c.get_option("--trace"))
      ->excludes(c.get_option("--concurrency"));
}

}  // namespace

void Cli::add_simulate() {
  CLI::App& sub = command(
      sections::speed, "simulate", "Serve requests one by one: latency, capacity and waste under load",
      {"llmtco simulate --model llama-3.1-8b --weights fp8 --hardware h100-80-sxm --engine vllm --rate 20",
       "llmtco simulate --trace requests.csv --step-time step.json --scheduler sarathi --max-batch 128 "
       "--kv-blocks 7424 --requests-out times.csv",
       "llmtco simulate --step-time step.json --input 900 --output-tokens 200 --output-cv 1 --ttft '1 s' "
       "--tpot "
       "'50 ms' --largest-rate"},
      [this] { return Args(simulate); });
  add_requests(sub, simulate);
  add_engine(sub, simulate);
  add_limits(sub, simulate);
  add_placement(sub, simulate.placement);
  add_output(sub, simulate.written, {"table", "json"});
  add_json(sub, simulate.written);
  text(sub, "--requests-out", simulate.requests_out, "a line for each request, as CSV", "FILE",
       groups::output);
  text(sub, "--timeline-out", simulate.timeline_out, "batch, blocks, queue and tokens over time, as CSV",
       "FILE", groups::output);
}

}  // namespace llmtco::app
