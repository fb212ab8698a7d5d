#include "cli_app.h"
#include "serving/fleet.h"
#include "serving/settings.h"

namespace llmtco::app {
namespace {

/// Flags of one group of the help.
class Group {
 public:
  Group(CLI::App& command, const char* name) : command(command), name_(name) {}

  template <class T>
  CLI::Option* range(const char* flag, T& into, const char* says, double low, double high) {
    return command.add_option(flag, into, says)
        ->check(CLI::Range(low, high).description(""))
        ->type_name("N")
        ->group(name_);
  }
  template <class T>
  CLI::Option* whole(const char* flag, T& into, const char* says, std::uint64_t low, std::uint64_t high) {
    return command.add_option(flag, into, says)
        ->transform(whole_number(low, high))
        ->type_name("N")
        ->group(name_);
  }
  CLI::Option* text(const char* flag, std::string& into, const char* says, const char* type) {
    return command.add_option(flag, into, says)->type_name(type)->group(name_);
  }
  CLI::Option* on(const char* flag, bool& into, const char* says) {
    return command.add_flag(flag, into, says)->group(name_);
  }

  CLI::App& command;

 private:
  const char* name_;
};

void add_requests(CLI::App& c, SimulateArgs& args) {
  Group g(c, "Load");
  CLI::Option* trace =
      g.text("--trace", args.trace,
             "requests of a CSV or JSON-lines file, such as Azure's, Mooncake's, BurstGPT's", "FILE");
  g.whole("--requests", args.requests, "how many are drawn; 10,000 if absent", 1, 100'000'000)
      ->excludes(trace);
  CLI::Option* rate =
      g.range("--rate", args.rate, "requests a second; of a trace, whose times are scaled to it", 1e-6, 1e6);
  g.text("--input", args.input, "tokens of a prompt, as 512 or 400-600; 512 if absent", "TOKENS")
      ->excludes(trace);
  g.range("--input-cv", args.input_cv, "spread of prompts: lognormal, standard deviation / mean", 0, 100)
      ->excludes(trace);
  g.text("--output-tokens", args.output, "tokens of an answer; 256 if absent", "TOKENS")->excludes(trace);
  g.range("--output-cv", args.output_cv, "spread of answers", 0, 100)->excludes(trace);
  g.text("--arrivals", args.arrivals, "poisson, gamma (in bursts) or fixed; poisson if absent", "NAME")
      ->check(one_of({"poisson", "gamma", "fixed"}))
      ->excludes(trace);
  g.range("--arrival-cv", args.arrival_cv, "of the gaps between gamma arrivals; 2 if absent", 0.01, 100)
      ->excludes(trace);
  c.add_option("--hours", args.hours, "weights of the hours of a day, from midnight, which repeat")
      ->delimiter(',')
      ->check(CLI::Range(0.0, 1e9).description(""))
      ->type_name("LIST")
      ->group("Load")
      ->excludes(trace);
  g.whole("--concurrency", args.concurrency,
          "requests in flight, the next when one is answered; in place of times", 1, 1'000'000)
      ->excludes(rate);
  g.whole("--seed", args.seed, "decides every draw; 1 if absent", 0, UINT64_MAX);
}

void add_engine(CLI::App& c, SimulateArgs& args) {
  Group g(c, "Engine");
  g.text("--step-time", args.step_time, "t0, c_pf, c_attn, c_dec, c_kv in seconds; in place of a placement",
         "FILE");
  g.text("--scheduler", args.scheduler,
         "vllm, prefill-first, sarathi, sglang, tensorrt-llm, ...; the engine's, else vllm", "NAME")
      ->check(one_of(serving::scheduler_names.words()));
  g.whole("--max-batch", args.max_batch, "sequences that run at once; the scheduler's if absent", 1, 65'536);
  g.whole("--token-budget", args.token_budget, "tokens of a step", 1, 10'000'000);
  g.whole("--longest-chunk", args.longest_chunk, "of one prompt in a step; the budget alone if absent", 1,
          10'000'000);
  g.whole("--block-size", args.block_size, "tokens of a KV block", 1, 65'536);
  g.whole("--kv-blocks", args.kv_blocks, "of the replica; by its memory if absent", 1, 1'000'000'000'000);
  g.range("--watermark", args.watermark, "share of the blocks that admission leaves free", 0, 0.99);
  g.whole("--contiguous", args.contiguous, "tokens reserved for every sequence, as before paging", 1,
          10'000'000);
  g.on("--prefix-cache", args.prefix_cache, "keep blocks of prompts whose ids a trace tells");
  g.whole("--replicas", args.replicas, "that are alike and share the requests; 1 if absent", 1, 4096)
      ->excludes(c.get_option("--concurrency"));
  CLI::Option* prefill = g.whole("--prefill-replicas", args.prefill_replicas,
                                 "that compute prompts alone, in place of --replicas", 1, 4096);
  prefill->excludes(c.get_option("--replicas"))->excludes(c.get_option("--concurrency"));
  g.whole("--decode-replicas", args.decode_replicas, "that decode alone", 1, 4096)->needs(prefill);
  g.text("--kv-transfer", args.kv_transfer, "between them, of a prompt token, as 2.6 us", "TIME")
      ->needs(prefill);
  g.text("--router", args.router, "round-robin (if absent), least-loaded or prefix-affine", "NAME")
      ->check(one_of(serving::router_names.words()));
  g.text("--host-step", args.host_step, "the processor's time of each step, as 0.8 ms", "TIME");
  g.text("--host-token", args.host_token, "of each token that comes out", "TIME");
  g.text("--host-request", args.host_request, "of each request that starts", "TIME");
}

void add_memory(CLI::App& c, MemoryArgs& args) {
  Group g(c, "Memory and guesses");
  constexpr std::uint64_t most = 1'000'000'000'000;
  g.text("--preemption", args.preemption, "recompute (if absent) or swap, to the host's memory and back",
         "NAME")
      ->check(one_of(serving::preemption_names.words()));
  g.whole("--host-blocks", args.host_blocks, "of the host's memory for that", 1, most);
  g.text("--swap-bandwidth", args.swap_bandwidth, "of the link of a GPU, as 25 GB/s", "QUANTITY");
  g.whole("--host-cache-blocks", args.host_cache_blocks,
          "of the host for parts the prefix cache has no room for", 1, most);
  g.text("--host-cache-bandwidth", args.host_cache_bandwidth, "by which they come back", "QUANTITY");
  g.whole("--disk-cache-blocks", args.disk_cache_blocks, "of a disk for parts the host has no room for", 1,
          most);
  g.text("--disk-cache-bandwidth", args.disk_cache_bandwidth, "by which they come back", "QUANTITY");
  g.text("--kv-bytes-per-token", args.kv_bytes_per_token,
         "on one GPU, as '128 KiB'; the placement's if absent", "QUANTITY");
  g.text("--guess-step", args.guess_step, "beside --step-time: what a step that guesses takes longer",
         "TIME");
  g.text("--guess-sequence", args.guess_sequence, "and for each sequence that decodes", "TIME");
}

void add_limits(CLI::App& c, SimulateArgs& args) {
  Group g(c, "Limits");
  g.text("--ttft", args.ttft, "longest wait for the first token, as 500 ms", "TIME");
  g.text("--tpot", args.tpot, "longest time per token behind it", "TIME");
  g.text("--e2e", args.e2e, "longest time of a whole answer", "TIME");
  g.range("--share", args.share, "of the requests that must keep all limits; 0.99 if absent", 0.01, 1);
  g.on("--largest-rate", args.largest_rate, "search the largest rate within the limits, with its interval")
      ->excludes(c.get_option("--trace"))
      ->excludes(c.get_option("--concurrency"))
      ->excludes(c.get_option("--replicas"))
      ->excludes(c.get_option("--prefill-replicas"));
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
  add_memory(sub, simulate.memory);
  add_limits(sub, simulate);
  add_placement(sub, simulate.placement);
  add_output(sub, simulate.written, {"table", "json"});
  add_json(sub, simulate.written);
  Group out(sub, groups::output);
  out.text("--requests-out", simulate.requests_out, "a line for each request, as CSV", "FILE");
  out.text("--timeline-out", simulate.timeline_out, "batch, blocks, queue and tokens over time, as CSV",
           "FILE");
}

}  // namespace llmtco::app
