#include "kernel/bench.h"

#include <fmt/format.h>

#include <stdexcept>

#include "calibration/calibration.h"
#include "calibration/file.h"
#include "calibration/import.h"
#include "calibration/text.h"
#include "commands.h"
#include "exit_code.h"
#include "kernel/bench_text.h"
#include "output.h"
#include "version.h"
#include "yaml/diagnostics.h"
#include "yaml/read.h"
#include "yaml/text.h"

namespace llmtco::app {
namespace {

BenchOptions options_of(const BenchArgs& args) {
  BenchOptions options = args.full ? full_bench_options() : BenchOptions{};
  if (args.seconds) options.seconds = *args.seconds;
  if (!args.threads.empty()) options.threads = args.threads;
  if (!args.batches.empty()) options.batches = args.batches;
  std::string complaint;
  try {
    if (!args.formats.empty()) {
      options.formats.clear();
      for (const std::string& format : args.formats) options.formats.push_back(kernel_format(format));
    }
    if (!args.isa.empty()) options.isa = kernel_isa(args.isa);
  } catch (const std::invalid_argument& error) {
    complaint += fmt::format("llmtco: error: {}\n", error.what());
  }
  for (const std::string& each : complaints(options)) complaint += fmt::format("llmtco: error: {}\n", each);
  if (!complaint.empty()) throw InputError(complaint);
  return options;
}

BenchRun measured(const BenchOptions& options) {
  fmt::print(stderr, "measuring for about {:.0f} s; a busy machine is noticed and said\n", options.seconds);
  BenchRun run = bench(options);
  run.tool.version = version;
  return run;
}

std::string run_text(const BenchRun& run) {
  std::string text = bench_tables(run);
  for (const BenchLimits& limits : run.limits) text += "\n" + roofline_picture(run, limits.threads);
  return text + "\n" + bench_verdict(run) + "\n";
}

/// Observations from a file of a real engine, by the kind of file.
Calibration imported(const CalibrateArgs& args, Diagnostics& diagnostics) {
  const ImportContext context{
      .hardware = args.hardware,
      .gpus = args.gpus,
      .model = args.model,
      .params_b = args.params_b,
      .format = args.weights,
      .weight_bytes = 0,
      .provenance = args.measured_here ? Provenance::measured_here : Provenance::published,
      .source = {}};
  std::vector<Observation> all;
  std::string source;
  constexpr std::size_t largest = 64u << 20;
  const auto import = [&](const std::vector<std::string>& files, const char* name, auto read) {
    for (const std::string& file : files) {
      const auto some = read(file_bytes(file, largest), file);
      all.insert(all.end(), some.begin(), some.end());
      source = name;
    }
  };
  if (!args.llama_bench.empty() + !args.vllm_bench.empty() + !args.rows.empty() > 1) {
    throw InputError(
        "llmtco: error: one calibration is made of one kind of file; use --llama-bench, --vllm-bench or "
        "--rows\n");
  }
  import(args.llama_bench, "llama-bench", [&](std::string text, const std::string& file) { return import_llama_bench(std::move(text), file, context, diagnostics);
});
  import(args.vllm_bench, "vllm-bench-serve", [&](std::string text, const std::string& file) { return import_vllm_bench(std::move(text), file, context, diagnostics);
  }  // namespace
);
  import(args.rows, "rows", [&](const std::string& text, const std::string& file) { return import_rows(text, file, context.provenance, diagnostics);
  }  // namespace llmtco::app
);
diagnostics.throw_if_errors();
return calibration_from(source, args.taken_at, std::move(all));
}

}  // namespace

int execute(const BenchArgs& args) {
  const BenchRun run = measured(options_of(args));
  write(args.output, args.output.format == "json" ? calibration_json(calibration_from(run)) : run_text(run));
  return ExitCode::ok;
}

int execute(const CalibrateArgs& args) {
  Diagnostics diagnostics;
  if (!args.show.empty()) {
    const auto calibration = read_calibration_file(args.show, diagnostics);
    diagnostics.throw_if_errors();
    write({}, calibration_tables(*calibration));
    return ExitCode::ok;
  }
  const bool from_files = !args.llama_bench.empty() || !args.vllm_bench.empty() || !args.rows.empty();
  const Calibration calibration =
      from_files ? imported(args, diagnostics) : calibration_from(measured(options_of(args.bench)));
  fmt::print(stderr, "{}", diagnostics.rendered());
  if (args.output.file.empty()) {
    write({}, calibration_tables(calibration));
    fmt::print(stderr, "nothing written; -o FILE keeps the calibration\n");
  } else {
    write_file(args.output.file, calibration_json(calibration));
    fmt::print(stderr, "{}wrote {}\n", calibration_tables(calibration), args.output.file);
  }
  return ExitCode::ok;
}

}  // namespace llmtco::app
