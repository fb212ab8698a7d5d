#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "host/thread_pool.h"
#include "kernel/format.h"
#include "kernel/isa.h"

namespace llmtco::kernel {

/// Activations in the form a variant of the kernel reads (stripe.h): for quantized weights 8-bit codes with
/// one scale for every 32 inputs of a column, for f32 and f16 the numbers themselves.
struct Activations {
  Format format;  // of the weights they will meet
  Isa isa;
  std::size_t inputs = 0;
  std::size_t columns = 0;
  std::vector<std::uint8_t> panels;
};

/// Fills `out` (its memory is reused) from x, a row for each column of the product.
/// Throws std::invalid_argument naming column and block of a number that is not finite.
void prepare(Activations& out, Format format, Isa isa, const FloatRows& x, ThreadPool& pool);

/// The value the kernel multiplies with, read back from the panels.
float prepared_value(const Activations& activations, std::size_t column, std::size_t input);

}  // namespace llmtco::kernel
