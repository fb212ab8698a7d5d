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
using detail::WindowLog;

constexpr double sweep_share = 0.70;      // of the time; the rest is for second looks, metrics and fits
constexpr double closing_seconds = 0.15;  // fits and intervals
constexpr double look_seconds = 0.2;      // to fill the buffer with a format and take least_pairs samples
constexpr int second_look = 12;           // samples

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

/// How badly a cell needs more samples; 0 if it does not. Most of all a decode point that is not valid, too few
/// samples before a wide interval; then a point of a curve; then a decode point at a second moment: what lasts a
/// tenth of a second, as a neighbour's burst of memory traffic, is to be seen in the interval.
double need(const Cell& cell, const WindowLog& windows, std::uint64_t seed) {
  const bool enough = detail::kept(cell, windows).enough;
  if (cell.batch != 1) return enough ? 0 : widest_interval / 2;
  const double width = half_width(detail::step_time(cell, windows, seed)) + (enough ? 0 : 1);
  if (width > widest_interval) return width;
  return cell.moments < 2 ? widest_interval / 4 : 0;
}

/// The cell that needs them most; of fewer threads first, as more time helps those on a busy machine too.
/// cells().size() if none does.
std::size_t worst_cell(Sweep& sweep, std::uint64_t seed) {
  const std::vector<Cell>& cells = sweep.cells();
  std::size_t worst = cells.size();
  double most = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const double mine = need(cells[i], sweep.windows(), seed);
    if (mine == 0) continue;
    const bool more = worst == cells.size() || cells[i].threads < cells[worst].threads ||
                      (cells[i].threads == cells[worst].threads && mine > most);
    if (!more) continue;
    most = mine;
    worst = i;
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
  while (left() > look_seconds) {
    sweep.windows().current();
    const std::size_t worst = worst_cell(sweep, options.seed);
    if (worst == sweep.cells().size()) break;
    const int batch = sweep.cells()[worst].batch;
    sweep.more(worst, batch == 1 ? second_look : detail::samples_needed(batch));
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
