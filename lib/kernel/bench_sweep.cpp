#include "kernel/bench_sweep.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "host/clock.h"
#include "text/diagnostics.h"

namespace llmtco::kernel::detail {
namespace {

/// 120 MB at 40 GB/s: no cache holds it, and twice as many fit into a run as of 6 ms.
constexpr double decode_step_seconds = 0.003;
constexpr double batch_step_seconds = 0.003;
constexpr std::size_t least_read = std::size_t{4} << 20;
constexpr std::size_t most_read = std::size_t{64} << 20;

/// The element whose measure is least, the median of three rounds in which all take turns.
template <class F>
std::size_t quickest(std::initializer_list<std::size_t> candidates, F&& seconds) {
  std::vector<std::vector<double>> times(candidates.size());
  for (int round = 0; round < 3; ++round) {
    std::size_t i = 0;
    for (const std::size_t candidate : candidates) times[i++].push_back(seconds(candidate));
  }
  const auto least = std::min_element(times.begin(), times.end(),
                                      [](const auto& a, const auto& b) { return median(a) < median(b); });
  return *(candidates.begin() + (least - times.begin()));
}

}  // namespace

Sweep::Sweep(const BenchOptions& options, Isa isa, std::size_t working_set, const std::vector<int>& threads)
    : options_(options), bed_(options, isa, working_set) {
  for (const int count : threads) {
    pools_.push_back(std::make_unique<ThreadPool>(count));
    if (pools_.back()->threads() < count)
      throw FileError(fmt::format("the system gives no {} threads", count));
  }
  read_distance_.resize(pools_.size());
}

std::vector<int> Sweep::thread_counts() const {
  std::vector<int> counts;
  for (const std::unique_ptr<ThreadPool>& pool : pools_) counts.push_back(pool->threads());
  return counts;
}

void Sweep::load(Format format) {
  if (loaded_ == static_cast<std::size_t>(format)) return;
  bed_.load(format, *pools_.back());
  loaded_ = static_cast<std::size_t>(format);
  row_ = 0;
}

Cell& Sweep::cell(Format format, int batch, int threads) {
  for (Cell& c : cells_) {
    if (c.format == format && c.batch == batch && c.threads == threads) return c;
  }
  return cells_.emplace_back(
      Cell{.format = format, .batch = batch, .threads = threads, .rows = 0, .prefetch = 0, .samples = {}});
}

void Sweep::choose_read_distance(std::size_t pool) {
  read_distance_[pool] = quickest({0, 1024, 4096}, [&](std::size_t distance) {
    return bed_.read_seconds(*pools_[pool], 0, most_read, distance);
  });
}

std::size_t Sweep::next_row(std::size_t rows) {
  if (row_ + rows > bed_.rows_loaded()) row_ = 0;
  const std::size_t first = row_;
  row_ += rows;
  return first;
}

/// Rows a step of about `seconds` takes, whole matrices where it takes more than one; never less than one
/// matrix with several columns, whose activations would else weigh more than they do in a model. The first
/// try also wakes the threads.
std::size_t Sweep::step_rows(ThreadPool& pool, int batch, std::size_t prefetch, double seconds) {
  const std::size_t trial = std::min<std::size_t>(bed_.rows_loaded(), 256);
  bed_.step_seconds(pool, next_row(trial), trial, batch, prefetch);
  const double one = bed_.step_seconds(pool, next_row(trial), trial, batch, prefetch);
  const double least = batch == 1 ? stripe_rows : static_cast<double>(options_.rows);
  const double rows = std::max(least, static_cast<double>(trial) * seconds / one);
  const std::size_t unit = rows >= static_cast<double>(options_.rows) ? options_.rows : stripe_rows;
  const std::size_t most = bed_.rows_loaded() / unit;
  const double units = std::ceil(rows / static_cast<double>(unit));
  return unit * static_cast<std::size_t>(std::clamp(units, 1.0, static_cast<double>(most)));
}

std::size_t Sweep::best_distance(ThreadPool& pool, std::size_t rows) {
  return quickest({0, 4096, 8192}, [&](std::size_t distance) {
    return bed_.step_seconds(pool, next_row(rows), rows, 1, distance);
  });
}

/// The read is taken from the other half of the buffer, so that it does not warm the cache for the step.
PointSample Sweep::timed(const Cell& c, std::size_t pool) {
  ThreadPool& threads = *pools_[pool];
  const double bytes =
      static_cast<double>(c.rows) * static_cast<double>(options_.inputs) * bits_per_weight(c.format) / 8;
  const std::size_t first = next_row(c.rows);
  const std::size_t length = std::clamp(static_cast<std::size_t>(bytes), least_read, most_read);
  const std::size_t offset = bed_.bytes() / bed_.rows_loaded() * first + bed_.bytes() / 2;
  const double read =
      static_cast<double>(length) / bed_.read_seconds(threads, offset, length, *read_distance_[pool]);
  const double peak = bed_.peak(threads, info(c.format).quantized);
  const double seconds = bed_.step_seconds(threads, first, c.rows, c.batch, c.prefetch);
  return {.seconds = seconds, .read = read, .peak = peak, .window = 0};
}

void Sweep::sample(Cell& c, std::size_t pool) {
  const std::size_t window = windows_.current();
  if (c.threads == 1) {
    c.samples.push_back(timed(c, pool));
  } else {
    const Interruptions interruptions;
    c.samples.push_back(timed(c, pool));
    c.samples.back().interrupted = interruptions.any();
  }
  c.samples.back().window = window;
}

/// What is enough when the time is up: the samples a point needs, or some tries, where others interrupt them. One
/// thread is timed by its processor time, so that what it takes is worth waiting for.
bool suffices(const Cell& c) {
  constexpr std::size_t tries = 5;
  return c.uninterrupted() >= samples_needed(c.batch) || (c.threads > 1 && c.samples.size() >= tries);
}

/// One column first, then those that span the curve, then those between, so that a short run leaves out
/// points and no part of the curve: 1, 8, 64, 2, 4, 16, 32, 128, 256, 512.
constexpr std::size_t least_of_curve = 4;
std::vector<int> spanning(std::vector<int> batches) {
  std::sort(batches.begin(), batches.end());
  std::stable_partition(batches.begin(), batches.end(),
                        [](int batch) { return batch == 1 || batch == 8 || batch == 64; });
  return batches;
}

void Sweep::run(Format format, double seconds) {
  const std::vector<int> batches = spanning(options_.batches);
  load(format);
  const double share = seconds / static_cast<double>(pools_.size());
  for (std::size_t pool = 0; pool < pools_.size(); ++pool) {
    const double began = wall_seconds();
    if (!read_distance_[pool]) choose_read_distance(pool);
    const std::size_t trial_rows = step_rows(*pools_[pool], 1, 4096, decode_step_seconds / 2);
    const std::size_t distance = best_distance(*pools_[pool], trial_rows);
    for (std::size_t i = 0; i < batches.size(); ++i) {
      const int batch = batches[i];
      if (i >= least_of_curve && wall_seconds() > began + 1.5 * share) continue;
      Cell& c = cell(format, batch, pools_[pool]->threads());
      c.prefetch = distance;
      c.rows =
          step_rows(*pools_[pool], batch, distance, batch == 1 ? decode_step_seconds : batch_step_seconds);
      // Batch 1 is what factors rest on: it gets its pairs first; the others share what is left of the time.
      const double until =
          began + share * static_cast<double>(i + 4) / static_cast<double>(batches.size() + 3);
      const int needed = samples_needed(batch);
      ++c.moments;
      while (c.uninterrupted() < needed + 1 || wall_seconds() < until) {
        if (wall_seconds() > began + 1.2 * share && suffices(c)) break;
        sample(c, pool);
      }
    }
    if (pools_[pool]->threads() == 1 && info(format).quantized) {
      dequant_[static_cast<std::size_t>(format)] = bed_.dequant_seconds(*pools_[pool]);
    }
  }
}

void Sweep::more(std::size_t index, int pairs) {
  load(cells_[index].format);
  const auto same = [&](const std::unique_ptr<ThreadPool>& p) {
    return p->threads() == cells_[index].threads;
  };
  const std::size_t pool =
      static_cast<std::size_t>(std::find_if(pools_.begin(), pools_.end(), same) - pools_.begin());
  bed_.step_seconds(*pools_[pool], 0, cells_[index].rows, 1, cells_[index].prefetch);  // wakes the threads
  ++cells_[index].moments;
  for (int i = 0; i < pairs; ++i) sample(cells_[index], pool);
}

}  // namespace llmtco::kernel::detail
