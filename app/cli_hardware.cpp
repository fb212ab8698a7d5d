#include "cli_app.h"

namespace llmtco::app {

namespace {

void add_speculation(CLI::App& command, PredictArgs& args) {
  const auto add = [&](const char* name, auto& into, const char* help, const char* type) {
    return command.add_option(name, into, help)->type_name(type)->group("Placement");
  };
  add("--speculation", args.speculation, "eagle2, medusa, draft-model ...", "METHOD");
  add("--draft", args.draft, "the draft model", "MODEL");
  add("--guesses", args.guesses, "tokens guessed in a step; the method's number if absent", "N")
      ->transform(whole_number(1, 1000));
  add("--accepted", args.accepted,
      "tokens that such a step yields, the model's own included; the method's if absent", "N")
      ->check(CLI::Range(1.0, 1001.0).description(""));
  add("--speculation-off-above", args.off_above, "sequences at once above which nothing is guessed", "N")
      ->transform(whole_number(1, 65'536));
}

}  // namespace

void add_placement(CLI::App& command, PredictArgs& args) {
  const auto text = [&](const char* name, std::string& into, const char* help, const char* type) {
    command.add_option(name, into, help)->type_name(type)->group("Placement");
  };
  const auto whole = [&](const char* name, int& into, const char* help, std::uint64_t low,
                         std::uint64_t high) {
    return command.add_option(name, into, help)
        ->check(whole_number(low, high))
        ->type_name("N")
        ->group("Placement");
  };
  text("--model", args.model, "of the catalogue", "MODEL");
  text("--params", args.parameters, "size of a model that is not in the catalogue, as 13B", "COUNT");
  whole("--year", args.year, "of such a model's release; 2025 if absent", 2017, 2100)->type_name("YEAR");
  text("--weights", args.weights, "format of the weights: fp16, fp8, q4_k_m ...", "FORMAT");
  text("--hardware", args.hardware, "accelerator of the catalogue; unlike ones with commas between",
       "ACCELERATOR");
  text("--engine", args.engine, "vllm, llama.cpp, \"TensorRT-LLM 1.0\" ...", "ENGINE");
  whole("--gpus", args.gpus, "of one replica; 1 if absent", 1, 4096);
  whole("--tensor", args.tensor, "GPUs that share each layer; as the engine does if absent", 1, 4096);
  whole("--pipeline", args.pipeline, "pipeline stages", 1, 4096);
  whole("--attention-data", args.attention_data, "GPUs with requests of their own, experts shared out", 1,
        4096);
  whole("--layer-split", args.layer_split, "stages that work one after another", 1, 4096);
  command.add_option("--kv-bits", args.kv_bits, "of a number in the KV cache; as the engine does if absent")
      ->check(CLI::Range(1e-9, 1e9).description(""))
      ->type_name("N")
      ->group("Placement");
  text("--kv-format", args.kv_format, "of the KV cache: fp16, fp8, q8_0 ...; as the engine does if absent",
       "FORMAT");
  command
      .add_option("--memory-share", args.memory_share,
                  "of the GPU's memory that the engine takes; its default if absent")
      ->check(CLI::Range(0.01, 1.0).description(""))
      ->type_name("SHARE")
      ->group("Placement");
  add_speculation(command, args);
  text("--calibration", args.calibration, "measured rows of this accelerator and engine, from `calibrate`",
       "FILE");
}

namespace {

void add_bench_options(CLI::App& command, BenchArgs& args) {
  command.add_option("--formats", args.formats, "f32, f16, q8, q4, q2; all but f32 if absent")
      ->delimiter(',')
      ->type_name("LIST");
  command.add_option("--bench-threads", args.threads, "thread counts; one, and one per processor if absent")
      ->delimiter(',')
      ->type_name("LIST");
  command.add_option("--batches", args.batches, "columns; 1 to 512 if absent")
      ->delimiter(',')
      ->type_name("LIST");
  command.add_option("--seconds", args.seconds, "of the whole run; 5 if absent")->type_name("N");
  command.add_flag("--full", args.full, "f32 too, and a minute for narrower intervals");
  command.add_option("--kernel-isa", args.isa, "scalar, avx2 or vnni; the fastest here if absent")
      ->type_name("NAME");
}

/// Datasheet numbers of an accelerator that is not in the catalogue.
void add_datasheet_options(CLI::App& command, PredictArgs& args) {
  const auto add = [&](const char* name, std::string& into, const char* help) {
    command.add_option(name, into, help)->type_name("QUANTITY")->group("Accelerator of your own");
  };
  add("--memory", args.memory, "of one, as 80 GB");
  add("--bandwidth", args.bandwidth, "of its memory, as 3.35 TB/s");
  add("--fp16", args.fp16, "dense peak in 16 bits, as 989 TFLOP/s");
  add("--fp8", args.fp8, "in FP8; none if absent");
  add("--int8", args.int8, "in INT8; none if absent");
  add("--fp4", args.fp4, "in FP4; none if absent");
  add("--link", args.link, "to its neighbours, one way, as 450 GB/s");
  add("--power", args.power, "as 700 W");
}

/// What of the model stays in the memory of the machine around the GPUs.
void add_host(CLI::App& command, PredictArgs& args) {
  const auto layers = [&](const char* name, std::optional<int>& into, const char* help) {
    command.add_option(name, into, help)->check(whole_number(1, 4096))->type_name("N")->group("Host memory");
  };
  const auto quantity = [&](const char* name, std::string& into, const char* help) {
    command.add_option(name, into, help)->type_name("QUANTITY")->group("Host memory");
  };
  layers("--host-layers", args.host_layers,
         "layers that stay in the host's memory, under llama.cpp and Ollama");
  layers("--host-experts", args.host_experts, "layers of which the experts alone stay there");
  quantity("--host-bandwidth", args.host_bandwidth, "of its memory, as 83 GB/s");
  quantity("--host-memory", args.host_memory, "as 128 GB");
}

/// What it has to do, or a file of rows that say all of it.
void add_load(CLI::App& command, PredictArgs& args) {
  const auto positive = [&](const char* name, auto& into, const char* help) {
    command.add_option(name, into, help)
        ->check(CLI::Range(1e-9, 1e9).description(""))
        ->type_name("N")
        ->group("Load");
  };
  positive("--input", args.input, "tokens of the prompt; 512 if absent");
  positive("--output-tokens", args.output, "tokens of the answer; 256 if absent");
  positive("--batch", args.batch, "sequences of the decode rate; 1 if absent");
  positive("--concurrency", args.concurrency, "requests in flight; 1 if absent");
  positive("--rate", args.rate, "requests a second to one replica, in place of --concurrency");
  command.get_option("--rate")->excludes(command.get_option("--concurrency"));
  add_latency(command, args.latency)->needs(command.get_option("--rate"))->group("Load");
  command.add_option("--rows", args.rows, "predict every row of a file with the columns `backtest` reads")
      ->type_name("FILE")
      ->group("Load");
}

}  // namespace

void Cli::add_predict() {
  CLI::App& sub = command(
      sections::speed, "predict", "Predict speed and memory of a model on some accelerators, with intervals",
      {"llmtco predict --model llama-3.1-70b --weights fp8 --hardware h100-80-sxm --gpus 4 --engine vllm",
       "llmtco predict --model llama-3.1-8b --weights q4_k_m --hardware rtx-4090 --engine llama.cpp",
       "llmtco predict --rows rows.csv"},
      [this] { return Args(predict); });
  add_placement(sub, predict);
  add_host(sub, predict);
  add_load(sub, predict);
  add_datasheet_options(sub, predict);
  sub.add_flag("--plot", predict.plot, "add the roofline of one GPU, with decode and prefill in it")
      ->group(groups::output)
      ->excludes(sub.get_option("--rows"));
  add_output(sub, predict.written, {"table", "json", "csv"});
  add_json(sub, predict.written);
}

void Cli::add_backtest() {
  CLI::App& backtest_command =
      command(sections::speed, "backtest", "Hold predictions against measured rows",
              {"llmtco backtest decode_speed.csv", "llmtco backtest rows.csv --format csv"},
              [this] { return Args(backtest); });
  backtest_command.add_option("FILE", backtest.file, "rows of decode speed, throughput or latency")
      ->required()
      ->type_name("");
  add_output(backtest_command, backtest.output, {"table", "json", "csv"});
  add_json(backtest_command, backtest.output);
}

void Cli::add_bench() {
  CLI::App& bench_command = command(sections::speed, "bench",
                                    "Measure the bundled quantized kernel against this machine's own limits",
                                    {"llmtco bench", "llmtco bench --formats q4,q8 --seconds 20",
                                     "llmtco bench --format json -o this-machine.json"},
                                    [this] { return Args(bench); });
  add_bench_options(bench_command, bench);
  add_output(bench_command, bench.output, {"table", "json"});
  add_json(bench_command, bench.output);

  CLI::App& sub =
      command(sections::speed, "calibrate",
              "Make a calibration file from the benchmark or from files of real engines",
              {"llmtco calibrate -o this-machine.json",
               "llmtco calibrate --llama-bench bench.json --weights q4_k_m -o gpu.json",
               "llmtco calibrate --vllm-bench result.json --hardware h100-80-sxm --weights fp8 -o h100.json",
               "llmtco calibrate --show gpu.json"},
              [this] { return Args(calibrate); });
  add_bench_options(sub, calibrate.bench);
  const auto files = [&](const char* name, std::vector<std::string>& into, const char* help) {
    sub.add_option(name, into, help)->type_name("FILE")->allow_extra_args(false);
  };
  files("--llama-bench", calibrate.llama_bench, "output of llama-bench -o json; repeatable");
  files("--vllm-bench", calibrate.vllm_bench, "result of vllm bench serve --save-result; repeatable");
  files("--rows", calibrate.rows, "rows with the columns `backtest` reads; repeatable");
  const auto text = [&](const char* name, std::string& into, const char* help, const char* type) {
    sub.add_option(name, into, help)->type_name(type);
  };
  text("--hardware", calibrate.hardware, "what the files do not say: the accelerator", "ACCELERATOR");
  text("--model", calibrate.model, "the model", "MODEL");
  text("--weights", calibrate.weights, "the format of its weights", "FORMAT");
  text("--taken-at", calibrate.taken_at, "the day of the measurement", "DATE");
  sub.add_option("--params-b", calibrate.params_b, "billions of parameters")->type_name("N");
  sub.add_option("--gpus", calibrate.gpus, "how many")->check(whole_number(1, 4096))->type_name("N");
  sub.add_flag("--measured-here", calibrate.measured_here, "the files are of this machine, not published");
  text("--show", calibrate.show, "print a calibration file", "FILE");
  sub.add_option("-o,--output", calibrate.output.file, "write the calibration, whole or not at all")
      ->type_name("FILE")
      ->group(groups::output);
}

void Cli::add_catalog() {
  CLI::App& sub = command(
      sections::data, "catalog", "Look up accelerators, models, formats, engines, prices and other data",
      {"llmtco catalog list prices", "llmtco catalog show openai/gpt-4o", "llmtco catalog search llama 70b"},
      [this] { return Args(catalog); });
  sub.add_option("ACTION", catalog.action, "list, show, search, check the price book, or diff two data files")
      ->required()
      ->check(one_of({"list", "show", "search", "check", "diff"}))
      ->type_name("");
  sub.add_option("WORDS", catalog.words,
                 "a section to list, an id to show, words to search, the day to check age for, or the two "
                 "files to compare and a scenario that they are compared for")
      ->type_name("");
  sub.add_option("--catalog", catalog.overlays, "overlay file with entries of your own; repeatable")
      ->type_name("FILE")
      ->allow_extra_args(false);
  add_output(sub, catalog.output, {"table", "json", "csv", "markdown"});
  add_json(sub, catalog.output);
}

}  // namespace llmtco::app
