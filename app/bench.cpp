#include "kernel/bench.h"

#include <fmt/format.h>

#include <iterator>
#include <memory>
#include <stdexcept>

#include "calibration/calibration.h"
#include "calibration/calibration_file.h"
#include "calibration/calibration_report.h"
#include "calibration/importers.h"
#include "calibration/speed_factors.h"
#include "commands.h"
#include "exit_code.h"
#include "kernel/bench_text.h"
#include "output.h"
#include "refusal.h"
#include "streams.h"
#include "text/characters.h"
#include "text/diagnostics.h"
#include "version.h"
#include "yaml/read.h"

namespace llmtco::app {
namespace {

kernel::BenchOptions options_of(const BenchArgs& args) {
  kernel::BenchOptions options = args.full ? kernel::full_bench_options() : kernel::BenchOptions{};
  if (args.seconds) options.seconds = *args.seconds;
  if (!args.threads.empty()) options.threads = args.threads;
  if (!args.batches.empty()) options.batches = args.batches;
  std::string complaints;
  try {
    if (!args.formats.empty()) {
      options.formats.clear();
      for (const std::string& format : args.formats) options.formats.push_back(kernel::format_named(format));
    }
    if (!args.isa.empty()) options.isa = kernel::isa_named(args.isa);
  } catch (const std::invalid_argument& error) {
    complaints += complaint(error.what());
  }
  for (const std::string& each : kernel::complaints(options)) complaints += complaint(each);
  if (!complaints.empty()) throw InputError(complaints);
  return options;
}

kernel::BenchRun measured(const kernel::BenchOptions& options) {
  say(fmt::format("measuring for about {:.0f} s; background load is detected and reported\n",
                  options.seconds));
  kernel::BenchRun run = kernel::bench(options);
  run.tool.version = version;
  return run;
}

std::string run_text(const kernel::BenchRun& run) {
  std::string text = kernel::bench_tables(run);
  for (const kernel::BenchLimits& limits : run.limits)
    text += "\n" + kernel::roofline_picture(run, limits.threads);
  return text + "\n" + kernel::bench_verdict(run) + "\n";
}

constexpr std::size_t largest = 16'000'000;

/// A calibration from files of a real engine: what was observed, and what it says on top of the speed model.
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
  if (!args.llama_bench.empty() + !args.vllm_bench.empty() + !args.rows.empty() > 1) {
    refuse("one calibration is made of one kind of file", "use --llama-bench, --vllm-bench or --rows");
  }
  std::vector<Observation> all;
  std::vector<MeasuredRow> rows;
  const auto add = [&](std::vector<Observation> some) { all.insert(all.end(), some.begin(), some.end()); };
  for (const std::string& file : args.llama_bench)
    add(import_llama_bench(file_bytes(file, largest), file, context, diagnostics));
  for (const std::string& file : args.vllm_bench)
    add(import_vllm_bench(file_bytes(file, largest), file, context, diagnostics));
  for (const std::string& file : args.rows) {
    std::string text = file_bytes(file, largest);
    if (text.size() > largest)
      throw InputError(fmt::format("{}: error: the file is larger than 16 MB\n", file));
    const RowTable table = read_rows(text, file);
    diagnostics.add_source(std::make_shared<const Source>(file, std::move(text)));
    add(import_rows(table, context.provenance, diagnostics));
    diagnostics.throw_if_errors();
    std::vector<MeasuredRow> more = measured_rows(table);
    std::move(more.begin(), more.end(), std::back_inserter(rows));
  }
  diagnostics.throw_if_errors();
  std::vector<std::string> left_out;
  if (args.rows.empty()) rows = rows_of(all, left_out);
  const std::string source = !args.llama_bench.empty()  ? "llama-bench"
                             : !args.vllm_bench.empty() ? "vllm-bench-serve"
                                                        : "rows";
  Calibration calibration = calibration_from(source, args.taken_at, std::move(all));
  calibration.reasons.insert(calibration.reasons.end(), left_out.begin(), left_out.end());
  const Catalog catalog;
  add_speed_factors(cases_of(rows, catalog, shipped_coefficients()), shipped_coefficients(), calibration);
  calibration.bench.tool.version = version;
  return calibration;
}

}  // namespace

int execute(const BenchArgs& args) {
  const kernel::BenchRun run = measured(options_of(args));
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
  require_writable(args.output);
  for (const auto& files : {args.llama_bench, args.vllm_bench, args.rows}) keep_inputs(args.output, files);
  const bool from_files = !args.llama_bench.empty() || !args.vllm_bench.empty() || !args.rows.empty();
  const Calibration calibration =
      from_files ? imported(args, diagnostics) : calibration_from(measured(options_of(args.bench)));
  say(diagnostics.rendered());
  if (args.output.file.empty()) {
    write({}, calibration_tables(calibration));
    say("nothing written; -o FILE keeps the calibration\n");
  } else {
    write_file(args.output.file, calibration_json(calibration));
    say(fmt::format("{}wrote {}\n", calibration_tables(calibration), args.output.file));
  }
  return ExitCode::ok;
}

}  // namespace llmtco::app
