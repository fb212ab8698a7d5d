#include "kernel/bench_bed.h"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cstring>

#include "host/clock.h"
#include "kernel/multiply.h"

namespace llmtco::kernel::detail {
namespace {

constexpr std::size_t read_chunk = std::size_t{1} << 20;

std::vector<float> spread(std::size_t count, std::uint64_t seed) {
  Resampler draw(seed);
  std::vector<float> values(count);
  for (float& value : values) value = static_cast<float>(draw.uniform() - 0.5);
  return values;
}

}  // namespace

BenchBed::BenchBed(const BenchOptions& options, Isa isa, std::size_t bytes)
    : options_(options), isa_(isa), buffer_(bytes) {
  const std::size_t most =
      static_cast<std::size_t>(*std::max_element(options.batches.begin(), options.batches.end()));
  x_ = spread(std::max<std::size_t>(most, 6) * options.inputs, options.seed);
  y_.resize(std::max<std::size_t>(most, 6) * options.rows);
}

/// One stripe is quantized and copied: the time of a product does not depend on the values of codes and
/// scales.
void BenchBed::load(Format format, ThreadPool& pool) {
  format_ = format;
  const std::vector<float> weights = spread(stripe_rows * options_.inputs, options_.seed + 1);
  const PackedMatrix stripe =
      pack(format, Rounding::nearest, {weights.data(), stripe_rows, options_.inputs}, buffer_.data());
  const std::size_t stripes = buffer_.size() / stripe.bytes();
  pool.run(stripes - 1, 4, [&](std::size_t first, std::size_t last) {
    for (std::size_t s = first + 1; s <= last; ++s) {
      std::memcpy(buffer_.data() + s * stripe.bytes(), buffer_.data(), stripe.bytes());
    }
  });
  rows_ = stripes * stripe_rows;
}

double BenchBed::read_seconds(ThreadPool& pool, std::size_t offset, std::size_t length,
                              std::size_t prefetch) {
  const std::size_t chunks = std::max<std::size_t>(1, length / read_chunk);
  const std::size_t all = buffer_.size() / read_chunk;
  std::atomic<std::uint64_t> sum{0};
  const double seconds = seconds_of(pool.threads(), [&] {
    pool.run(chunks, 1 + chunks / (8 * static_cast<std::size_t>(pool.threads())),
             [&](std::size_t first, std::size_t last) {
               for (std::size_t c = first; c < last; ++c) {
                 const std::size_t at = (offset / read_chunk + c) % all;
                 sum += probe(isa_).read(buffer_.data() + at * read_chunk, read_chunk, prefetch);
               }
             });
  });
  return seconds * static_cast<double>(length) / static_cast<double>(chunks * read_chunk);
}

double BenchBed::step_seconds(ThreadPool& pool, std::size_t first_row, std::size_t rows, int batch,
                              std::size_t prefetch) {
  assert(first_row % stripe_rows == 0 && first_row + rows <= rows_);
  const std::size_t stripe_bytes = packed_bytes(format_, stripe_rows, options_.inputs);
  return seconds_of(pool.threads(), [&] {
    for (std::size_t row = first_row; row < first_row + rows; row += options_.rows) {
      const PackedMatrix matrix{format_, std::min(options_.rows, first_row + rows - row), options_.inputs,
                                buffer_.data() + row / stripe_rows * stripe_bytes};
      prepare(activations_, format_, isa_, {x_.data(), static_cast<std::size_t>(batch), options_.inputs},
              pool);
      multiply(matrix, activations_, y_.data(), pool, prefetch);
    }
  });
}

double BenchBed::peak(ThreadPool& pool, bool int8) {
  const Probe& p = probe(isa_);
  const double ops = int8 ? p.int8_ops : p.fp32_ops;
  constexpr long rounds = 4000;  // about 20 microseconds where 12 vector instructions take 6 cycles
  const std::size_t tasks = 8 * static_cast<std::size_t>(pool.threads());
  const double seconds = seconds_of(pool.threads(), [&] {
    pool.run(tasks, 1, [&](std::size_t first, std::size_t last) {
      for (; first < last; ++first) (int8 ? p.int8 : p.fp32)(rounds);
    });
  });
  return static_cast<double>(tasks) * static_cast<double>(rounds) * ops / seconds;
}

double BenchBed::dequant_seconds(ThreadPool& alone) {
  // 32 rows of f32 at 4096 inputs are 512 KiB, of the other formats less: they stay in second-level cache.
  const PackedMatrix matrix{format_, stripe_rows, options_.inputs, buffer_.data()};
  double per_pass[2];
  for (const int columns : {1, 6}) {
    prepare(activations_, format_, isa_, {x_.data(), static_cast<std::size_t>(columns), options_.inputs},
            alone);
    double best = 1e9;
    for (int i = 0; i < 40; ++i) {
      best = std::min(best, seconds_of(1, [&] { multiply(matrix, activations_, y_.data(), alone); }));
    }
    per_pass[columns == 6] = best;
  }
  const double per_column = (per_pass[1] - per_pass[0]) / 5;
  return std::max(0.0, per_pass[0] - per_column) / matrix.weights() * 1e9;
}

}  // namespace llmtco::kernel::detail
