#include "kernel/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

#include "host/clock.h"
#include "kernel/bench_summary.h"
#include "kernel/packed_matrix.h"

#ifndef LLMTCO_KERNEL_FLAGS
#define LLMTCO_KERNEL_FLAGS ""
#endif

namespace llmtco::kernel {
namespace {

using detail::Cell;
using detail::Sweep;

constexpr double sweep_share = 0.70;  // of the time; the rest is for second looks, metrics and fits
constexpr double closing_seconds = 0.35;
constexpr int second_look = least_pairs / 2;  // samples

std::vector<int> thread_counts(const BenchOptions& options, int vcpus) {
  if (!options.threads.empty()) return options.threads;
  return vcpus > 1 ? std::vector<int>{1, vcpus} : std::vector<int>{1};
}

/// Six times the last-level cache, so that no part of it is met again before it is gone from there.
std::size_t working_set(const BenchOptions& options, const Machine& machine) {
  constexpr std::size_t MiB = std::size_t{1} << 20;
  std::size_t bytes = options.working_set_bytes;
  if (bytes == 0) bytes = std::clamp(6 * static_cast<std::size_t>(machine.l3_bytes), 128 * MiB, 1024 * MiB);
  const std::size_t matrix = packed_bytes(Format::f32, options.rows, options.inputs);
  return (std::max(bytes, matrix) + MiB - 1) / MiB * MiB;
}

std::string compiler() {
#if defined(__clang__)
  return fmt::format("clang {}.{}.{}", __clang_major__, __clang_minor__, __clang_patchlevel__);
#else
  return fmt::format("g++ {}.{}.{}", __GNUC__, __GNUC_MINOR__, __GNUC_PATCHLEVEL__);
#endif
}

/// The batch-1 cell that is worst off: too few samples that nobody interrupted, or the widest interval.
/// cells().size() if all are valid.
std::size_t worst_cell(Sweep& sweep, std::uint64_t seed) {
  std::size_t worst = sweep.cells().size();
  double widest = widest_interval;
  for (std::size_t i = 0; i < sweep.cells().size(); ++i) {
    const Cell& cell = sweep.cells()[i];
    if (cell.batch != 1) continue;
    const bool enough = detail::kept(cell, sweep.windows()).enough;
    const double width = half_width(detail::step_time(cell, sweep.windows(), seed)) + (enough ? 0 : 1);
    if (width > widest) {
      widest = width;
      worst = i;
    }
  }
  return worst;
}

std::vector<QuantizationError> synthetic_quality(const BenchOptions& options) {
  std::vector<QuantizationError> all;
  for (const Format format : options.formats) {
    if (!info(format).quantized) continue;
    for (const SyntheticWeights weights : {SyntheticWeights::gaussian, SyntheticWeights::student_t4}) {
      all.push_back(quantization_error(format, Rounding::search, weights, options.seed));
    }
  }
  return all;
}

}  // namespace

BenchOptions full_bench_options() {
  BenchOptions options;
  options.formats.insert(options.formats.begin(), Format::f32);
  options.seconds = 60;
  return options;
}

std::vector<std::string> complaints(const BenchOptions& o) {
  std::vector<std::string> found;
  const auto below_one = [](int value) { return value < 1; };
  if (o.formats.empty()) found.push_back("no weight format to measure");
  if (o.batches.empty()) found.push_back("no batch size to measure");
  if (std::any_of(o.batches.begin(), o.batches.end(), below_one))
    found.push_back("batch sizes must be 1 or more");
  if (std::any_of(o.threads.begin(), o.threads.end(), below_one))
    found.push_back("thread counts must be 1 or more");
  if (std::any_of(o.threads.begin(), o.threads.end(), [](int n) { return n > 1024; })) {
    found.push_back("thread counts must be 1024 or less");
  }
  if (!(o.seconds >= 0.5))
    found.push_back(fmt::format("a run needs half a second or more, not {:g} s", o.seconds));
  if (o.rows < stripe_rows || o.inputs < unit_inputs) {
    found.push_back("matrices must have 32 rows and 64 inputs or more");
  }
  if (o.isa && !runs_here(*o.isa))
    found.push_back(fmt::format("this machine cannot run the variant '{}'", name(*o.isa)));
  return found;
}

BenchRun bench(const BenchOptions& options) {
  if (const std::vector<std::string> wrong = complaints(options); !wrong.empty())
    throw std::invalid_argument(wrong[0]);
  const double began = wall_seconds();
  BenchRun run;
  run.taken_at = utc_now();
  run.machine = this_machine();
  run.conditions.load1 = load_average();
  const Isa isa = options.isa.value_or(best_isa());
  run.tool = {.version = "",
              .commit = "",
              .compiler = compiler(),
              .flags = LLMTCO_KERNEL_FLAGS,
              .simd = std::string(name(isa))};

  Sweep sweep(options, isa, working_set(options, run.machine), thread_counts(options, run.machine.vcpus));
  const auto left = [&] { return options.seconds - closing_seconds - (wall_seconds() - began); };
  for (std::size_t i = 0; i < options.formats.size(); ++i) {
    const double share = (options.seconds * sweep_share - (wall_seconds() - began)) /
                         static_cast<double>(options.formats.size() - i);
    sweep.run(options.formats[i], std::max(share, 0.1));
  }
  run.quality = synthetic_quality(options);
  // Every decode point at a second moment: what lasts a tenth of a second, as a neighbour's burst of memory
  // traffic, is then seen in the interval.
  for (std::size_t i = 0; i < sweep.cells().size() && left() > 0.3; ++i) {
    if (sweep.cells()[i].batch == 1) sweep.more(i, second_look);
  }
  while (left() > 0.3) {
    sweep.windows().current();
    const std::size_t worst = worst_cell(sweep, options.seed);
    if (worst == sweep.cells().size()) break;
    sweep.more(worst, least_pairs);
  }
  sweep.windows().close();

  run.conditions.others_cpu_share = sweep.windows().others_share();
  run.conditions.windows = static_cast<int>(sweep.windows().count());
  for (std::size_t w = 0; w < sweep.windows().count(); ++w)
    run.conditions.quiet_windows += sweep.windows().quiet(w);
  detail::summarize(options, sweep, run);
  run.conditions.seconds = wall_seconds() - began;
  return run;
}

}  // namespace llmtco::kernel
