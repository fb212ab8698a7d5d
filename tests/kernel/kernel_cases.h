#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <random>
#include <vector>

#include "kernel/activations.h"
#include "kernel/huge_buffer.h"
#include "kernel/isa.h"
#include "kernel/multiply.h"
#include "kernel/packed_matrix.h"

namespace llmtco::kernel {

inline std::vector<float> gaussian(std::size_t count, unsigned seed, float sd = 1) {
  std::mt19937 bits(seed);
  std::vector<float> values(count);
  for (float& value : values) {  // sum of 12 uniforms: near enough to normal, and the same everywhere
    double sum = -6;
    for (int i = 0; i < 12; ++i) sum += bits() * 0x1p-32;
    value = sd * static_cast<float>(sum);
  }
  return values;
}

struct Shape {
  std::size_t rows, inputs, columns;
};

/// A matrix, activations and what the kernel makes of them.
struct Product {
  PackedMatrix matrix;
  HugeBuffer storage;
  Activations activations;
  std::vector<float> y;
};

inline Product product(Format format, Isa isa, int threads, const Shape& shape,
                       const std::vector<float>& weights, const std::vector<float>& x,
                       std::size_t prefetch = 0) {
  ThreadPool pool(threads);
  Product p{};
  p.storage = HugeBuffer(packed_bytes(format, shape.rows, shape.inputs));
  p.matrix = pack(format, Rounding::nearest, {weights.data(), shape.rows, shape.inputs}, p.storage.data());
  prepare(p.activations, format, isa, {x.data(), shape.columns, shape.inputs}, pool);
  p.y.assign(shape.rows * shape.columns, NAN);
  multiply(p.matrix, p.activations, p.y.data(), pool, prefetch);
  return p;
}

/// Largest error against the double-precision product of the very weights and activations the kernel holds,
/// relative to the largest output.
inline double largest_error(const Product& p, const Shape& shape) {
  std::vector<double> w(shape.rows * shape.inputs);
  for (std::size_t i = 0; i < w.size(); ++i)
    w[i] = packed_weight(p.matrix, i / shape.inputs, i % shape.inputs);
  double error = 0;
  double largest = 0;
  for (std::size_t c = 0; c < shape.columns; ++c) {
    std::vector<double> x(shape.inputs);
    for (std::size_t k = 0; k < shape.inputs; ++k) x[k] = prepared_value(p.activations, c, k);
    for (std::size_t r = 0; r < shape.rows; ++r) {
      double sum = 0;
      for (std::size_t k = 0; k < shape.inputs; ++k) sum += w[r * shape.inputs + k] * x[k];
      error = std::max(error, std::fabs(sum - static_cast<double>(p.y[c * shape.rows + r])));
      largest = std::max(largest, std::fabs(sum));
    }
  }
  return largest == 0 ? error : error / largest;
}

inline std::vector<Isa> isas_here() {
  std::vector<Isa> found;
  for (const Isa isa : isas) {
    if (runs_here(isa)) found.push_back(isa);
  }
  return found;
}

}  // namespace llmtco::kernel
