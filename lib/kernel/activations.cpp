#include "kernel/activations.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstring>
#include <stdexcept>

#include "kernel/variants.h"

namespace llmtco::kernel {
namespace {

using detail::block_column_bytes;

/// Where a column lies: the panel it is in, and its place there.
struct Place {
  std::size_t panel_offset;  // bytes
  std::size_t width;
  std::size_t position;
};

std::size_t units_of(std::size_t inputs) { return (inputs + unit_inputs - 1) / unit_inputs; }

std::size_t column_bytes(Format format, std::size_t inputs) {
  return units_of(inputs) * (info(format).quantized ? 2 * block_column_bytes : 4 * unit_inputs);
}

Place place_of(const Activations& a, std::size_t column) {
  const std::size_t most = detail::chunk_columns(info(a.format).quantized);
  const std::size_t chunk = column / most * most;
  const std::size_t columns = std::min(most, a.columns - chunk);
  const std::size_t panels = detail::panel_count(columns, detail::variant(a.isa).width);
  std::size_t panel = (column - chunk) * panels / columns;
  while (detail::panel_start(panel + 1, panels, columns) <= column - chunk) ++panel;
  const std::size_t first = detail::panel_start(panel, panels, columns);
  return {(chunk + first) * column_bytes(a.format, a.inputs),
          detail::panel_start(panel + 1, panels, columns) - first, column - chunk - first};
}

bool prepare_quantized(Activations& a, const float* x, std::size_t column) {
  const Place place = place_of(a, column);
  const int zero = info(a.format).zero;
  bool finite = true;
  std::uint8_t* record = a.panels.data() + place.panel_offset;
  for (std::size_t input = 0; input < units_of(a.inputs) * unit_inputs; input += block_inputs) {
    float padded[block_inputs] = {};
    const float* block = x + input;
    if (input + block_inputs > a.inputs) {
      if (input < a.inputs) std::copy(block, x + a.inputs, padded);
      block = padded;
    }
    std::int8_t codes[block_inputs];
    float scale;
    std::int32_t sum;
    finite &= detail::variant(a.isa).quantize(block, codes, &scale, &sum);
    const std::int32_t offset = -zero * sum;
    for (std::size_t g = 0; g < 8; ++g) {
      std::memcpy(record + 4 * (g * place.width + place.position), codes + 4 * g, 4);
    }
    std::memcpy(record + 32 * place.width + 4 * place.position, &offset, 4);
    std::memcpy(record + 36 * place.width + 4 * place.position, &scale, 4);
    record += place.width * block_column_bytes;
  }
  return finite;
}

bool prepare_float(Activations& a, const float* x, std::size_t column) {
  const Place place = place_of(a, column);
  bool finite = true;
  std::uint8_t* record = a.panels.data() + place.panel_offset + 4 * place.position;
  for (std::size_t input = 0; input < units_of(a.inputs) * unit_inputs; ++input, record += 4 * place.width) {
    const float value = input < a.inputs ? x[input] : 0;
    finite &= std::isfinite(value);
    std::memcpy(record, &value, 4);
  }
  return finite;
}

[[noreturn]] void refuse(const FloatRows& x) {
  const float* bad = std::find_if_not(x.numbers, x.numbers + x.rows * x.inputs,
                                      [](float value) { return std::isfinite(value); });
  const std::size_t at = static_cast<std::size_t>(bad - x.numbers);
  throw std::invalid_argument(
      fmt::format("activation of column {}, input {} is {:g}: only finite numbers can be multiplied",
                  at / x.inputs, at % x.inputs, *bad));
}

}  // namespace

void prepare(Activations& out, Format format, Isa isa, const FloatRows& x, ThreadPool& pool) {
  out.format = format;
  out.isa = isa;
  out.inputs = x.inputs;
  out.columns = x.rows;
  out.panels.resize(x.rows * column_bytes(format, x.inputs));
  std::atomic<bool> finite{true};
  const bool quantized = info(format).quantized;
  pool.run(x.rows, 8, [&](std::size_t first, std::size_t last) {
    for (std::size_t column = first; column < last; ++column) {
      const float* from = x.numbers + column * x.inputs;
      if (!(quantized ? prepare_quantized(out, from, column) : prepare_float(out, from, column)))
        finite = false;
    }
  });
  if (!finite) refuse(x);
}

float prepared_value(const Activations& a, std::size_t column, std::size_t input) {
  const Place place = place_of(a, column);
  const std::uint8_t* panel = a.panels.data() + place.panel_offset;
  float value;
  if (!info(a.format).quantized) {
    std::memcpy(&value, panel + 4 * (input * place.width + place.position), 4);
    return value;
  }
  const std::uint8_t* record = panel + input / block_inputs * place.width * block_column_bytes;
  const std::size_t i = input % block_inputs;
  std::memcpy(&value, record + 36 * place.width + 4 * place.position, 4);
  return value * static_cast<float>(
                     static_cast<std::int8_t>(record[4 * (i / 4 * place.width + place.position) + i % 4]));
}

}  // namespace llmtco::kernel
