#include "kernel/multiply.h"

#include <algorithm>
#include <cassert>
#include <cstring>
#include <memory>

#include "kernel/variants.h"

namespace llmtco::kernel {
namespace {

/// What a thread needs beside its arguments; kept between calls.
struct Workspace {
  alignas(64) float out[detail::most_columns * detail::stripe_rows];
};

Workspace& workspace() {
  thread_local const std::unique_ptr<Workspace> mine = std::make_unique<Workspace>();
  return *mine;
}

/// Rows of one stripe from its [column][32] to y[column][row], `stride` from column to column.
void copy_rows(const float* out, std::size_t columns, std::size_t rows, std::size_t stride, float* y) {
  for (std::size_t c = 0; c < columns; ++c) {
    std::memcpy(y + c * stride, out + c * detail::stripe_rows, rows * sizeof(float));
  }
}

}  // namespace

void multiply(const PackedMatrix& weights, const Activations& x, float* y, ThreadPool& pool,
              std::size_t prefetch) {
  assert(x.format == weights.format && x.inputs == weights.inputs);
  const auto stripe = detail::variant(x.isa).stripe[static_cast<std::size_t>(weights.format)];
  const std::size_t stripes = weights.stripes();
  const std::size_t chunk =
      std::max<std::size_t>(1, stripes / (8 * static_cast<std::size_t>(pool.threads())));
  const std::size_t most = detail::chunk_columns(info(weights.format).quantized);
  for (std::size_t column = 0; column < x.columns; column += most) {
    const std::size_t columns = std::min(most, x.columns - column);
    const std::uint8_t* panel = x.panels.data() + column * (x.panels.size() / x.columns);
    pool.run(stripes, chunk, [&](std::size_t first, std::size_t last) {
      Workspace& mine = workspace();
      for (std::size_t s = first; s < last; ++s) {
        stripe({.weights = weights.data + s * weights.stripe_bytes(),
                .units = weights.units(),
                .panel = panel,
                .columns = columns,
                .out = mine.out,
                .prefetch = prefetch});
        const std::size_t row = s * stripe_rows;
        copy_rows(mine.out, columns, std::min<std::size_t>(stripe_rows, weights.rows - row), weights.rows,
                  y + column * weights.rows + row);
      }
    });
  }
}

}  // namespace llmtco::kernel
