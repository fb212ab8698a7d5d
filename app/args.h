#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace llmtco::app {

/// Where the data of a command go.
struct OutputArgs {
  std::string format = "table";
  std::string file{};           ///< empty: stdout
  std::string colour = "auto";  ///< auto, always or never
};

/// How the draws are made.
struct DrawArgs {
  std::optional<std::uint64_t> seed;
  std::optional<std::size_t> draws;
  int threads = 0;  ///< 0: one per core
  std::string sampling = "sobol";
  std::optional<std::size_t> memory;  ///< GB that a run may keep; that of Settings if absent
  std::string isa;                    ///< empty: the fastest there is
  std::string latency;                ///< steady, surface or exact; empty: as scenario and load say
};

/// The scenario a command is about, the changes to it, and which files it may name.
struct SourceArgs {
  std::string scenario;
  std::vector<std::string> set;
  std::string root;       ///< folder below which those files are; empty: the scenario's own
  bool any_file = false;  ///< wherever they are
};

/// What places in JSON call the scenario, which do not depend on how its file was named.
inline constexpr const char* scenario_in_json = "scenario.yaml";

/// What of a bill in the form of FOCUS is written.
struct FocusArgs {
  std::string version, scope;  ///< empty: 1.2, all
  std::string option;          ///< empty: the answer; `all`: every one
};

/// Where a result comes from: one that is read again lacks what some forms need.
enum class ResultOf { run, file };

/// What of a result is shown, and where it goes.
struct ViewArgs {
  bool timeline = false;                   ///< the months one by one in place of the comparison
  bool verbose = false;                    ///< bills and all warnings behind the first screen
  bool wide = false;                       ///< the table of every column in place of the first screen
  bool plot = false;                       ///< pictures in place of the first screen
  std::string sort;                        ///< a figure
  std::vector<std::string> columns, json;  ///< figures, keys of the JSON
  OutputArgs output{.format = ""};         ///< no format: by the suffix of the file, or table
  std::vector<std::string> outputs;        ///< FILE, or FORMAT=FILE
};

struct RunArgs : SourceArgs, ViewArgs {
  std::vector<std::string> only;  ///< options
  FocusArgs focus;
  std::string draws_out;              ///< file for draws of figures; empty: none
  std::vector<std::string> draws_of;  ///< those figures; cost.monthly if empty
  std::string plot_of;                ///< a figure whose draws are pictured in place of the cost
  DrawArgs draw;
};

struct RenderArgs : ViewArgs {
  std::string result;  ///< a file of run --format json
};

struct WhatIfArgs : SourceArgs {
  bool wide = false;  ///< every option and column
  bool plot = false;  ///< how each cost became another, as a picture
  DrawArgs draw;
  OutputArgs output;
};

struct CompareArgs : SourceArgs {
  std::string a, b;
  bool finance = false;
  DrawArgs draw;
  OutputArgs output;
};

inline constexpr const char* check_formats[] = {"table", "json",  "markdown", "html",
                                                "junit", "sarif", "github"};

struct CheckArgs : SourceArgs {
  std::string base_scenario, baseline;  ///< at most one of them
  std::vector<std::string> gates;
  std::string option;  ///< the one that matters; empty: all
  double alpha = 0.01;
  std::optional<std::size_t> most_draws;
  std::string inconclusive = "warn";  ///< pass, warn or fail
  std::string today;                  ///< empty: the clock's
  bool warn_only = false, explain = false, plot = false;
  bool update_baseline = false, force = false;
  std::vector<std::string> outputs;  ///< FILE, or FORMAT=FILE
  DrawArgs draw;
  OutputArgs output;
};

struct RouteArgs : SourceArgs {
  std::string option;                            ///< a route by score; empty: the only one
  std::string questions, log;                    ///< files
  std::string weak, strong;                      ///< legs of a route that the scenario does not have
  std::optional<double> floor, slowest, budget;  ///< of what is chosen: accuracy, seconds, USD a month
  std::optional<double> threshold, share;        ///< what is chosen
  std::size_t points = 101;
  bool plot = false;
  DrawArgs draw;
  OutputArgs output;
};

struct ExplainArgs : SourceArgs {
  std::string target;
  std::optional<std::uint64_t> draw;
  std::optional<double> percentile;
  bool deep = false;
  DrawArgs draws;
  OutputArgs output;
};

struct ValidateArgs : SourceArgs {
  std::vector<std::string> scenarios;  ///< in place of one
};

struct CatalogArgs {
  std::string action;  ///< list, show, search or check
  std::vector<std::string> words;
  std::vector<std::string> overlays;
  OutputArgs output;
};

struct InitArgs {
  std::string file;
  std::string from;  ///< name of the example to start from
  bool force = false;
};

struct SchemaArgs {
  OutputArgs output;
};

struct CompletionArgs {
  std::string shell;
};

/// Words of a command line up to the one being typed, which may be empty; what may stand there is printed.
struct CandidatesArgs {
  std::vector<std::string> words;
};

struct HelpArgs {
  std::string command;  ///< empty: the whole program
};

struct VersionArgs {};

struct ManPageArgs {};

struct PredictArgs {
  std::string rows;  ///< a file of rows; the flags below are not used then
  std::string model, weights, hardware, engine, parameters;
  int year = 2025;
  int gpus = 0;                                                       ///< 0: as many as cards are named
  int tensor = 0, pipeline = 0, layer_split = 0, attention_data = 0;  ///< 0: as the engine does
  double input = 512, output = 256, batch = 1, kv_bits = 0, memory_share = 0;
  std::optional<double> concurrency, rate;
  /// Of an accelerator that is not in the catalogue.
  std::string memory, bandwidth, fp16, fp8, int8, fp4, link, power;
  std::optional<int> host_layers, host_experts;  ///< kept in the host's memory
  std::string host_bandwidth, host_memory;
  std::string speculation, draft, kv_format;
  std::optional<double> accepted;         ///< tokens a step yields where some are guessed; as the method does
  std::optional<int> guesses, off_above;  ///< guessed for a sequence; the batch above which none are
  std::string calibration;                ///< a file with rows of this accelerator and engine
  std::string latency;                    ///< steady, surface or exact, of `rate`; empty: by the load
  bool plot = false;                      ///< the roofline, too
  OutputArgs written;
};

/// What an engine does with memory besides the GPU's, and with guesses, where a placement does not tell.
struct MemoryArgs {
  std::string preemption, swap_bandwidth, kv_bytes_per_token;
  std::string host_cache_bandwidth, disk_cache_bandwidth;
  std::optional<std::int64_t> host_blocks, host_cache_blocks, disk_cache_blocks;
  std::string guess_step, guess_sequence;
};

/// A load, an engine, and either coefficients of its steps or a placement to take them from.
/// Calls that wait for others, and pauses, of `simulate`.
struct TaskArgs {
  std::string calls, growth;  ///< lengths
  std::string tool_time, think, stagger;
  std::optional<double> pause_cv;
  std::optional<std::int32_t> shared_prefix;
};

/// Replicas of `simulate` that come and go.
struct FleetArgs {
  std::optional<int> replicas, spare, prefill_replicas, decode_replicas;
  std::string kv_transfer, router;
  std::string autoscale;  ///< "1-8"
  std::optional<double> target, evictions;
  std::string scale_on, start_up, check_interval, scale_down_delay, keep_warm, notice;
};

struct SimulateArgs {
  std::string trace, step_time;
  PredictArgs placement;  ///< its model, hardware and so on; its load is not used
  std::string scheduler;  ///< empty: that of the engine, else vllm
  std::optional<int> max_batch, token_budget, longest_chunk, block_size, contiguous;
  std::optional<std::int64_t> kv_blocks;
  std::optional<double> watermark;
  bool prefix_cache = false;
  MemoryArgs memory;
  std::string host_step, host_token, host_request;
  std::optional<std::size_t> requests;
  std::optional<double> rate, arrival_cv, input_cv, output_cv;
  std::optional<int> concurrency;
  std::string input, output, arrivals;
  std::vector<double> hours, days;
  TaskArgs tasks;
  std::optional<std::uint64_t> seed;
  std::string ttft, tpot, e2e;  ///< limits
  std::optional<double> share;
  bool largest_rate = false;
  bool plot = false;  ///< times at other rates, too
  FleetArgs fleet;
  std::string requests_out, timeline_out;
  OutputArgs written;
};

struct BacktestArgs {
  std::string file;
  OutputArgs output;
};

/// What the benchmark of the bundled kernel measures; empty lists: its own choice.
struct BenchArgs {
  std::vector<std::string> formats;
  std::vector<int> threads, batches;
  std::optional<double> seconds;
  bool full = false;
  std::string isa;
  OutputArgs output;
};

struct CalibrateArgs {
  BenchArgs bench;  ///< used where no files are given
  std::vector<std::string> llama_bench, vllm_bench, rows;
  std::string hardware, model, weights, taken_at;
  double params_b = 0;
  int gpus = 1;
  bool measured_here = false;
  std::string show;  ///< a calibration file to print
  OutputArgs output;
};

using Args =
    std::variant<RunArgs, RenderArgs, WhatIfArgs, CompareArgs, CheckArgs, RouteArgs, ExplainArgs, PredictArgs,
                 SimulateArgs, BacktestArgs, BenchArgs, CalibrateArgs, ValidateArgs, CatalogArgs, InitArgs,
                 SchemaArgs, CompletionArgs, CandidatesArgs, HelpArgs, VersionArgs, ManPageArgs>;

}  // namespace llmtco::app
