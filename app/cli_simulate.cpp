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
  const auto weights = [&](const char* flag, std::vector<double>& into, const char* says) {
    c.add_option(flag, into, says)
        ->delimiter(',')
        ->check(CLI::Range(0.0, 1e9).description(""))
        ->type_name("LIST")
        ->group("Load")
        ->excludes(trace);
  };
  weights("--hours", args.hours,
          "24 weights of the hours of a day from midnight, or 168 of a week, which repeat");
  weights("--days", args.days, "7 weights of the days of a week from Monday, times those of the hours");
  g.whole("--concurrency", args.concurrency,
          "requests in flight, the next when one is answered; in place of times", 1, 1'000'000)
      ->excludes(rate);
  g.whole("--seed", args.seed, "decides every draw; 1 if absent", 0, UINT64_MAX);
}

void add_tasks(CLI::App& c, TaskArgs& args) {
  Group g(c, "Tasks and pauses");
  CLI::Option *trace = c.get_option("--trace"), *loop = c.get_option("--concurrency");
  CLI::Option* calls =
      g.text("--calls", args.calls,
             "of a task, as 5 or 3-8, each after the answer before it; --rate and --requests are of tasks",
             "N")
          ->excludes(trace);
  g.text("--context-growth", args.growth, "tokens that join prompt and answer in the next prompt of a task",
         "TOKENS")
      ->needs(calls);
  g.text("--tool-time", args.tool_time, "between an answer and the next call; 0 if absent", "TIME")
      ->needs(calls);
  g.whole("--shared-prefix", args.shared_prefix, "tokens that all prompts begin with", 1, 10'000'000)
      ->excludes(trace);
  g.text("--think", args.think, "between an answer and what takes its place under --concurrency", "TIME")
      ->needs(loop);
  g.text("--stagger", args.stagger,
         "over which the first requests of --concurrency start; all at once if absent", "TIME")
      ->needs(loop);
  g.range("--pause-cv", args.pause_cv, "spread of these times: gamma; 0 if absent", 0, 100);
}

void add_fleet(CLI::App& c, FleetArgs& args) {
  Group g(c, "Fleet");
  CLI::Option* loop = c.get_option("--concurrency");
  CLI::Option* replicas =
      g.whole("--replicas", args.replicas, "that are alike and share the requests; 1 if absent", 1, 4096);
  g.text("--router", args.router, "round-robin (if absent), least-loaded or prefix-affine", "NAME")
      ->check(one_of(serving::router_names.words()));
  CLI::Option* scale = g.text("--autoscale", args.autoscale,
                              "fewest and most replicas, as 1-8; from 0 they go when nobody comes", "N-N")
                           ->excludes(replicas);
  g.range("--target", args.target, "requests for each replica that autoscaling aims at", 1e-3, 1e6)
      ->needs(scale);
  g.text("--scale-on", args.scale_on, "in-flight (if absent), or queued: those nobody serves yet", "NAME")
      ->check(one_of(serving::signal_names.words()))
      ->needs(scale);
  g.text("--check-interval", args.check_interval, "of autoscaling; 15 s if absent", "TIME")->needs(scale);
  g.text("--scale-down-delay", args.scale_down_delay, "that fewer must do before one goes; 300 s if absent",
         "TIME")
      ->needs(scale);
  g.text("--keep-warm", args.keep_warm, "of an empty fleet before it goes to zero; the delay above if absent",
         "TIME")
      ->needs(scale);
  g.text("--start-up", args.start_up, "from the order of a replica to its first request, as 90 s", "TIME");
  g.range("--evictions", args.evictions, "of a replica an hour, as of spot capacity", 1e-6, 1000);
  g.text("--notice", args.notice, "before an eviction; 30 s if absent", "TIME")
      ->needs(c.get_option("--evictions"));
  g.whole("--spare", args.spare, "replicas beyond those", 1, 4096);
  CLI::Option* prefill = g.whole("--prefill-replicas", args.prefill_replicas,
                                 "that compute prompts alone, in place of --replicas", 1, 4096);
  for (const char* flag : {"--replicas", "--autoscale", "--evictions", "--spare", "--calls"})
    prefill->excludes(c.get_option(flag));
  prefill->excludes(loop);
  g.whole("--decode-replicas", args.decode_replicas, "that decode alone", 1, 4096)->needs(prefill);
  g.text("--kv-transfer", args.kv_transfer, "between them, of a prompt token, as 2.6 us", "TIME")
      ->needs(prefill);
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
  g.on("--prefix-cache", args.prefix_cache,
       "keep blocks of prompts whose ids a trace, --calls or --shared-prefix tells");
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
  CLI::Option* largest = g.on("--largest-rate", args.largest_rate,
                              "search the largest rate within the limits, with its interval");
  for (const char* flag : {"--trace", "--concurrency", "--calls", "--shared-prefix", "--replicas",
                           "--autoscale", "--evictions", "--spare", "--prefill-replicas"})
    largest->excludes(c.get_option(flag));
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
       "'50 ms' --largest-rate",
       "llmtco simulate --step-time step.json --rate 4 --requests 100000 --hours "
       "1,1,1,1,1,2,4,6,8,9,9,9,9,9,9,8,7,6,5,4,3,2,"
       "1,1 --autoscale 1-8 --target 20 --start-up '90 s' --evictions 0.1",
       "llmtco simulate --step-time step.json --rate 0.5 --calls 3-12 --context-growth 400-2000 --tool-time "
       "'2 s' "
       "--prefix-cache --replicas 4 --router prefix-affine"},
      [this] { return Args(simulate); });
  add_requests(sub, simulate);
  add_tasks(sub, simulate.tasks);
  add_fleet(sub, simulate.fleet);
  add_engine(sub, simulate);
  add_memory(sub, simulate.memory);
  add_limits(sub, simulate);
  add_placement(sub, simulate.placement);
  add_output(sub, simulate.written, {"table", "json"});
  add_json(sub, simulate.written);
  Group out(sub, groups::output);
  out.on("--plot", simulate.plot, "add pictures of how times grow with the rate, from ten more simulations");
  out.text("--requests-out", simulate.requests_out, "a line for each request, as CSV", "FILE");
  out.text("--timeline-out", simulate.timeline_out, "batch, blocks, queue and tokens over time, as CSV",
           "FILE");
}

}  // namespace llmtco::app
